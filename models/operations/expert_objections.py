"""专家异议 · an expert's objection to what was decided about them, answered or escalated."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations import assignments, dismissals, roster
from models.operations.files import Upload, keep
from models.operations.notices import tell, tell_next, tell_post
from models.operations.numbers import next_of
from models.operations.register import register
from models.operations.steps import choose
from models.queries import dismissals as dismissal_cases
from models.queries import expert_matters, removals
from models.queries.calendar import confirmed
from models.queries.parameters import value_of
from models.rules import article_18_objection as rules
from models.rules.article_13_tasks import report_due
from models.settings import EXPERT_OBJECTION_DAYS
from models.tables import (
    Assignment,
    DeclineObjection,
    Expert,
    ExpertObjection,
    Holding,
    RatingObjection,
    RemovalObjection,
)
from models.vocabulary import ExpertObjectionKind, Permission, Post, Standing
from models.workflows.dispatch import State as DispatchState
from models.workflows.expert_objection import Action
from models.workflows.machine import Move

_RATED, _NOT_COUNTED = 17, 18
_STILL_OPEN = frozenset({DispatchState.UNDERWAY, DispatchState.DELIVERED})


def object_to_rating(
    part: Assignment, text: str, *, uploads: Sequence[Upload], folder: Path, by: Holding
) -> ExpertObjection:
    """To Annex 6, while it can be opened again: until hr has taken the records in."""
    if not part.is_rated or part.service is None:
        raise Refusal("这项任务还没有评价，没有可以提出异议的内容", article=_RATED)
    if part.dispatch.state not in _STILL_OPEN:
        raise Refusal(
            "服务质量登记表已由人教股接收备案，不能再更正；对年度考核有意见的，可在考核时提出",
            article=_RATED,
        )
    return _lodge(_of_task(RatingObjection, part), text, uploads, folder, by, _RATED)


def object_to_decline(
    part: Assignment, text: str, *, uploads: Sequence[Upload], folder: Path, by: Holding
) -> ExpertObjection:
    """To a task not accepted that counts towards the three of a year."""
    if not part.counts_as_declined:
        raise Refusal("这次没有计入不能接受委派的次数，不需要提出异议", article=_NOT_COUNTED)
    return _lodge(_of_task(DeclineObjection, part), text, uploads, folder, by, _NOT_COUNTED)


def object_to_removal(
    expert: Expert, text: str, *, uploads: Sequence[Upload], folder: Path, by: Holding
) -> ExpertObjection:
    """To having been removed, but not to what the expert had asked for; within the days that the
    notice of the removal named."""
    session = db.session()
    has_left = expert_matters.has_resigned(session, expert)
    was_dismissed = dismissal_cases.in_force(session, expert) is not None
    if expert.standing is not Standing.ENDED or (has_left and not was_dismissed):
        raise Refusal("您没有被解聘或者清退，没有可以提出异议的决定", article=_NOT_COUNTED)
    rules.refuse_late(appeal_until(expert), clock.today())
    objection = RemovalObjection(expert=expert, assignment_id=None, section_id=None)
    return _lodge(objection, text, uploads, folder, by, _NOT_COUNTED)


def appeal_until(expert: Expert) -> date | None:
    """The last day on which the removal can be objected to; None where no document says since
    when."""
    issued = removals.ended_by_document_on(db.session(), expert)
    return report_due(issued, rules.APPEAL_DAYS, confirmed(db.session())) if issued else None


def _of_task(kind: type[ExpertObjection], part: Assignment) -> ExpertObjection:
    return kind(expert=part.expert, assignment=part, section_id=part.dispatch.section_id)


def _lodge(
    objection: ExpertObjection, text: str, uploads: Sequence[Upload], folder: Path, by: Holding,
    article: int,
) -> ExpertObjection:  # fmt: skip
    session, expert = db.session(), objection.expert
    with session.no_autoflush:
        if no := policy.refusal(by, Permission.RAISE_OWN_OBJECTION, expert):
            raise no
        rules.check(text, len(uploads), article)
        session.refresh(expert, with_for_update={"of": Expert})  # so that one waits, and not two
        if expert_matters.open_objection(session, objection):
            raise Refusal("对此已经提出异议，正等答复，不必重复提出", article=article)
        objection.year, objection.serial = next_of(ExpertObjection.year, ExpertObjection.serial)
        days = value_of(session, EXPERT_OBJECTION_DAYS)
        objection.due_on = report_due(clock.today(), days, confirmed(session))
    objection.text, objection.answer = text.strip(), ""
    objection.files = [keep(upload, folder, by=by) for upload in uploads]
    session.add(objection)
    register(
        "expert_objection:lodge", "提出异议", by=by, subject=objection, article=article,
        number=objection.number, objection=objection.kind.value, files=len(uploads) or "",
    )  # fmt: skip
    tell_next(objection, besides=by.account_id)
    return objection


def take(objection: ExpertObjection, action: str, *, by: Holding, note: str = "") -> Move[Any, Any]:
    """Answered by whoever decided; upheld, the decision is put right in the same act."""
    move = choose(objection, action, by=by, note=note)
    objection.answer, objection.handler_id = note.strip(), by.account_id
    if move.action is Action.UPHOLD:
        _PUT_RIGHT[objection.kind](objection, by)
    if objection.owner_account_id != by.account_id:
        text = f"进展：{objection.caption}（{objection.state.label}）"
        tell(objection.owner_account_id, text, objection.matter)
    return move


def _open_rating(objection: ExpertObjection, by: Holding) -> None:
    if part := objection.assignment:
        assignments.amend(part, by=by, note=_because(objection))


def _excuse(objection: ExpertObjection, by: Holding) -> None:
    if part := objection.assignment:
        part.is_excused = True
        register(
            "assignment:excuse", "认定不计入不能接受委派次数", by=by, subject=part,
            article=_NOT_COUNTED, note=_because(objection),
        )  # fmt: skip


def _reinstate(objection: ExpertObjection, by: Holding) -> None:
    """What ended the appointment is undone; an older dismissal stays as it was."""
    session, expert, why = db.session(), objection.expert, _because(objection)
    case = dismissal_cases.in_force(session, expert)
    if case and case.issued_on == removals.ended_by_document_on(session, expert):
        dismissals.overturn(case, reason=why, by=by)
    roster.change_standing(expert, Standing.ACTIVE, reason=why, by=by)


def _because(objection: ExpertObjection) -> str:
    return f"专家异议{objection.number}成立：{objection.answer}"


_PUT_RIGHT: Mapping[ExpertObjectionKind, Any] = {
    ExpertObjectionKind.RATING: _open_rating,
    ExpertObjectionKind.DECLINE: _excuse,
    ExpertObjectionKind.REMOVAL: _reinstate,
}


def escalate_overdue(today: date) -> int:
    """Tell the supervisor, once, of every objection that nobody answered in its time; how many."""
    late = expert_matters.overdue_objections(db.session(), today)
    for objection in late:
        objection.escalated_at = clock.now()
        register(
            "expert_objection:escalate", "逾期未答复，报监督人员督办", by=None, subject=objection,
            article=_RATED, number=objection.number,
            due_on=objection.due_on.isoformat() if objection.due_on else "",
        )  # fmt: skip
        tell_post(Post.SUPERVISOR, objection, f"逾期未答复，请督办：{objection.caption}")
    return len(late)
