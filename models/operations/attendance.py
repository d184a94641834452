"""培训到课 · whether an expert comes, who came unasked, and who came for how long (Art. 16)."""

from collections.abc import Mapping
from dataclasses import dataclass

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.asked import LONGEST, take_word
from models.operations.register import register
from models.operations.steps import advance
from models.queries import training
from models.rules.article_16_training import ARTICLE, check_hours, refuse_uninvited
from models.tables import Attendance, Holding, TrainingSession
from models.vocabulary import InvitationAnswer, Permission
from models.workflows.training import Action, State

ANSWERED = "答复培训通知"


@dataclass(frozen=True, slots=True)
class Presence:
    """How long somebody was there, in half hours; None: not at all, and ``reason`` may excuse."""

    half_hours: int | None
    reason: str = ""


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
    take_word(attendance, word, reason, article=ARTICLE)
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
    if not 0 < len(reason.strip()) <= LONGEST:
        raise Refusal(
            f"{expert.name}没有通知参加；当场增加必须写明理由（{LONGEST}字以内）",
            article=ARTICLE,
            field="reason",
        )
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
    if len(presence.reason.strip()) > LONGEST:
        raise Refusal(f"请假原因不超过{LONGEST}字", article=ARTICLE)
    attendance.attended = presence.half_hours is not None
    attendance.half_hours = presence.half_hours or 0
    if not attendance.on_the_spot:
        attendance.reason = "" if attendance.attended else presence.reason.strip()
