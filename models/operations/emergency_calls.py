"""紧急呼叫 · each call and its end; whoever comes is seated and briefed at once (Art. 11, 17)."""

from dataclasses import dataclass

from sqlalchemy import select

from models import clock
from models.db import db
from models.errors import Refusal
from models.operations.dismissal_proposals import mind_the_limit
from models.operations.emergency import order_to_call_for, reckon_anew
from models.operations.illness_proofs import ask_for_proof
from models.operations.notices import tell
from models.operations.preparing import parts_told
from models.operations.register import reference, register
from models.operations.steps import advance
from models.queries import briefings, emergency
from models.rules import article_17_integrity as art17
from models.rules.article_11_emergency import ARTICLE
from models.tables import (
    Assignment,
    Dispatch,
    EmergencyCall,
    Expert,
    Holding,
    Seat,
)
from models.vocabulary import CallOutcome, DeclineKind, SelectionWay
from models.workflows.assignment import Action as PartAction

# What an expert may say on the telephone; the others are for the office to say.
REASONS = (
    DeclineKind.BUSY, DeclineKind.PERSONAL, DeclineKind.NO_REASON, DeclineKind.ILLNESS,
    DeclineKind.RECUSAL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """One call to one expert. ``attempt``: which to that expert it is, by the page on which it was
    recorded. ``kind``: of an expert who cannot come, a reason that Art. 18(3) knows."""

    attempt: int
    outcome: CallOutcome
    kind: DeclineKind | None = None
    note: str = ""


def record(dispatch: Dispatch, expert: Expert, call: Call, *, by: Holding) -> EmergencyCall:
    """Write down a call; whoever comes is seated at once. A second tap finds the first and changes
    nothing."""
    _lock(dispatch)
    order = order_to_call_for(dispatch, by)
    earlier = order.calls_to(expert.id)
    if said := _the_same(earlier, call, by):
        return said
    _check_not_called(expert, earlier)
    seat = None if call.outcome is CallOutcome.UNREACHED else _seat_for(dispatch, expert)
    made = EmergencyCall(
        order=order, expert=expert, expert_id=expert.id, attempt=len(earlier) + 1,
        caller=by.account, outcome=call.outcome, note=call.note.strip(), decline_kind=_kind(call),
    )  # fmt: skip
    db.session.add(made)
    register(
        "emergency:call", f"紧急呼叫：{call.outcome.label}", by=by, subject=made, article=ARTICLE,
        code=expert.code, outcome=call.outcome.value, note=call.note.strip(),
    )  # fmt: skip
    if seat:
        made.assignment = _answered(dispatch, seat, made, by)
        reckon_anew(dispatch)
    return made


def _lock(dispatch: Dispatch) -> None:
    """From here on nobody else calls for it: two callers do not both seat the last seat."""
    db.session.execute(select(Dispatch.id).where(Dispatch.id == dispatch.id).with_for_update())
    db.session.expire(dispatch)


def _the_same(earlier: list[EmergencyCall], call: Call, by: Holding) -> EmergencyCall | None:
    """The call that this one repeats: of the same number, by the same caller, with the same end."""
    for each in earlier:
        same = (each.attempt, each.outcome, each.caller_id)
        if same == (call.attempt, call.outcome, by.account_id):
            return each
    return None


def _check_not_called(expert: Expert, earlier: list[EmergencyCall]) -> None:
    for each in earlier:
        if each.outcome is not CallOutcome.UNREACHED:
            raise Refusal(
                f"{expert.name}已由{each.caller.name}呼叫过，答复“{each.outcome.label}”，请呼叫下一位",
                article=ARTICLE,
            )


def _seat_for(dispatch: Dispatch, expert: Expert) -> Seat:
    vacant = [seat for seat in dispatch.seats if seat.is_vacant]
    if not vacant:
        raise Refusal(
            f"{len(dispatch.seats)}个席位已经满员，不再呼叫；还要增加的，请另行紧急调用",
            article=ARTICLE,
        )
    survey = emergency.survey(db.session(), dispatch)
    if reasons := survey.against(expert.id):
        raise Refusal(
            f"{expert.name}不能调用（{'；'.join(reasons)}），请呼叫下一位", article=ARTICLE
        )
    return vacant[survey.place_of(expert.id)]


def _kind(call: Call) -> DeclineKind | None:
    """A reason is held against somebody only who was reached and does not come."""
    if call.outcome is not CallOutcome.CANNOT or call.kind is None:
        return None
    if call.kind not in REASONS:
        raise Refusal("请从所列的原因中选择", article=18, field="kind")
    return call.kind


def _answered(
    dispatch: Dispatch, seat: Seat, call: EmergencyCall, by: Holding
) -> Assignment | None:
    """The task that follows from the answer; none from a refusal without a reason."""
    if call.outcome is CallOutcome.CANNOT and call.decline_kind is None:
        return None
    part = _part(dispatch, seat, call.expert)
    if call.outcome is CallOutcome.COMES:
        advance(part, PartAction.CALL, by=by)
        tell(part.expert.account_id, f"紧急调用，请立即前往：{dispatch.caption}", reference(part))
    elif call.decline_kind:
        _decline(part, call.decline_kind, call.note, by)
    return part


def _part(dispatch: Dispatch, seat: Seat, expert: Expert) -> Assignment:
    part = Assignment(
        dispatch=dispatch, seat=seat, expert=expert, way=SelectionWay.EMERGENCY,
        employer=expert.employer.name, grade=expert.grade,
        certificate_no=expert.certificate_no or "", notified_at=clock.now(),
    )  # fmt: skip
    db.session.add(part)
    db.session.flush()
    return part


def _decline(part: Assignment, kind: DeclineKind, note: str, by: Holding) -> None:
    part.decline_kind = kind
    is_recusal = kind is DeclineKind.RECUSAL
    action = PartAction.CALL_RECUSED if is_recusal else PartAction.CALL_DECLINED
    advance(part, action, by=by, note=note, reason=kind.value)
    if kind is DeclineKind.ILLNESS:
        ask_for_proof(part)
    elif kind.counts:
        mind_the_limit(part.expert)


def brief(part: Assignment, *, by: Holding) -> None:
    """The four items were read out over the telephone, and the expert promised to keep them: nobody
    sets out without (Art. 16, 17)."""
    if part.way is not SelectionWay.EMERGENCY:
        raise Refusal(
            "只有紧急调用的专家可以电话告知，其他任务由专家本人确认", article=art17.ARTICLE
        )
    part.briefings = briefings.in_force(db.session())
    advance(
        part,
        PartAction.BRIEF_BY_PHONE,
        by=by,
        briefing=[each.name for each in parts_told(part).values()],
    )
    tell(
        part.expert.account_id,
        f"已电话告知廉政与保密要求，可随时重读：{part.dispatch.caption}",
        reference(part),
    )
