"""第十八条 解聘退出制度 · 一年内3次不能接受委派: what counts, and when it is enough to propose.

The program proposes; a person decides.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal, Protocol, TypeVar

ARTICLE = 18
Year = Literal["rolling", "calendar"]


class Decline(Protocol):
    """One task not accepted. Recusal, proved illness and the bureau's own changes do not count."""

    @property
    def on(self) -> date: ...
    @property
    def counts(self) -> bool: ...


AnyDecline = TypeVar("AnyDecline", bound=Decline)


def declines_counted(declines: Iterable[AnyDecline], on: date, how: Year) -> list[AnyDecline]:
    """Those that count on that day, oldest first: of the twelve months up to it, or of its year."""
    first = first_day(on, how)
    counted = (each for each in declines if each.counts and first <= each.on <= on)
    return sorted(counted, key=lambda each: each.on)


def proposes_dismissal(declines: Iterable[Decline], on: date, how: Year, limit: int) -> bool:
    """Whether ``limit`` of them fall within the year."""
    return len(declines_counted(declines, on, how)) >= limit


def first_day(on: date, how: Year) -> date:
    """The rolling year up to 1 June 2026 begins on 2 June 2025."""
    if how == "calendar":
        return date(on.year, 1, 1)
    return date.fromordinal(_a_year_before(on).toordinal() + 1)


def _a_year_before(day: date) -> date:
    """29 February has 28 February before it."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
