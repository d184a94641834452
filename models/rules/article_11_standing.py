"""第十一条第一款第四项 相对固定使用 · settled by the meeting, and for five years at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from models.errors import Refusal
from models.vocabulary import Grade

ARTICLE = 11


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when a section used, or will use, one expert; both days included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def meets(self, other: "Term") -> bool:
        return self.first <= other.last and other.first <= self.last

    def covers(self, first: date, last: date) -> bool:
        return self.first <= first and last <= self.last


class Meeting(Protocol):
    @property
    def met_on(self) -> date | None: ...
    @property
    def minutes_no(self) -> str: ...


def unminuted(engagement: Meeting) -> list[str]:
    """经局长办公会审定: the meeting has to be named."""
    entries = {"局长办公会日期": engagement.met_on, "会议纪要编号": engagement.minutes_no}
    return [f"还没有写明{name}" for name, value in entries.items() if not value]


def is_limited(grade: Grade) -> bool:
    """法律专家除外: the years of a legal expert are not counted."""
    return grade is not Grade.LEGAL


def allowance(terms: Sequence[Term], years: int) -> int:
    """How many days so many years are, from the first day of the first term."""
    first = min(term.first for term in terms)
    return (_years_after(first, years) - first).days


def used(terms: Sequence[Term]) -> int:
    """Days of use altogether, consecutive or not."""
    return sum(term.days for term in terms)


def share(terms: Sequence[Term], years: int) -> float:
    """Of the years allowed, what these terms take: one when they are used up."""
    return min(used(terms) / allowance(terms, years), 1.0) if terms else 0.0


def check_term(new: Term, before: Sequence[Term], grade: Grade, years: int) -> None:
    """Refuse a term that runs backwards, that meets another of the same expert and section, or that
    leads, together with those before it, beyond the years allowed."""
    if new.last < new.first:
        raise Refusal("使用截止日期早于开始日期，请改正", article=ARTICLE, field="ends_on")
    for term in before:
        if term.meets(new):
            raise Refusal(
                f"本股室对这位专家已有{_day(term.first)}至{_day(term.last)}的相对固定使用，时间不能重叠",
                article=ARTICLE,
                field="starts_on",
            )
    terms = [*before, new]
    if is_limited(grade) and used(terms) > allowance(terms, years):
        raise Refusal(
            f"相对固定使用同一专家累计不得超过{years}年（法律专家除外）："
            f"{_already(before, terms, years)}，届满应予更换，请另选专家或随机抽取",
            article=ARTICLE,
            field="ends_on",
        )


def _already(before: Sequence[Term], terms: Sequence[Term], years: int) -> str:
    """What is left of the years, and until when that would be."""
    left = allowance(terms, years) - used(before)
    if left <= 0:
        return f"此前已使用满{years}年"
    last = terms[-1].first + timedelta(days=left - 1)
    sofar = f"此前已使用{used(before)}天，" if before else ""
    return f"{sofar}从{_day(terms[-1].first)}起最迟到{_day(last)}"


def check_meeting(met_on: date, today: date) -> None:
    """A meeting is recorded once it was held."""
    if met_on > today:
        raise Refusal("会议日期还没有到，请在会后记录", article=ARTICLE, field="met_on")


def is_near_its_end(last: date, today: date, warning: int) -> bool:
    return last - today <= timedelta(days=warning)


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; for 29 February, 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
