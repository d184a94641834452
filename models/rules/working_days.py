"""工作日 · weekdays, less the holidays, plus the weekends that are worked in exchange (调休).

The State Council announces a year's days late in the year before; until somebody has entered and
confirmed them, no date in that year is reckoned.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Self

from models.errors import Refusal

OFFICIAL = Path(__file__).parent.parent / "data" / "working_days.csv"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that the State Council's notice treats otherwise than its weekday would."""

    on: date
    is_worked: bool
    festival: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The special days, and the years somebody has confirmed."""

    holidays: frozenset[date]
    extra_workdays: frozenset[date]
    confirmed_years: frozenset[int]

    @classmethod
    def of(cls, days: Iterable[SpecialDay], confirmed_years: Iterable[int]) -> Self:
        days = list(days)
        return cls(
            frozenset(day.on for day in days if not day.is_worked),
            frozenset(day.on for day in days if day.is_worked),
            frozenset(confirmed_years),
        )

    def is_working_day(self, day: date) -> bool:
        """Refused for a year that nobody has confirmed."""
        if day.year not in self.confirmed_years:
            raise Refusal(
                f"{day.year}年的节假日和调休安排还没有确认，请系统管理员按国务院办公厅通知"
                f"在“参数”的“工作日历”中录入并确认"
            )
        if day in self.extra_workdays:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays


def add_working_days(start: date, days: int, calendar: Calendar) -> date:
    """The last of ``days`` working days after ``start``, which itself is not counted."""
    day = start
    for _ in range(days):
        day = first_working_day(day + timedelta(days=1), calendar)
    return day


def day_due(start: date, days: int, calendar: Calendar) -> date | None:
    """As ``add_working_days``; None while nobody has confirmed that year's calendar, where nobody
    should be turned away because a calendar is missing."""
    try:
        return add_working_days(start, days, calendar)
    except Refusal:
        return None


def first_working_day(day: date, calendar: Calendar) -> date:
    """``day`` itself if it is worked, or else the next that is."""
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day


def official_days() -> list[SpecialDay]:
    """The special days of 2025 and 2026 as the State Council's General Office announced them."""
    with OFFICIAL.open(encoding="utf-8", newline="") as file:
        return [
            SpecialDay(date.fromisoformat(row["day"]), row["kind"] == "上班", row["festival"])
            for row in csv.DictReader(file)
        ]


def official_calendar() -> Calendar:
    """The calendar of the years whose official days ship with the program, all confirmed."""
    days = official_days()
    return Calendar.of(days, {day.on.year for day in days})
