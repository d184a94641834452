"""第七条 专家组更新的程序 · which section reviews which experts each June, and its reminders."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.vocabulary import Term

ARTICLE = 7
WARNING = timedelta(days=7)
_A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties one expert to sections, each by its id: which recommended them, how many tasks
    each gave them, and which leads the industry of their primary specialty."""

    expert: int
    recommended_by: int | None
    used_by: Mapping[int, int]
    lead: int | None

    @property
    def reviewers(self) -> frozenset[int]:
        """本股室推荐或使用的专家: every section that did either; where none did, the lead section.
        None of all these: the office has to say who reviews."""
        own = {section for section, tasks in self.used_by.items() if tasks}
        if self.recommended_by is not None:
            own.add(self.recommended_by)
        return frozenset(own or ({self.lead} if self.lead is not None else ()))


@dataclass(frozen=True, slots=True)
class Plan:
    """``by_section``: section → expert → tasks that the section gave them. ``unassigned``: experts
    in nobody's review."""

    by_section: Mapping[int, Mapping[int, int]]
    unassigned: tuple[int, ...]


def plan(everyone: Iterable[Ties]) -> Plan:
    """Who reviews whom. Nobody is forgotten: each stands with a section or is unassigned."""
    by_section: defaultdict[int, dict[int, int]] = defaultdict(dict)
    unassigned = []
    for ties in everyone:
        for section in sorted(ties.reviewers):
            by_section[section][ties.expert] = ties.used_by.get(section, 0)
        if not ties.reviewers:
            unassigned.append(ties.expert)
    return Plan(dict(by_section), tuple(unassigned))


def used_since(last: date | None, on: date) -> date:
    """From when on a use counts: the last review, or a year ago where that is longer past or
    there was none."""
    a_year_ago = on - _A_YEAR
    return max(last, a_year_ago) if last else a_year_ago


def due_on(year: int, month: int) -> date:
    """应当在每年6月份: the last day of the month."""
    return date(year, month, monthrange(year, month)[1])


class Reminder(Term):
    """What a section is told beyond that its review was opened, each once."""

    SOON = "soon", "即将到期"
    OVERDUE = "overdue", "已逾期"


def reminder(due: date, today: date) -> Reminder | None:
    """Which of them is due on that day."""
    if today > due:
        return Reminder.OVERDUE
    return Reminder.SOON if due - today <= WARNING else None


def days_overdue(due: date, today: date) -> int:
    """0 while there is still time."""
    return max((today - due).days, 0)
