"""劳务报酬报销 · which dispatches of a section may be entered, and what keeps the others out."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, selectinload

from models.rules import article_20_reimbursement as art20
from models.tables import (
    Assignment,
    Dispatch,
    Reimbursement,
    ReimbursementLine,
    ServiceRecord,
    Signature,
)
from models.workflows.assignment import State as PartState
from models.workflows.dispatch import Action as DispatchAction
from models.workflows.dispatch import State as DispatchState
from models.workflows.reimbursement import State

_SIGNED = (DispatchAction.SIGN, DispatchAction.ORDER)
_NEAR = {
    DispatchState.UNDERWAY, DispatchState.DELIVERED, DispatchState.RECEIVED, DispatchState.CLOSED,
}  # fmt: skip
_RECEIVED = {DispatchState.RECEIVED, DispatchState.CLOSED}
_MOST = 200
_PARTS = selectinload(Dispatch.assignments).joinedload(Assignment.service)

PAYABLE: ColumnElement[bool] = (Assignment._state == PartState.RATED) & Assignment.service.has(
    and_(ServiceRecord.fee > 0, ServiceRecord.unpaid == "")
)
_STANDS_IN_A_PAID_ONE = (
    select(1)
    .where(
        ReimbursementLine.assignment_id == Assignment.id,
        ReimbursementLine.reimbursement_id == Reimbursement.id,
        Reimbursement._state == State.PAID,
    )
    .exists()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dispatch, those of its tasks that are still to be paid, and why it cannot be entered."""

    dispatch: Dispatch
    parts: list[Assignment]
    gaps: list[str]

    @property
    def amount(self) -> int:
        return sum(part.service.fee for part in self.parts if part.service)


def candidates(
    session: Session, section_id: int, bundle: Reimbursement | None = None
) -> list[Candidate]:
    """The dispatches of a section that may be entered, or soon, the newest first; what
    ``bundle`` holds does not keep them out of it. What was paid already is not listed any more."""
    query = (
        select(Dispatch)
        .where(Dispatch.section_id == section_id, Dispatch._state.in_(_NEAR), _is_open())
        .options(_PARTS)
        .order_by(Dispatch.starts_at.desc(), Dispatch.id.desc())
        .limit(_MOST)
    )
    return entries(session, list(session.scalars(query)), bundle)


def entries(
    session: Session, dispatches: list[Dispatch], bundle: Reimbursement | None
) -> list[Candidate]:
    """Each of them, as far as it can be entered into ``bundle``."""
    ids = [part.id for dispatch in dispatches for part in dispatch.seated]
    signed, taken = _signed(session, dispatches), _taken(session, ids, bundle)
    return [_candidate(each, each.id in signed, taken) for each in dispatches]


def _candidate(dispatch: Dispatch, is_signed: bool, taken: Mapping[int, str]) -> Candidate:
    found = {
        part: art20.gaps(_entry(dispatch, part, is_signed, taken.get(part.id)))
        for part in dispatch.seated
    }
    paid = [part for part in found if not (part.service and part.service.unpaid)]
    paid = [part for part in paid if part.id not in taken] or paid
    asked = paid or list(found)
    sentences = dict.fromkeys(gap for part in asked for gap in found[part])
    return Candidate(dispatch, paid, list(sentences) or ([] if paid else ["没有专家可以计酬"]))


def _entry(dispatch: Dispatch, part: Assignment, is_signed: bool, taken: str | None) -> art20.Entry:
    record = part.service
    return art20.Entry(
        is_closed=dispatch.state is DispatchState.CLOSED,
        is_signed=is_signed,
        is_rated=record is not None and part.state is PartState.RATED,
        is_received=dispatch.state in _RECEIVED,
        is_paid_by_unit=dispatch.is_paid_by_unit,
        unpaid=record.unpaid if record else "",
        fee=record.fee if record else 0,
        bundle=taken,
    )


def _signed(session: Session, dispatches: list[Dispatch]) -> set[int]:
    """Those whose Annex 4 the deputy has signed, or whose experts the deputy has ordered."""
    subjects = {f"dispatch:{each.id}": each.id for each in dispatches}
    query = select(Signature.subject).where(
        Signature.subject.in_(subjects), Signature.action.in_(_SIGNED)
    )
    return {subjects[subject] for subject in session.scalars(query)}


def _taken(session: Session, ids: list[int], bundle: Reimbursement | None) -> dict[int, str]:
    """By which other reimbursement each of the tasks is taken."""
    line = ReimbursementLine
    besides = [line.reimbursement_id != bundle.id] if bundle else []
    query = (
        select(line.assignment_id, Reimbursement)
        .join(line.bundle)
        .where(line.assignment_id.in_(ids), *besides)
    )
    return {key: f"另一批报销：{other.caption}" for key, other in session.execute(query)}


def _is_open() -> ColumnElement[bool]:
    """Whether anything of a dispatch is still to be paid, as far as the money is the bureau's."""
    return or_(
        Dispatch._state != DispatchState.CLOSED,
        Dispatch.assignments.any(and_(PAYABLE, ~_STANDS_IN_A_PAID_ONE)),
        Dispatch.use_request_id.is_not(None),
    )
