"""专家培训 · preparing a session, asking experts to come, who came for how long (Art. 8(1), 16)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell
from models.operations.register import register
from models.operations.steps import advance, choose
from models.queries import training
from models.rules.article_16_training import ARTICLE, check_hours, refuse_uninvited
from models.tables import Attendance, Expert, Holding, Section, TrainingItem, TrainingSession
from models.vocabulary import InvitationAnswer, NoticeKind, Permission, TrainingKind
from models.workflows.machine import Move
from models.workflows.training import Action, State

ANSWERED = "答复培训通知"
_LONGEST = 500  # characters of a reason
_LONGEST_RECORD = 5000


@dataclass(frozen=True, slots=True)
class Arrangement:
    """``industries``: the codes of the groups that are asked to come; ``experts``: the codes of
    further experts; ``item``: the line of the section's plan that it serves."""

    topic: str
    kind: TrainingKind
    starts_at: datetime | None
    half_hours: int
    place: str
    trainer: str
    industries: Sequence[str] = ()
    experts: Sequence[str] = ()
    item: TrainingItem | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """How long somebody was there, in half hours; None: not at all, and ``reason`` may excuse."""

    half_hours: int | None
    reason: str = ""


def prepare(section: Section, arrangement: Arrangement, *, by: Holding) -> TrainingSession:
    """A new session of ``section``, which nobody else sees until it is announced."""
    year = clock.today().year
    number = f"PX{year}-{training.numbered_in(db.session(), year) + 1:03}"
    session = TrainingSession(
        number=number, section_id=section.id, handler_id=by.account_id, attendances=[]
    )
    if no := policy.refusal(by, Permission.RUN_TRAINING, session):
        raise no
    _arrange(session, arrangement)
    db.session.add(session)
    register(
        "training_session:prepare", "筹备专家培训", by=by, subject=session, article=ARTICLE,
        persons=len(session.attendances),
    )  # fmt: skip
    return session


def rearrange(session: TrainingSession, arrangement: Arrangement, *, by: Holding) -> None:
    """Change what is not announced yet."""
    if no := policy.refusal(by, Permission.RUN_TRAINING, session):
        raise no
    if session.state is not State.PLANNED:
        raise Refusal("已经发出通知的培训不能修改；需要改变的，请取消后另行安排", article=ARTICLE)
    _arrange(session, arrangement)
    register(
        "training_session:rearrange", "修改培训安排", by=by, subject=session, article=ARTICLE,
        persons=len(session.attendances),
    )  # fmt: skip


def _arrange(session: TrainingSession, arrangement: Arrangement) -> None:
    starts = arrangement.starts_at
    session.topic, session.kind = arrangement.topic.strip(), arrangement.kind
    session.starts_at, session.half_hours = starts, arrangement.half_hours
    session.place, session.trainer = arrangement.place.strip(), arrangement.trainer.strip()
    session.year = clock.local(starts or clock.now()).year
    session.industries = list(arrangement.industries)
    session.item_id = _item_of(session, arrangement.item)
    _ask(session, _wanted(arrangement))


def _item_of(session: TrainingSession, item: TrainingItem | None) -> int | None:
    """The line of the plan, if it is the section's own and nothing else serves it."""
    if item is None:
        return None
    if item.plan.section_id != session.section_id:
        raise Refusal("只能对应本股室的培训计划，请重新选择", article=ARTICLE, field="item")
    if item.session and item.session is not session:
        raise Refusal(
            f"“{item.topic}”已经安排了{item.session.number}", article=ARTICLE, field="item"
        )
    return item.id


def _wanted(arrangement: Arrangement) -> list[Expert]:
    codes = [code.strip().upper() for code in arrangement.experts if code.strip()]
    named = training.by_codes(db.session(), codes)
    if unknown := [code for code in codes if code not in named]:
        raise Refusal(
            f"没有{'、'.join(unknown)}这个编号的在聘专家，请核对", article=ARTICLE, field="experts"
        )
    group = training.of_groups(db.session(), arrangement.industries)
    return list(dict.fromkeys([*group, *named.values()]))


def _ask(session: TrainingSession, wanted: Sequence[Expert]) -> None:
    ids = {each.id for each in wanted}
    kept = [each for each in session.attendances if each.expert_id in ids]
    there = {each.expert_id for each in kept}
    new = [Attendance(expert_id=each.id) for each in wanted if each.id not in there]
    session.attendances = [*kept, *new]


def take(session: TrainingSession, action: str, *, by: Holding, note: str = "") -> Move[Any, Any]:
    """Take a step that the page offers, and tell who was asked to come."""
    move = choose(session, action, by=by, note=note)
    if move.action is Action.ANNOUNCE:
        for each in session.attendances:
            tell(
                each.expert.account_id, f"培训通知：{session.caption}，请答复能否参加",
                session.matter, kind=NoticeKind.TODO, step=ANSWERED, number=session.number,
            )  # fmt: skip
    if move.action is Action.CANCEL and session.announced_at:
        for each in session.attendances:
            tell(each.expert.account_id, f"培训取消：{session.caption}", session.matter)
    return move


def answer(
    attendance: Attendance, word: InvitationAnswer, *, reason: str = "", by: Holding
) -> None:
    """Whether they come: their own word, or what they told the section. It may change until the
    training begins."""
    if no := policy.refusal(by, Permission.ANSWER_TRAINING, attendance):
        raise no
    session = attendance.session
    if session.state is not State.ANNOUNCED or session.has_begun:
        raise Refusal("培训已经开始、结束或者取消，不能再答复；有变化的请电话告知", article=ARTICLE)
    if word is InvitationAnswer.ABSENT:
        _check_reason(reason, "不能参加的，请说明原因")
    attendance.answer, attendance.answered_at = word, clock.now()
    attendance.reason = reason.strip() if word is InvitationAnswer.ABSENT else ""
    register(
        "training_session:answer", f"{ANSWERED}：{word.label}", by=by, subject=attendance,
        article=ARTICLE, code=attendance.expert.code,
    )  # fmt: skip


def add_on_the_spot(session: TrainingSession, code: str, *, reason: str, by: Holding) -> Attendance:
    """Somebody came who was not asked to: taken in, and said why."""
    if no := policy.refusal(by, Permission.RUN_TRAINING, session):
        raise no
    if session.state not in {State.ANNOUNCED, State.HELD}:
        raise Refusal("只有已经通知、还没有归档的培训能够当场增加", article=ARTICLE)
    found = training.by_codes(db.session(), [code.strip().upper()])
    expert = found.get(code.strip().upper())
    if expert is None:
        raise Refusal("没有这个编号的在聘专家，请核对", article=ARTICLE, field="code")
    if any(each.expert_id == expert.id for each in session.attendances):
        raise Refusal(f"{expert.name}已在名单中，不必重复", article=ARTICLE, field="code")
    _check_reason(reason, f"{expert.name}没有通知参加；当场增加必须写明理由")
    attendance = Attendance(
        expert=expert, on_the_spot=True, reason=reason.strip(), answer=InvitationAnswer.COMING,
        answered_at=clock.now(),
    )  # fmt: skip
    session.attendances.append(attendance)
    register(
        "training_session:add", "当场增加", by=by, subject=session, article=ARTICLE,
        code=expert.code, reason=reason.strip(),
    )  # fmt: skip
    return attendance


def _check_reason(reason: str, otherwise: str) -> None:
    if not 0 < len(reason.strip()) <= _LONGEST:
        raise Refusal(f"{otherwise}（{_LONGEST}字以内）", article=ARTICLE, field="reason")


def hold(session: TrainingSession, presences: Mapping[int, Presence], *, by: Holding) -> None:
    """It took place. ``presences``: by the id of the expert, everyone who was asked to come."""
    refuse_uninvited(presences, {each.expert_id for each in session.attendances})
    for each in session.attendances:
        _write_down(each, presences.get(each.expert_id, Presence(None)))
    persons = len(session.attending)
    if not persons:
        raise Refusal("没有一名专家到课；培训没有办成的，请取消", article=ARTICLE)
    advance(session, Action.HOLD, by=by, persons=persons)


def _write_down(attendance: Attendance, presence: Presence) -> None:
    """What was said when somebody was added on the spot stays."""
    if presence.half_hours is not None:
        length = attendance.session.half_hours
        check_hours(attendance.expert.name, presence.half_hours, length)
    if len(presence.reason.strip()) > _LONGEST:
        raise Refusal(f"请假原因不超过{_LONGEST}字", article=ARTICLE)
    attendance.attended = presence.half_hours is not None
    attendance.half_hours = presence.half_hours or 0
    if not attendance.on_the_spot:
        attendance.reason = "" if attendance.attended else presence.reason.strip()


def record(session: TrainingSession, content: str, *, by: Holding) -> None:
    """What was taught, for the file."""
    if not 0 < len(content.strip()) <= _LONGEST_RECORD:
        raise Refusal(f"培训记录应为1至{_LONGEST_RECORD}字", article=ARTICLE, field="content")
    session.content = content.strip()
    advance(session, Action.RECORD, by=by, persons=len(session.attending))


def holders_in(section_ids: Collection[int]) -> list[Holding]:
    """Whoever runs the training of those sections."""
    posts = [post for post, grants in policy.GRANTS.items() if Permission.RUN_TRAINING in grants]
    query = db.select(Holding).where(
        Holding.post.in_(posts), Holding.sections.any(Section.id.in_(section_ids))
    )
    return list(db.session.scalars(query))
