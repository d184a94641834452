"""第六条第三项 公示 · how long, from when to when, and what alone the public is told.

The first day is not counted; a last day that nobody works moves on to the next working day; no
date is reckoned in a year whose calendar nobody has confirmed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from models.errors import Refusal
from models.rules.working_days import Calendar, add_working_days, first_working_day

ARTICLE = 6
WORKING = "working"  # the reckoning by working days; any other is by calendar days
_LONGEST = 366  # days: what is typed beyond it is a slip


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A person as a notice, an issued document or any page of theirs tells of one. There is
    nothing else here that they could show by mistake."""

    name: str
    employer: str
    specialties: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, employer: str, specialties: Sequence[str] = ()) -> Self:
        return cls(name, employer, tuple(specialties))

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        return cls.of(written["name"], written["employer"], written["specialties"])

    def written(self) -> dict[str, Any]:
        """As the notice keeps it."""
        return {
            "name": self.name, "employer": self.employer, "specialties": list(self.specialties),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class PublicityTerm:
    """公示期: published on ``published_on``, which is not counted, open to the end of ``ends_on``.
    ``days``: the least number of them; ``reckoning``: how they are counted, in words."""

    published_on: date
    ends_on: date
    days: int
    reckoning: str

    @property
    def words(self) -> str:
        return (
            f"自{day_in_words(self.published_on)}起至{day_in_words(self.ends_on)}止"
            f"（{self.reckoning}）"
        )


def shortest(published_on: date, days: int, way: str, calendar: Calendar) -> PublicityTerm:
    """The term that the regulation asks for. Refused for a year nobody has confirmed."""
    if way == WORKING:
        last = add_working_days(published_on, days, calendar)
    else:
        last = first_working_day(published_on + timedelta(days=days), calendar)
    return PublicityTerm(published_on, last, days, _reckoning(days, way))


def chosen(least: PublicityTerm, ends_on: date, calendar: Calendar) -> PublicityTerm:
    """A term to another last day. Refused where it is shorter than ``least``, or ends on a day
    that nobody works."""
    if ends_on < least.ends_on:
        raise _beside(
            f"公示期不得缩短：{day_in_words(least.published_on)}发布的公示（{least.reckoning}），"
            f"最早到{day_in_words(least.ends_on)}届满"
        )
    _refuse_day_off(least.published_on, ends_on, calendar)
    return PublicityTerm(least.published_on, ends_on, least.days, least.reckoning)


def check_extension(published_on: date, until: date, ends_on: date, calendar: Calendar) -> None:
    """Refuse a new last day that is not later than ``until``, or that nobody works."""
    if ends_on <= until:
        raise _beside(f"公示期只能延长：新的截止日应在{day_in_words(until)}之后")
    _refuse_day_off(published_on, ends_on, calendar)


def day_in_words(day: date) -> str:
    """2026年6月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _reckoning(days: int, way: str) -> str:
    kind = "个工作日" if way == WORKING else "日"
    return f"公示不少于{days}{kind}，发布当日不计算在内，末日为工作日"


def _refuse_day_off(published_on: date, ends_on: date, calendar: Calendar) -> None:
    if (ends_on - published_on).days > _LONGEST:
        raise _beside("公示截止日超过一年，请核对年份")
    if calendar.is_working_day(ends_on):
        return
    following = first_working_day(ends_on, calendar)
    raise _beside(
        f"{day_in_words(ends_on)}不是工作日，请改为{day_in_words(following)}或以后的工作日"
    )


def _beside(sentence: str) -> Refusal:
    return Refusal(sentence, article=ARTICLE, field="ends_on")
