"""第十六条 教育培训制度 · the yearly plan and the hours of 16(1), the briefing of 16(2)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from models.errors import Refusal

ARTICLE = 16
WARNING = timedelta(days=3)
_PLANS_BY = (3, 31)  # month and day by which a section has its plan of the year
_LAST_MONTH = 12
_MOST_HOURS = 40


class Part(Protocol):
    @property
    def expert_name(self) -> str: ...
    @property
    def is_seated(self) -> bool: ...
    @property
    def accepted_at(self) -> datetime | None: ...
    @property
    def briefed_at(self) -> datetime | None: ...


class Matter(Protocol):
    @property
    def assignments(self) -> Iterable[Part]: ...


def unbriefed(matter: Matter) -> list[str]:
    """Who has not yet answered, or not yet acknowledged the briefing."""
    seated = [part for part in matter.assignments if part.is_seated]
    waiting = [f"{part.expert_name}尚未答复任务通知" for part in seated if not part.accepted_at]
    unread = [
        f"{part.expert_name}尚未确认廉政与保密告知"
        for part in seated
        if part.accepted_at and not part.briefed_at
    ]
    return waiting + unread


def is_plan_overdue(year: int, today: date, since: date) -> bool:
    """Of a section without a plan: March is over. ``since``: the day on which the register begins;
    before then nobody omitted anything."""
    last = date(year, *_PLANS_BY)
    return since <= last < today


def is_item_overdue(year: int, month: int, today: date) -> bool:
    """Of a line of a plan that nothing was held for: its month is past."""
    following = date(year + month // _LAST_MONTH, month % _LAST_MONTH + 1, 1)
    return today >= following


def half_hours(hours: Decimal, field: str = "hours") -> int:
    """学时 as people write them, in half hours: 1.5 → 3."""
    if not hours.is_finite() or not 0 < hours <= _MOST_HOURS:
        raise Refusal(f"学时应在0.5至{_MOST_HOURS}之间", article=ARTICLE, field=field)
    doubled = hours * 2
    if doubled != doubled.to_integral_value():
        raise Refusal("学时按半学时计，如1.5、2", article=ARTICLE, field=field)
    return int(doubled)


def check_hours(name: str, counted: int, length: int) -> None:
    """Who came, came for some of it, and for no longer than it lasted; both in half hours."""
    if not 0 < counted <= length:
        raise Refusal(
            f"{name}的学时应大于0，且不超过本次培训的{hours_of(length)}学时", article=ARTICLE
        )


def hours_of(count: int) -> str:
    """Half hours as people read them: 3 → 1.5."""
    return f"{count // 2}.5" if count % 2 else str(count // 2)


def refuse_uninvited(attended: Collection[int], invited: Collection[int]) -> None:
    """Only who was invited is taken down; others are invited on the spot first, with a reason."""
    if set(attended) - set(invited):
        raise Refusal(
            "登记的人中有没有通知参加的专家；确需参加的，请先“当场增加”并写明理由，再登记到课",
            article=ARTICLE,
        )
