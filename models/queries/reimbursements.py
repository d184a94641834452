"""劳务报酬报销 · what a reimbursement comes to, where it stands, and to whom it is paid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from models import clock
from models.queries import signatures
from models.queries.papers import Approval, approval_of
from models.queries.reach import in_reach
from models.rules.income_tax import in_force
from models.tables import (
    Assignment,
    BankAccount,
    Expert,
    Holding,
    Reimbursement,
    ReimbursementLine,
    Signature,
)
from models.vocabulary import Permission
from models.workflows.reimbursement import RECKONED, Action, State

_MOST = 200
WHOLE: tuple[ORMOption, ...] = (
    selectinload(Reimbursement.lines)
    .joinedload(ReimbursementLine.assignment)
    .options(joinedload(Assignment.dispatch), joinedload(Assignment.service)),
    selectinload(Reimbursement.lines).selectinload(ReimbursementLine.payments),
)


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
