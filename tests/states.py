"""A dispatch in each state of its life, brought there by the operations a person would use.

Every function takes the small office of ``tests.office`` as it opens, and returns the dispatch:
an inspection of a coal mine that asks for two senior experts. ``asked`` alters what is asked for.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from models import clock
from models.db import db, unit_of_work
from models.operations import assignments, changes, dispatches, draws, preparing
from models.tables import (
    Account,
    Assignment,
    BudgetLine,
    Dispatch,
    Expert,
    Holding,
    Section,
    Specialty,
    Unit,
)
from models.vocabulary import ChangeKind, DeclineKind, Grade, Post, Provider, TaskType
from models.workflows import assignment as part_flow
from models.workflows import change as change_flow
from models.workflows.dispatch import Action
from tests.office import HASH, SPECIALTY

STARTS = datetime(2026, 6, 8, 1, 0, tzinfo=UTC)  # nine in the morning in Beijing
ENDS = datetime(2026, 6, 8, 9, 30, tzinfo=UTC)
ARRIVED = datetime(2026, 6, 8, 0, 50, tzinfo=UTC)
LEFT = datetime(2026, 6, 8, 9, 40, tzinfo=UTC)
REPORTED = datetime(2026, 6, 9, 2, 0, tzinfo=UTC)
RATED = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
SCORES = {"ethics": 19, "ability": 46, "discipline": 19, "integrity": 10}
OFFICERS = [("执法甲", "14052500001"), ("执法乙", "14052500002")]


def holder(post: Post) -> Holding:
    """Whoever holds ``post`` in the small office."""
    return held_by(post.value)


def held_by(login: str) -> Holding:
    return db.session.scalars(
        db.select(Holding).join(Holding.account).where(Account.login == login)
    ).one()


def acting_for(part: Assignment) -> Holding:
    """The expert of an assignment, signed in."""
    assert part.expert.account
    return held_by(part.expert.account.login)


def particulars(**other: Any) -> dispatches.Particulars:
    entries = {
        "title": "虚构目标煤矿瓦斯防治专项检查",
        "task_type": TaskType.INSPECTION,
        "content": "检查通风系统、瓦斯抽采和监测监控，逐项列出问题并提出整改建议。",
        "starts_at": STARTS,
        "ends_at": ENDS,
        "half_days": 2,
        "place": "虚构镇虚构目标煤矿井下",
        "budget_line": db.session.scalars(db.select(BudgetLine)).first(),
        "rate": 40_000,
        "phone": "0356-0000001",
        "basis": "2026年度监督检查计划",
        "approval_no": "泽应急检审〔2026〕3号",
        "meeting_point": "县应急管理局一楼大厅",
        "is_hazardous": True,
        "hazards": "瓦斯、煤尘、顶板；须佩戴自救器、安全帽和矿灯",
        "protection": (
            dispatches.Protection("自救器", 1, Provider.TARGET),
            dispatches.Protection("安全帽", 1, Provider.BUREAU),
        ),
    }
    return dispatches.Particulars(**(entries | other))


def drafted(*, seats: int = 2, **other: Any) -> Dispatch:
    """起草. From here on every expert of the small office can sign in, as ``zz0001`` and so on."""
    with unit_of_work():
        _let_every_expert_sign_in()
        specialty = db.session.scalars(db.select(Specialty).filter_by(code=SPECIALTY)).one()
        return dispatches.draft(
            particulars(**other),
            section=db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one(),
            targets=list(db.session.scalars(db.select(Unit).filter_by(name="虚构目标煤矿"))),
            seats=[dispatches.Wanted(specialty, Grade.SENIOR)] * seats,
            officers=OFFICERS,
            by=holder(Post.SECTION),
        )


def _let_every_expert_sign_in() -> None:
    """The first signs in as ``expert`` already."""
    for expert in db.session.scalars(db.select(Expert).where(Expert.account_id.is_(None))):
        expert.account = Account(
            login=expert.code.lower(),
            name=expert.name,
            password_hash=HASH,
            must_change_password=False,
            holdings=[Holding(post=Post.EXPERT)],
        )


def reserved(**asked: Any) -> Dispatch:
    """已提交，经费已预留."""
    return step(drafted(**asked), Action.SUBMIT, Post.SECTION)


def frozen(**asked: Any) -> Dispatch:
    """名单已冻结."""
    dispatch = reserved(**asked)
    with unit_of_work():
        draws.freeze(dispatch, by=holder(Post.SECTION))
    return dispatch


def drawn(**asked: Any) -> Dispatch:
    """已抽取，待股室负责人审核."""
    return contributed(frozen(**asked))


def endorsed(**asked: Any) -> Dispatch:
    """待分管领导审签."""
    return step(drawn(**asked), Action.ENDORSE, Post.SECTION_HEAD)


def issued(**asked: Any) -> Dispatch:
    """已审签，专家已得到通知."""
    return step(endorsed(**asked), Action.SIGN, Post.DEPUTY)


def vacant(**asked: Any) -> Dispatch:
    """已审签，一名专家答复不能参加."""
    dispatch = issued(**asked)
    with unit_of_work():
        part = dispatch.seated[0]
        assignments.decline(part, DeclineKind.BUSY, note="当日有值班任务", by=acting_for(part))
    return dispatch


def redrawn(**asked: Any) -> Dispatch:
    """空缺席位已补抽，待分管领导批准."""
    dispatch = vacant(**asked)
    with unit_of_work():
        draws.freeze(dispatch, by=holder(Post.SECTION))
    return contributed(dispatch)


def supplemented(**asked: Any) -> Dispatch:
    """补抽结果已批准."""
    return step(redrawn(**asked), Action.APPROVE_SUPPLEMENT, Post.DEPUTY)


def voided(**asked: Any) -> Dispatch:
    """抽取经批准作废，回到经费已预留."""
    dispatch = drawn(**asked)
    change = propose(dispatch, ChangeKind.VOID_DRAW, reason="对象单位名称填写有误")
    with unit_of_work():
        changes.decide(change, change_flow.Action.APPROVE, by=holder(Post.DEPUTY), note="同意作废")
    return dispatch


def briefed(**asked: Any) -> Dispatch:
    """全部接受任务并确认告知，待出发."""
    dispatch = issued(**asked)
    with unit_of_work():
        for part in dispatch.seated:
            assignments.accept(part, by=acting_for(part))
            prepare(part)
    return dispatch


def prepare(part: Assignment) -> None:
    """The expert reads all that is told, and has all the equipment."""
    by = acting_for(part)
    preparing.acknowledge(part, preparing.parts_told(part), by=by)
    if part.dispatch.protection:
        preparing.fit(part, [item.id for item in part.dispatch.protection], by=by)


def underway(**asked: Any) -> Dispatch:
    """任务执行中."""
    return step(briefed(**asked), Action.DEPART, Post.SECTION)


def left(**asked: Any) -> Dispatch:
    """到场、离场均已登记，待书面报告."""
    dispatch = underway(**asked)
    for moment, action in ((ARRIVED, part_flow.Action.ARRIVE), (LEFT, part_flow.Action.LEAVE)):
        with clock.held_at(moment), unit_of_work():
            for part in dispatch.seated:
                assignments.attend(part, action, by=acting_for(part))
    return dispatch


def reported(**asked: Any) -> Dispatch:
    """到场、离场、书面报告均已登记，待评价."""
    dispatch = left(**asked)
    file_reports(dispatch)
    return dispatch


def file_reports(dispatch: Dispatch) -> None:
    """Everyone who came and went writes down what there was."""
    with clock.held_at(REPORTED), unit_of_work():
        for part in dispatch.seated:
            assignments.report(
                part,
                content="检查了通风系统和监测监控，发现两处问题，已当场指出并说明依据。",
                advice="建议一周内整改并复查。",
                files=[],
                by=acting_for(part),
            )


def rated(**asked: Any) -> Dispatch:
    """附件6均已填写，待报送."""
    dispatch = reported(**asked)
    with clock.held_at(RATED), unit_of_work():
        for part in dispatch.seated:
            assignments.rate(part, service(), by=holder(Post.SECTION))
    return dispatch


def service(**other: Any) -> assignments.Service:
    entries = {
        "half_days": 2,
        "work": "检查通风系统、瓦斯抽采和监测监控，参加情况反馈会。",
        "hazards_found": 2,
        "grave_hazards": 0,
        "scores": SCORES,
        "incident": "",
        "target_feedback": "意见中肯，可以操作。",
    }
    return assignments.Service(**(entries | other))


def delivered(**asked: Any) -> Dispatch:
    """已报送人教股."""
    return step(rated(**asked), Action.DELIVER, Post.SECTION, at=RATED)


def received(**asked: Any) -> Dispatch:
    """人教股已备案."""
    return step(delivered(**asked), Action.RECEIVE, Post.HR, at=RATED)


def closed(**asked: Any) -> Dispatch:
    """已结算办结."""
    return step(received(**asked), Action.CLOSE, Post.SECTION, at=RATED)


def step(
    dispatch: Dispatch, action: Action, post: Post, *, note: str = "", at: datetime | None = None
) -> Dispatch:
    """Take ``dispatch`` one step in the name of whoever holds ``post``."""
    with clock.held_at(at or clock.now()), unit_of_work():
        dispatches.take(dispatch, action, by=holder(post), note=note)
    return dispatch


def contributed(dispatch: Dispatch) -> Dispatch:
    """Both parties give their texts to the current draw, and so it is held."""
    for post, text in ((Post.SECTION, "骰子 3 5 1 6"), (Post.SUPERVISOR, "彩票 20260601")):
        with unit_of_work():
            assert dispatch.current_draw
            draws.contribute(dispatch.current_draw, text, by=holder(post))
    return dispatch


def put_off(dispatch: Dispatch, days: int = 2) -> Dispatch:
    """经批准改期若干天."""
    later = {"starts_at": STARTS + timedelta(days=days), "ends_at": ENDS + timedelta(days=days)}
    change = propose(dispatch, ChangeKind.POSTPONE, reason="矿方停产检修", after=later)
    with unit_of_work():
        changes.decide(change, change_flow.Action.APPROVE, by=holder(Post.DEPUTY), note="同意")
    return dispatch


def propose(dispatch: Dispatch, kind: ChangeKind, *, reason: str, **what: Any):
    """The section asks the deputy for a change."""
    with unit_of_work():
        return changes.propose(dispatch, kind, reason=reason, by=holder(Post.SECTION), **what)
