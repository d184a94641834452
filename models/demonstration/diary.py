"""工作日程 · the year as the office lives it: working days, and in them the working hours.

A moment is counted in *working seconds* from the first working day's 8:30, so that a step "one day
later" never falls on a holiday or at night.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from models.clock import BEIJING, local
from models.rules.working_days import Calendar, official_days

MINUTE = 60
HOUR = 60 * MINUTE
HALF_DAY = 210 * MINUTE
DAY = 2 * HALF_DAY
MORNING, AFTERNOON = time(8, 30), time(14, 30)  # to 12:00, to 18:00
_BACK, _AHEAD = timedelta(days=366), timedelta(days=90)


@dataclass(frozen=True)
class Diary:
    """``present``: the last working day that is over."""

    days: tuple[date, ...]
    present: int

    @classmethod
    def up_to(cls, now: datetime) -> Self:
        """The working days of the year before ``now``, and of the weeks after it."""
        today = local(now).date()
        first = today - _BACK
        every = (first + timedelta(days=n) for n in range((_BACK + _AHEAD).days))
        calendar = _calendar(today)
        days = tuple(day for day in every if calendar.is_working_day(day))
        over = [day for day in days if _closing(day) <= now]
        return cls(days, len(over) - 1)

    @property
    def end(self) -> int:
        """The present, in working seconds."""
        return (self.present + 1) * DAY - 1

    def moment(self, seconds: int) -> datetime:
        """The instant, in UTC like every other of the office."""
        day, second = divmod(seconds, DAY)
        opens, past = (MORNING, second) if second <= HALF_DAY else (AFTERNOON, second - HALF_DAY)
        wall = datetime.combine(self.days[day], opens, BEIJING) + timedelta(seconds=past)
        return wall.astimezone(UTC)


def _calendar(today: date) -> Calendar:
    """The official days where they are known, and plain weeks in the years that are not."""
    return Calendar.of(official_days(), range(today.year - 2, today.year + 2))


def _closing(day: date) -> datetime:
    return datetime.combine(day, time(18), BEIJING)
