"""劳务报酬标准 · the rows entered, and what they pay for a task or a draft (Art. 19)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import clock
from models.rules import article_19_fees as art19
from models.rules.expert_draw_request import SATISFIES
from models.rules.income_tax import in_force
from models.tables import (
    Assignment,
    Dispatch,
    FeeStandard,
    Reimbursement,
    ReimbursementLine,
    ServiceRecord,
)
from models.vocabulary import Grade
from models.workflows.reimbursement import RECKONED


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is withheld of a fee, with ``before`` it in the same month; ``is_estimate`` until a
    reimbursement settles the month and the tax. Amounts in fen."""

    is_estimate: bool
    before: int
    tax: int
    net: int
    source: str


def entered() -> Select[FeeStandard]:
    """All of them: those in force first, then the newest."""
    return select(FeeStandard).order_by(
        FeeStandard.last_day.is_not(None), FeeStandard.first_day.desc(), FeeStandard.id.desc()
    )


def lines_of(session: Session, part: Assignment, record: ServiceRecord) -> list[art19.Line]:
    """The fee of a task, as its Annex 6 has it, by the standard of the day on which it began."""
    standard = art19.holding(
        _rows(session), part.grade, part.dispatch.task_type, _day_of(part.dispatch)
    )
    return list(art19.reckoned(standard, _work(part, record)))


def check_rate(session: Session, dispatch: Dispatch) -> None:
    """Refuse a rate above what any of the grades that may sit in a seat of it is paid."""
    if standard := _dearest(session, dispatch):
        art19.check_rate(
            dispatch.rate, standard, dispatch.half_days, is_hazardous=dispatch.is_hazardous
        )


def usual_rate(session: Session, dispatch: Dispatch) -> int:
    """What a half day of it is paid by the standard; nothing where none is entered."""
    standard = _dearest(session, dispatch)
    if standard is None:
        return 0
    return art19.most_a_half_day(standard, dispatch.half_days, is_hazardous=dispatch.is_hazardous)


def withheld(session: Session, part: Assignment) -> Withheld | None:
    """The income tax of its fee, as its reimbursement has it; before that an estimate."""
    record = part.service
    if record is None or not record.fee or part.dispatch.is_paid_by_unit:
        return None
    return _reimbursed(session, part) or _estimated(session, part, record)


def _reimbursed(session: Session, part: Assignment) -> Withheld | None:
    query = (
        select(ReimbursementLine.tax, ReimbursementLine.net, Reimbursement.month)
        .join(ReimbursementLine.bundle)
        .where(ReimbursementLine.assignment_id == part.id, Reimbursement._state.in_(RECKONED))
    )
    found = session.execute(query).one_or_none()
    return found and Withheld(False, 0, found.tax, found.net, in_force(found.month).source)


def _estimated(session: Session, part: Assignment, record: ServiceRecord) -> Withheld:
    """Together with what the expert's other tasks earned before it in the month in which it was
    rated."""
    day = clock.local(record.at).date()
    month = datetime.combine(day.replace(day=1), time(), clock.BEIJING)
    query = (
        select(func.sum(ServiceRecord.fee))
        .join(ServiceRecord.assignment)
        .join(Assignment.dispatch)
        .where(
            Assignment.expert_id == part.expert_id,
            ServiceRecord.at >= month,
            ServiceRecord.at < record.at,
            Dispatch.use_request_id.is_(None),
        )
    )
    before, table = int(session.scalar(query) or 0), in_force(day)
    tax = table.more(before, record.fee)
    return Withheld(True, before, tax, record.fee - tax, table.source)


def _rows(session: Session) -> Iterable[FeeStandard]:
    """What is not confirmed pays nothing yet."""
    return session.scalars(select(FeeStandard).where(FeeStandard.confirmed_at.is_not(None)))


def _day_of(dispatch: Dispatch) -> date:
    return clock.local(dispatch.starts_at).date() if dispatch.starts_at else clock.today()


def _work(part: Assignment, record: ServiceRecord) -> art19.Work:
    minutes = None
    if part.arrived_at and part.left_at:
        minutes = int((part.left_at - part.arrived_at).total_seconds() // 60)
    return art19.Work(
        half_days=record.half_days,
        minutes=minutes,
        is_hazardous=part.dispatch.is_hazardous,
        approved=part.dispatch.rate,
        unpaid=record.unpaid,
    )


def _dearest(session: Session, dispatch: Dispatch) -> FeeStandard | None:
    """Of the standards that could pay somebody in one of its seats, the one that pays most."""
    rows = list(_rows(session))
    if not rows or not dispatch.half_days:
        return None
    grades = {grade for seat in dispatch.seats for grade in SATISFIES[seat.min_grade]}
    day, kind = _day_of(dispatch), dispatch.task_type
    found = [art19.holding(rows, Grade(grade), kind, day) for grade in grades]
    return max(
        (row for row in found if row),
        key=lambda row: art19.most_a_half_day(
            row, dispatch.half_days, is_hazardous=dispatch.is_hazardous
        ),
        default=None,
    )
