"""第十四条 工作会议制度 · a consultation a quarter, a plenary a year, what is overdue."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from models.errors import Refusal
from models.vocabulary import Term

ARTICLE = 14
WARNING = timedelta(days=3)
QUARTERS = (1, 2, 3, 4)
_NUMERALS = "一二三四"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year, 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def first(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        return self.following.first - timedelta(days=1)

    @property
    def following(self) -> "Quarter":
        if self.number == len(QUARTERS):
            return Quarter(self.year + 1, 1)
        return Quarter(self.year, self.number + 1)

    @property
    def label(self) -> str:
        return f"{self.year}年第{_NUMERALS[self.number - 1]}季度"


class Standing(Term):
    """How it stands with the consultation that an industry owes for a quarter."""

    HELD = "held", "已召开"
    PLANNED = "planned", "已安排"
    AWAITED = "awaited", "本季度待召开"
    OVERDUE = "overdue", "逾期未召开"
    AHEAD = "ahead", "未到"
    BEFORE = "before", "启用系统前"


def standing(
    quarter: Quarter, today: date, since: date, *, is_held: bool, is_planned: bool
) -> Standing:
    """``since``: the day on which the register begins. A quarter that had begun before then is
    nobody's omission; one that is over without a meeting is overdue, planned or not."""
    if is_held:
        return Standing.HELD
    if quarter.last < today:
        return Standing.BEFORE if quarter.first < since else Standing.OVERDUE
    if is_planned:
        return Standing.PLANNED
    return Standing.AWAITED if quarter.first <= today else Standing.AHEAD


def is_plenary_overdue(year: int, today: date, since: date, *, is_held: bool) -> bool:
    """一般每年组织一次: the year is over, was the office's from its first day, and saw none."""
    return not is_held and date(year, 12, 31) < today and date(year, 1, 1) >= since


def missing_reports(industries: Iterable[str], handed_in: Collection[str]) -> list[str]:
    """各行业专家组每年提交年度工作情况报告: the groups whose report is not there yet."""
    return [industry for industry in industries if industry not in handed_in]


def is_overdue(due_on: date, done_on: date | None, today: date) -> bool:
    """Of what was resolved: not done in its time, or done after it."""
    return (done_on or today) > due_on


def is_soon(meets_on: date, today: date) -> bool:
    """Three days before, down to the day itself."""
    return timedelta() <= meets_on - today <= WARNING


def refuse_uninvited(attended: Collection[int], invited: Collection[int]) -> None:
    """Only who was invited attends; others are invited on the spot first, with a reason."""
    if set(attended) - set(invited):
        raise Refusal(
            "登记到会的人中有未受邀请的；确需参加的，请先“当场邀请”并写明理由，再登记到会",
            article=ARTICLE,
            field="attended",
        )
