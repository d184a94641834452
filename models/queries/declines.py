"""不能接受委派的次数 (Art. 18(3))."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import clock
from models.queries.parameters import value_of
from models.rules.article_18_dismissal import Year, declines_counted, proposes_dismissal
from models.settings import DECLINE_LIMIT, DECLINE_YEAR
from models.tables import Assignment, Expert


@dataclass(frozen=True, slots=True)
class Declined:
    on: date
    counts: bool


def counted(session: Session, expert: Expert, on: date) -> int:
    """How often within the year, as the parameter reckons a year."""
    return among(_of(session, expert), on, value_of(session, DECLINE_YEAR))


def propose_dismissal(session: Session, expert: Expert, on: date) -> bool:
    """Whether they are so many that Art. 18(3) has a dismissal considered."""
    year, limit = value_of(session, DECLINE_YEAR), value_of(session, DECLINE_LIMIT)
    return proposes_dismissal(_declines(_of(session, expert)), on, year, limit)


def _of(session: Session, expert: Expert) -> Iterable[Assignment]:
    query = (
        select(Assignment)
        .where(Assignment.expert_id == expert.id, Assignment.decline_kind.is_not(None))
        .options(joinedload(Assignment.proof))
    )
    return session.scalars(query)


def among(parts: Iterable[Assignment], on: date, year: Year) -> int:
    """How often in these tasks of one expert."""
    return len(declines_counted(_declines(parts), on, year))


def _declines(parts: Iterable[Assignment]) -> list[Declined]:
    return [
        Declined(clock.local(part.declined_at).date(), part.counts_as_declined)
        for part in parts
        if part.declined_at
    ]
