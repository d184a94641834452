"""第十一条第一款第二项 调整 · what of a dispatch can be altered without a new draw, and how far.

The draw was held for these target units and these seats, so they stand. Nothing is altered after
the work was done, and nobody is asked to work unpaid (Art. 8(5), 22).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from models import clock
from models.errors import Refusal
from models.rules.article_11_dispatch import half_days_between
from models.rules.article_12_support import Part as Fitted
from models.rules.article_12_support import protection_lacks
from models.vocabulary import ChangeKind

ARTICLE = 11
Entries: TypeAlias = Mapping[str, Any]

# What each kind of change alters, as Annex 4 calls it.
ALTERED: Mapping[ChangeKind, Mapping[str, str]] = {
    ChangeKind.POSTPONE: {"starts_at": "开始时间", "ends_at": "结束时间"},
    ChangeKind.EXTEND: {"ends_at": "结束时间", "half_days": "半天数", "reserved": "预留经费"},
    ChangeKind.AMEND: {
        "content": "任务内容与要求",
        "place": "任务地点",
        "meeting_point": "集合地点",
        "is_hazardous": "危险作业场所",
        "hazards": "危险因素和防护要求",
        "protection": "防护用品",
    },
}


class Part(Protocol):
    @property
    def expert_name(self) -> str: ...
    @property
    def arrived_at(self) -> datetime | None: ...
    @property
    def left_at(self) -> datetime | None: ...


class Line(Protocol):
    @property
    def year(self) -> int: ...


class Matter(Protocol):
    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def half_days(self) -> int: ...
    @property
    def budget_line(self) -> Line | None: ...
    @property
    def seated(self) -> Sequence[Part]: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work would be after an amendment, for Article 12 to judge."""

    is_hazardous: bool
    hazards: str
    protection: Sequence[object]
    assignments: Sequence[Fitted] = ()


def check(kind: ChangeKind, matter: Matter, before: Entries, after: Entries, now: datetime) -> None:
    """Refuse an alteration that alters nothing, or more than it may. ``before`` and ``after``: the
    entries by the names that ``ALTERED`` gives them."""
    if after.keys() - ALTERED[kind].keys():
        raise Refusal(
            "对象单位、专家需求和其他内容不能调整，抽取正是按这些内容进行的；确需改变的，"
            "请申请撤销本派遣后另行起草（一事一派）",
            article=ARTICLE,
        )
    if all(before[name] == value for name, value in after.items()):
        raise Refusal("没有改动任何内容，不必申请", article=ARTICLE)
    _CHECKS[kind](matter, after, now)


def _check_postponement(matter: Matter, after: Entries, now: datetime) -> None:
    check_nobody_arrived(matter, "改期；需要增加时间的，请申请延长任务")
    starts_at, ends_at = after["starts_at"], after["ends_at"]
    if not (starts_at and ends_at):
        raise Refusal("请填写新的起止时间", article=ARTICLE, field="starts_at")
    if starts_at <= now:
        raise Refusal("新的开始时间应在现在以后", article=ARTICLE, field="starts_at")
    if starts_at >= ends_at:
        raise Refusal("结束时间应晚于开始时间", article=ARTICLE, field="ends_at")
    _check_room(starts_at, ends_at, matter.half_days, "ends_at")
    _check_year(matter, ends_at)


def _check_extension(matter: Matter, after: Entries, now: datetime) -> None:
    _check_not_done(matter)
    ends_at, half_days = after["ends_at"], after["half_days"]
    if matter.starts_at is None or matter.ends_at is None or ends_at is None:
        raise Refusal("请填写新的结束时间", article=ARTICLE, field="ends_at")
    if ends_at < matter.ends_at or half_days < matter.half_days:
        raise Refusal(
            "延长只能推迟结束时间或者增加半天数；提前结束的，在附件6如实登记实际半天数即可",
            article=ARTICLE,
            field="ends_at" if ends_at < matter.ends_at else "half_days",
        )
    if ends_at <= now:
        raise Refusal("结束时间已经过去，不能事后延长（先审批后使用）", article=22, field="ends_at")
    _check_room(matter.starts_at, ends_at, half_days, "half_days")
    _check_year(matter, ends_at)


def _check_amendment(matter: Matter, after: Entries, now: datetime) -> None:
    _check_not_done(matter)
    for name in ("content", "place"):
        if not after[name].strip():
            label = ALTERED[ChangeKind.AMEND][name]
            raise Refusal(f"{label}不能为空", article=ARTICLE, field=name)
    place = Place(after["is_hazardous"], after["hazards"], after["protection"])
    if lacking := protection_lacks(place):
        raise Refusal("；".join(lacking), article=12, field="hazards")


_CHECKS: Mapping[ChangeKind, Callable[[Matter, Entries, datetime], None]] = {
    ChangeKind.POSTPONE: _check_postponement,
    ChangeKind.EXTEND: _check_extension,
    ChangeKind.AMEND: _check_amendment,
}


def check_nobody_arrived(matter: Matter, what: str) -> None:
    """Refuse to undo what somebody has begun: ``what`` cannot be done any more, and what to do."""
    if names := [part.expert_name for part in matter.seated if part.arrived_at]:
        raise Refusal(f"{'、'.join(names)}已经到场，不能{what}", article=ARTICLE)


def _check_not_done(matter: Matter) -> None:
    if matter.seated and all(part.left_at for part in matter.seated):
        raise Refusal("专家已全部离场，任务不能事后变更（先审批后使用）", article=22)


def _check_room(starts_at: datetime, ends_at: datetime, half_days: int, field: str) -> None:
    if half_days > (most := half_days_between(starts_at, ends_at)):
        raise Refusal(
            f"起止时间内最多{most}个半天，本任务是{half_days}个，请改正",
            article=ARTICLE,
            field=field,
        )


def _check_year(matter: Matter, ends_at: datetime) -> None:
    """What a year has budgeted pays for work of that year."""
    line = matter.budget_line
    if line and clock.local(ends_at).year != line.year:
        raise Refusal(
            f"本派遣用的是{line.year}年预算，不能延续到下一年度；请撤销后按新年度预算另行起草",
            article=22,
            field="ends_at",
        )
