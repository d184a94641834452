"""专家建议 · lists of it, and how much of a year's was answered and taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, extract, func, select, true
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from models import clock, policy
from models.tables import Advice, Expert, Holding, Section
from models.vocabulary import Adoption, Permission
from models.workflows.advice import OPEN, State

WHOLE: tuple[ORMOption, ...] = (
    joinedload(Advice.expert),
    joinedload(Advice.section),
    joinedload(Advice.replier),
    selectinload(Advice.files),
)
OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed by; empty entries narrow nothing. ``state``: a state, or overdue."""

    year: int = 0
    state: str = ""
    section: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """A section's advice of a year. ``days``: the mean of those answered; None where none is."""

    section: str
    given: int
    replied: int
    adopted: int
    partly: int
    rejected: int
    days: float | None


def within_reach(holding: Holding) -> ColumnElement[bool]:
    """The advice this person may read, as a condition."""
    scope = policy.GRANTS[holding.post].get(Permission.READ_ADVICE)
    if scope is policy.Scope.SECTION:
        return Advice.section_id.in_(holding.section_ids)
    if scope is policy.Scope.OWN:
        return Advice.expert.has(Expert.account_id == holding.account_id)
    return true()


def listed(holding: Holding, chosen: Filter) -> Select[Advice]:
    """Within the holder's reach, newest first."""
    query = (
        select(Advice)
        .where(within_reach(holding), *_narrowed(chosen))
        .options(joinedload(Advice.expert), joinedload(Advice.section))
    )
    return query.order_by(Advice.at.desc(), Advice.id.desc())


def _narrowed(chosen: Filter) -> Iterator[ColumnElement[bool]]:
    if chosen.year:
        yield Advice.year == chosen.year
    if chosen.section:
        yield Advice.section_id == chosen.section
    if chosen.state == OVERDUE:
        yield Advice._state.in_(OPEN)
        yield Advice.due_on < clock.today()
    elif chosen.state:
        yield Advice._state == State(chosen.state)


def years(session: Session) -> list[int]:
    """Every year of which there is advice, with this one, the latest first."""
    found = set(session.scalars(select(Advice.year).distinct()))
    return sorted(found | {clock.today().year}, reverse=True)


def figures(session: Session, holding: Holding, year: int) -> list[Figures]:
    """By section, of what was not withdrawn."""
    taken = (extract("epoch", Advice.replied_at) - extract("epoch", Advice.at)) / 86_400
    query = (
        select(
            Section.name,
            func.count(Advice.id),
            func.count(Advice.replied_at),
            _count(Adoption.ADOPTED),
            _count(Adoption.PARTLY),
            _count(Adoption.REJECTED),
            func.avg(taken),
        )
        .join(Section, Section.id == Advice.section_id)
        .where(within_reach(holding), Advice.year == year, Advice._state != State.WITHDRAWN)
        .group_by(Section.id, Section.name)
        .order_by(Section.id)
    )
    return [
        Figures(
            name, given, replied, adopted, partly, rejected, None if days is None else float(days)
        )
        for name, given, replied, adopted, partly, rejected, days in session.execute(query)
    ]


def _count(adoption: Adoption) -> Any:
    return func.count().filter(Advice.adoption == adoption)
