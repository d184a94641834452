"""任务 · what an expert does with a task, and what the section records of it (Art. 13, 16–18)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models import clock
from models.db import db
from models.errors import Refusal
from models.operations.declarations import declare_interest, declares
from models.operations.dismissal_proposals import mind_the_limit
from models.operations.illness_proofs import ask_for_proof, hand_in
from models.operations.notices import tell
from models.operations.register import reference
from models.operations.steps import advance
from models.queries import fees
from models.queries.availability import engaged_elsewhere
from models.queries.calendar import confirmed
from models.queries.parameters import value_of
from models.rules import article_13_tasks as art13
from models.rules import article_17_integrity as art17
from models.rules.article_19_fees import total
from models.settings import REPORT_DAYS
from models.tables import Assignment, Dispatch, Holding, ServiceRecord, StoredFile, TaskReport
from models.vocabulary import DeclineKind, InterestKind, SelectionWay
from models.workflows.assignment import Action
from models.workflows.dispatch import CALLING, DELIVERED
from models.workflows.dispatch import State as DispatchState


def accept(part: Assignment, *, by: Holding, seen: int | None = None) -> None:
    """The expert comes: nowhere else at that time, which a changed time may bring about.
    ``seen``: the version of the task that was read."""
    if seen is not None and seen != part.version:
        raise Refusal("您打开本页之后任务有变动，还没有接受；请看清下面的内容，再答复", article=13)
    if part.altered_at and engaged_elsewhere(db.session(), part):
        raise Refusal(
            "您在变更后的时间已接受另一项任务，不能同时参加；请选择“不能参加”，原因选"
            f"“{DeclineKind.CHANGED.label}”，不计入次数",
            article=13,
        )
    advance(part, Action.ACCEPT, by=by)
    _tell_handler(part, f"{part.expert_name}接受任务：{part.dispatch.caption}")


def decline(
    part: Assignment, kind: DeclineKind, *, note: str, by: Holding, proof: StoredFile | None = None
) -> None:
    """The expert does not come. Whether it counts towards Art. 18(3) follows from ``kind``, and of
    an illness from its ``proof``, which may also follow within days."""
    if kind is DeclineKind.RECUSAL:
        raise Refusal("应当回避的，请在“申请回避”中写明单位和利害关系", article=9, field="kind")
    _check_kind(part, kind)
    vacate(part, Action.DECLINE, kind, note=note, by=by)
    if proof and part.proof:
        hand_in(part.proof, proof, by=by)


def _check_kind(part: Assignment, kind: DeclineKind) -> None:
    """Some kinds are not for anybody to choose."""
    if kind is DeclineKind.NO_SHOW:
        raise Refusal("“未到场”由股室在任务当日登记，请选择其他原因", article=18, field="kind")
    if kind is DeclineKind.CHANGED and not part.altered_at:
        raise Refusal("任务没有在接受之后变更，请选择其他原因", article=18, field="kind")


def vacate(part: Assignment, action: Action, kind: DeclineKind, *, note: str, by: Holding) -> None:
    """The seat falls vacant by ``action``; an illness is to be proved, another reason may count."""
    part.decline_kind = kind
    advance(part, action, by=by, note=note, reason=kind.value)
    _tell_handler(part, _vacancy(part))
    if kind is DeclineKind.ILLNESS:
        ask_for_proof(part)
    elif kind.counts:
        mind_the_limit(part.expert)


def recuse(part: Assignment, *, unit: str, relation: InterestKind, note: str, by: Holding) -> None:
    """The expert has to keep out of it (Art. 9(6)); from now on no draw sends them to that unit."""
    part.decline_kind = DeclineKind.RECUSAL
    advance(part, Action.RECUSE, by=by, note=note, reason=DeclineKind.RECUSAL.value)
    if not declares(part.expert, unit, relation):
        declare_interest(part.expert, unit=unit, kind=relation, note=note, by=by)
    _tell_handler(part, _vacancy(part))


def attend(part: Assignment, action: str, *, by: Holding) -> None:
    """Record arrival or departure: once everyone set out, and not before the first day."""
    if not _has_set_out(part):
        raise Refusal("人员尚未全部到位，请先由股室确认“人员到位，开始执行”", article=16)
    first_day = clock.local(part.dispatch.starts_at or clock.now()).date()
    if clock.today() < first_day:
        raise Refusal(f"任务{first_day.month}月{first_day.day}日开始，请到时再登记", article=13)
    if part.told.is_hidden:
        raise Refusal("检查对象还没有告知，请到告知时刻以后再登记到场", article=13)
    advance(part, action, by=by)


def _has_set_out(part: Assignment) -> bool:
    """Whoever went with the others goes on while a seat that fell vacant since is filled; who is
    sent to fill it sets out when everything is there again. Who was called out in an emergency
    waits for nobody: the briefing alone stands before the arrival."""
    if part.dispatch.state is DispatchState.UNDERWAY or part.way is SelectionWay.EMERGENCY:
        return True
    departed_at, told_at = part.dispatch.departed_at, part.notified_at
    return departed_at is not None and told_at is not None and told_at <= departed_at


def report(
    part: Assignment, *, content: str, advice: str, files: Sequence[StoredFile], by: Holding
) -> None:
    """File the written report; a late one is accepted and marked."""
    art13.check_report(content, part.dispatch.task_type)
    ended_on = clock.local(part.left_at or clock.now()).date()
    days = value_of(db.session(), REPORT_DAYS)
    due = art13.report_due(ended_on, days, confirmed(db.session()))
    is_late = due is not None and clock.today() > due
    part.report = TaskReport(
        content=content.strip(), advice=advice.strip(), due_on=due, is_late=is_late,
        files=list(files),
    )  # fmt: skip
    advance(part, Action.REPORT, by=by, late=is_late, files=len(files))
    _tell_handler(part, f"{part.expert_name}已提交书面报告：{part.dispatch.caption}")


@dataclass(frozen=True, slots=True)
class Service:
    """What Annex 6 says of one expert's work; ``scores`` by the keys of Article 17's table;
    ``unpaid``: why it is not paid, as with a public servant on duty."""

    half_days: int
    work: str
    hazards_found: int
    grave_hazards: int
    scores: Mapping[str, int]
    incident: str
    target_feedback: str
    unpaid: str = ""


def rate(part: Assignment, service: Service, *, by: Holding) -> None:
    """Fill in Annex 6: never more half days than approved, never more pay than reserved."""
    dispatch = part.dispatch
    _check_half_days(service.half_days, dispatch)
    if service.grave_hazards > service.hazards_found:
        raise Refusal("重大隐患数不能多于发现隐患数", article=17, field="grave_hazards")
    record = part.service or ServiceRecord()
    record.half_days, record.work = service.half_days, service.work
    record.hazards_found, record.grave_hazards = service.hazards_found, service.grave_hazards
    record.incident, record.target_feedback = service.incident, service.target_feedback
    for key, score in service.scores.items():
        setattr(record, key, score)
    record.quality = art17.quality(service.scores)
    record.unpaid = service.unpaid.strip()
    lines = fees.lines_of(db.session(), part, record)
    record.fee, record.fee_lines = total(lines), [[each.text, each.amount] for each in lines]
    part.service = record
    advance(part, Action.RATE, by=by, quality=record.quality.value, total=record.total)
    told = f"服务质量评价已登记：{dispatch.number}，有异议的可在备案前提出"
    tell(part.expert.account_id, told, reference(part))


def _check_half_days(half_days: int, dispatch: Dispatch) -> None:
    if dispatch.state in CALLING:
        raise Refusal("紧急调用的手续还没有补齐，审批的半天数未定，请补齐以后再评价", article=11)
    if not 0 < half_days <= dispatch.half_days:
        raise Refusal(
            f"实际半天数应在1至{dispatch.half_days}之间（不超过审批的半天数）",
            article=17,
            field="half_days",
        )


def amend(part: Assignment, *, by: Holding, note: str) -> None:
    """Open Annex 6 again, after hr sent the file back."""
    if part.dispatch.state in DELIVERED:
        raise Refusal("已报送备案，需要更正的请人教股退回", article=17)
    advance(part, Action.AMEND, by=by, note=note)


def _tell_handler(part: Assignment, text: str) -> None:
    tell(part.dispatch.handler_id, text, reference(part.dispatch))


def _vacancy(part: Assignment) -> str:
    """What the section is told to do about a seat that fell vacant."""
    is_urgent = part.dispatch.state in CALLING
    return f"席位空缺，请{'继续呼叫' if is_urgent else '补抽'}：{part.dispatch.caption}"
