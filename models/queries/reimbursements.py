"""劳务报酬报销 · what a section may enter, what a reimbursement comes to, and where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from models import clock
from models.queries import signatures
from models.queries.papers import Approval, approval_of
from models.queries.reach import in_reach
from models.rules import article_20_reimbursement as art20
from models.rules.income_tax import in_force
from models.tables import (
    Assignment,
    BankAccount,
    Dispatch,
    Expert,
    Holding,
    Reimbursement,
    ReimbursementLine,
    ServiceRecord,
    Signature,
)
from models.vocabulary import Permission
from models.workflows.assignment import State as PartState
from models.workflows.dispatch import Action as DispatchAction
from models.workflows.dispatch import State as DispatchState
from models.workflows.reimbursement import RECKONED, Action, State

_SIGNED = (DispatchAction.SIGN, DispatchAction.ORDER)
_NEAR = {
    DispatchState.UNDERWAY, DispatchState.DELIVERED, DispatchState.RECEIVED, DispatchState.CLOSED,
}  # fmt: skip
_RECEIVED = {DispatchState.RECEIVED, DispatchState.CLOSED}
_MOST = 200
_NOT_OURS = -1

_PARTS = selectinload(Dispatch.assignments).joinedload(Assignment.service)
WHOLE: tuple[ORMOption, ...] = (
    selectinload(Reimbursement.lines)
    .joinedload(ReimbursementLine.assignment)
    .options(joinedload(Assignment.dispatch), joinedload(Assignment.service)),
    selectinload(Reimbursement.lines).selectinload(ReimbursementLine.payments),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dispatch, those of its tasks that are paid, and why it cannot be entered."""

    dispatch: Dispatch
    parts: list[Assignment]
    gaps: list[str]

    @property
    def amount(self) -> int:
        return sum(part.service.fee for part in self.parts if part.service)


@dataclass(frozen=True, slots=True)
class Person:
    """What one expert gets by a reimbursement. ``earlier``: what other reimbursements of the month
    that went before have brought them; ``withheld`` of it. Amounts in fen."""

    expert: Expert
    tasks: int
    earlier: int
    withheld: int
    gross: int
    tax: int

    @property
    def net(self) -> int:
        return self.gross - self.tax


@dataclass(frozen=True, slots=True)
class Filter:
    state: str = ""
    section_id: int | None = None


def listed(holding: Holding, wanted: Filter) -> Select[Reimbursement]:
    """Those within reach, the newest first."""
    query = select(Reimbursement).where(within_reach(holding))
    if wanted.state:
        query = query.where(Reimbursement._state == State(wanted.state))
    if wanted.section_id:
        query = query.where(Reimbursement.section_id == wanted.section_id)
    return query.order_by(Reimbursement.id.desc())


def within_reach(holding: Holding) -> ColumnElement[bool]:
    return in_reach(holding, Permission.READ_REIMBURSEMENT, Reimbursement.section_id)


def sums(session: Session, ids: Iterable[int]) -> Mapping[int, tuple[int, int, int]]:
    """Of each: tasks, gross and net."""
    line = ReimbursementLine
    query = (
        select(line.reimbursement_id, func.count(), func.sum(line.gross), func.sum(line.net))
        .where(line.reimbursement_id.in_(list(ids)))
        .group_by(line.reimbursement_id)
    )
    return {key: (count, int(gross), int(net)) for key, count, gross, net in session.execute(query)}


def candidates(
    session: Session, section_id: int, bundle: Reimbursement | None = None
) -> list[Candidate]:
    """The dispatches of a section that may be entered, or soon; those of ``bundle`` first. What
    was paid already is not listed any more."""
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
    query = (
        select(line.assignment_id, Reimbursement)
        .join(line.bundle)
        .where(line.assignment_id.in_(ids), line.reimbursement_id != _id_of(bundle))
    )
    return {key: f"另一批报销：{other.caption}" for key, other in session.execute(query)}


def _id_of(bundle: Reimbursement | None) -> int:
    return bundle.id if bundle else _NOT_OURS


def _is_open() -> ColumnElement[bool]:
    """Whether anything of a dispatch is still to be paid, as far as the money is the bureau's."""
    return or_(
        Dispatch._state != DispatchState.CLOSED,
        Dispatch.assignments.any(and_(PAYABLE, ~_STANDS_IN_A_PAID_ONE)),
        Dispatch.use_request_id.is_not(None),
    )


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


def earned(session: Session, month: date, besides: Reimbursement) -> dict[int, tuple[int, int]]:
    """Of each expert what the other reimbursements of the month bring, and what is withheld of
    it. Those still being compiled and those returned bring nothing yet."""
    return _income(
        session, month, Reimbursement.id != besides.id, [line.expert.id for line in besides.lines]
    )


def mistaxed(session: Session, bundle: Reimbursement) -> list[str]:
    """Of whom it withholds more or less than the month asks for besides the others, because one
    that was reckoned before it was returned or changed since. What another withheld too much is
    none of its."""
    table = in_force(bundle.month)
    return [
        each.expert.name
        for each in persons(session, bundle)
        if each.tax != table.due(each.earlier, each.withheld, each.gross)
    ]


def _income(
    session: Session, month: date, wanted: ColumnElement[bool], experts: Iterable[int]
) -> dict[int, tuple[int, int]]:
    line = ReimbursementLine
    query = (
        select(Assignment.expert_id, func.sum(line.gross), func.sum(line.tax))
        .join(line.assignment)
        .join(line.bundle)
        .where(
            Reimbursement.month == month,
            Reimbursement._state.in_(RECKONED),
            Assignment.expert_id.in_(list(experts)),
            wanted,
        )
        .group_by(Assignment.expert_id)
        .order_by(Assignment.expert_id)
    )
    return {key: (int(gross), int(tax)) for key, gross, tax in session.execute(query)}


def persons(session: Session, bundle: Reimbursement) -> list[Person]:
    """One row an expert, in the order of the lines."""
    before = earned(session, bundle.month, bundle)
    grouped: dict[Expert, list[ReimbursementLine]] = {}
    for line in bundle.lines:
        grouped.setdefault(line.expert, []).append(line)
    return [
        Person(
            expert,
            len(lines),
            *before.get(expert.id, (0, 0)),
            sum(line.gross for line in lines),
            sum(line.tax for line in lines),
        )
        for expert, lines in grouped.items()
    ]


def approvals(session: Session, bundle: Reimbursement) -> list[tuple[Approval, bool]]:
    """Who signed since it was submitted last, and whether it still is what they signed."""
    if bundle.submitted_at is None:
        return []
    given = signatures.of_matter(session, bundle.matter)
    return [
        (approval_of(each), each.holds)
        for each in given
        if each.signature.at >= bundle.submitted_at
    ]


def signed_on(session: Session, bundle: Reimbursement) -> date:
    """The day on which the leader approved it last."""
    query = select(func.max(Signature.at)).where(
        Signature.matter == bundle.matter, Signature.action == Action.SIGN
    )
    return clock.local(session.scalars(query).one()).date()


def accounts(session: Session, bundle: Reimbursement) -> dict[int, BankAccount]:
    """Where each expert of it is paid, by the expert; the numbers themselves are not fetched."""
    experts = {line.expert.id for line in bundle.lines}
    query = select(BankAccount).where(BankAccount.expert_id.in_(experts))
    return {each.expert_id: each for each in session.scalars(query)}


def account_of(session: Session, expert_id: int) -> BankAccount | None:
    return session.scalars(
        select(BankAccount).where(BankAccount.expert_id == expert_id)
    ).one_or_none()


def account_numbers(session: Session, bundle: Reimbursement) -> dict[int, str]:
    """The whole numbers, by the expert. Whoever shows them has asked
    ``operations.payments.record_reveal``."""
    experts = {line.expert.id for line in bundle.lines}
    query = select(BankAccount.expert_id, BankAccount.number).where(
        BankAccount.expert_id.in_(experts)
    )
    return dict(session.execute(query).all())


def of_expert(session: Session, expert: Expert) -> list[ReimbursementLine]:
    """What an expert was, or is to be, paid by the bureau, the newest first."""
    query = (
        select(ReimbursementLine)
        .join(ReimbursementLine.assignment)
        .join(ReimbursementLine.bundle)
        .where(Assignment.expert_id == expert.id, Reimbursement._state.in_(RECKONED))
        .options(
            joinedload(ReimbursementLine.bundle),
            joinedload(ReimbursementLine.assignment).joinedload(Assignment.dispatch),
            selectinload(ReimbursementLine.payments),
        )
        .order_by(ReimbursementLine.id.desc())
        .limit(_MOST)
    )
    return list(session.scalars(query))
