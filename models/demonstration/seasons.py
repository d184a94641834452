"""申报和复审的时节 · when, in the year that is played, the June of Articles 6 and 7 fell."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from models.demonstration.diary import DAY, MINUTE, Diary

_MONTH = 6
_LONG = 50  # working days from the first day of June to the certificates, and some to spare
_ELSE = 12  # where no whole June is far enough back: this working day of the year


@dataclass(frozen=True, slots=True)
class Season:
    """``begins`` and ``closes``: working days; ``is_yearly``: it is June."""

    begins: int
    closes: int
    first: date
    last: date
    is_yearly: bool

    @classmethod
    def of(cls, diary: Diary) -> Self:
        june = [n for n, day in enumerate(diary.days) if day.month == _MONTH]
        for begins in june:
            day, ends = diary.days[begins], begins + _LONG
            if diary.days[begins - 1].month != _MONTH and begins > 3 and ends < diary.present:
                first, last = day.replace(day=1), day.replace(day=30)
                closes = next(n for n, each in enumerate(diary.days) if each > last)
                return cls(begins, closes, first, last, is_yearly=True)
        closes = _ELSE + 20
        return cls(_ELSE, closes, diary.days[_ELSE], diary.days[closes - 1], is_yearly=False)


def at(day: int, minutes: int) -> int:
    """So many minutes into that working day."""
    return day * DAY + minutes * MINUTE


def after(diary: Diary, last: date) -> int:
    """The first working day after ``last``."""
    return next(n for n, day in enumerate(diary.days) if day > last)
