"""第十一条 专家使用程序 · 一事一派：what a dispatch must hold before each step."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from models import clock
from models.vocabulary import CHOSEN, SelectionWay

ARTICLE = 11


class Seat(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def is_vacant(self) -> bool: ...


class Part(Protocol):
    @property
    def seat(self) -> Seat: ...
    @property
    def is_seated(self) -> bool: ...
    @property
    def notified_at(self) -> datetime | None: ...
    @property
    def is_fit(self) -> bool: ...


class Matter(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def half_days(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def targets(self) -> Sequence[object]: ...
    @property
    def seats(self) -> Sequence[Seat]: ...
    @property
    def budget_line(self) -> object | None: ...
    @property
    def is_paid_by_unit(self) -> bool: ...
    @property
    def way(self) -> SelectionWay: ...
    @property
    def way_reason(self) -> str: ...
    @property
    def assignments(self) -> Sequence[Part]: ...
    @property
    def open_changes(self) -> Collection[object]: ...


def incomplete(matter: Matter) -> list[str]:
    """The entries of Annex 4 without which nobody can be drawn."""
    entries = {
        "任务名称": matter.title,
        "任务内容与要求": matter.content,
        "起止时间": matter.starts_at and matter.ends_at,
        "半天数": matter.half_days,
        "任务地点": matter.place,
        "对象单位": matter.targets,
        "专家需求": matter.seats,
        "预算项目": matter.budget_line or matter.is_paid_by_unit,
    }
    lacks = [f"还没有填写{name}" for name, value in entries.items() if not value]
    return lacks + _more_than_the_period_holds(matter)


def _more_than_the_period_holds(matter: Matter) -> list[str]:
    if not (matter.starts_at and matter.ends_at and matter.half_days):
        return []
    most = half_days_between(matter.starts_at, matter.ends_at)
    if matter.half_days <= most:
        return []
    return [f"起止时间内最多{most}个半天，填写的是{matter.half_days}个，请改正"]


def half_days_between(starts_at: datetime, ends_at: datetime) -> int:
    """Two half days a day: what is paid for cannot be more than there is of it."""
    first, last = clock.local(starts_at).date(), clock.local(ends_at).date()
    return 2 * ((last - first).days + 1)


def ungrounded(matter: Matter) -> list[str]:
    """随机选取 is the rule: any other way has to be accounted for."""
    if matter.way is SelectionWay.RANDOM or matter.way_reason.strip():
        return []
    return [f"还没有写明采用“{matter.way.label}”的理由"]


def not_by_draw(matter: Matter) -> list[str]:
    """No pool is frozen for a matter whose experts are named."""
    if matter.way is SelectionWay.RANDOM:
        return []
    return [f"选取方式是“{matter.way.label}”，不抽取；要随机抽取的，请退回修改选取方式"]


def not_by_choice(matter: Matter) -> list[str]:
    """Nobody is named for a matter whose experts are drawn."""
    if matter.way in CHOSEN:
        return []
    return [f"选取方式是“{matter.way.label}”，不能直接选定专家；请冻结名单并抽取"]


def no_vacancy(matter: Matter) -> list[str]:
    """A supplementary draw fills an empty seat; there must be one."""
    return [] if any(seat.is_vacant for seat in matter.seats) else ["没有空缺的席位，不需要补抽"]


def unfilled(matter: Matter) -> list[str]:
    """The seats nobody holds: draw for them, or have the deputy waive them."""
    return [
        f"第{seat.number}席空缺：请补抽，或提出“空缺席位不再补抽”报分管领导批准"
        for seat in matter.seats
        if seat.is_vacant
    ]


def unusable(matter: Matter) -> list[str]:
    """The seats whose expert was named, is not told yet, and can no longer be sent. Whom that is,
    the sentence keeps to itself: the names are still secret."""
    return [
        f"第{part.seat.number}席选定的专家已不能派出：请申请作废本次选取后重新选取"
        for part in matter.assignments
        if part.is_seated and not part.notified_at and not part.is_fit
    ]


def undecided_changes(matter: Matter) -> list[str]:
    """Nothing goes on while the deputy has a change of it to decide."""
    return ["有变更申请待分管领导批准"] if matter.open_changes else []
