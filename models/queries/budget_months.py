"""预算执行 · month by month: what was budgeted, reserved and spent at the end of each, and free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import clock
from models.tables import BudgetChange, BudgetEntry, BudgetLine


@dataclass(frozen=True, slots=True)
class Move:
    """What one row did to a line. Amounts in fen."""

    line_id: int
    at: datetime
    amount: int
    reserved: int
    spent: int


@dataclass(frozen=True, slots=True)
class Month:
    """``paid``: spent in the month itself; the others stand at its end. Amounts in fen."""

    first_day: date
    amount: int
    reserved: int
    spent: int
    paid: int

    @property
    def free(self) -> int:
        return self.amount - self.reserved - self.spent

    @property
    def label(self) -> str:
        return f"{self.first_day.year}年{self.first_day.month}月"


def moves_of(session: Session, lines: Iterable[BudgetLine]) -> list[Move]:
    """Every row of these lines, in two questions."""
    numbers = [line.id for line in lines]
    changes = select(BudgetChange).where(BudgetChange.line_id.in_(numbers))
    entries = select(
        BudgetEntry.line_id, BudgetEntry.at, BudgetEntry.reserved, BudgetEntry.spent
    ).where(BudgetEntry.line_id.in_(numbers))
    return [
        *(
            Move(each.line_id, each.at, each.after - each.before, 0, 0)
            for each in session.scalars(changes)
        ),
        *(
            Move(line, at, 0, reserved, spent)
            for line, at, reserved, spent in session.execute(entries)
        ),
    ]


def months(year: int, moves: Sequence[Move]) -> list[Month]:
    """From January of the year to this month; of a past year to December, or to the month of its
    last row."""
    told: list[Month] = []
    amount = reserved = spent = 0
    for first_day in _first_days(year, moves):
        of_month = [move for move in moves if _is_of(move, first_day, is_first=not told)]
        paid = sum(move.spent for move in of_month)
        amount += sum(move.amount for move in of_month)
        reserved += sum(move.reserved for move in of_month)
        spent += paid
        told.append(Month(first_day, amount, reserved, spent, paid))
    return told


def _is_of(move: Move, first_day: date, *, is_first: bool) -> bool:
    """What was entered before the year began counts in its first month."""
    month = _month_of(move.at)
    return month == first_day or (is_first and month < first_day)


def _month_of(moment: datetime) -> date:
    return clock.local(moment).date().replace(day=1)


def _first_days(year: int, moves: Sequence[Move]) -> list[date]:
    this_month = clock.today().replace(day=1)
    last = max([date(year, 12, 1), *(_month_of(move.at) for move in moves)])
    last = max(min(last, this_month), date(year, 1, 1))
    count = (last.year - year) * 12 + last.month
    return [date(year + serial // 12, serial % 12 + 1, 1) for serial in range(count)]
