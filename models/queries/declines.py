"""不能接受委派的次数 (Art. 18(3))."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import clock
from models.queries.parameters import value_of
from models.rules.article_18_dismissal import Year, declines_counted
from models.settings import DECLINE_YEAR
from models.tables import Assignment, Expert


@dataclass(frozen=True, slots=True)
class Declined:
    on: date
    counts: bool


def counted(session: Session, expert: Expert, on: date) -> int:
    """How often within the year, as the parameter reckons a year."""
    query = select(Assignment).where(
        Assignment.expert_id == expert.id, Assignment.decline_kind.is_not(None)
    )
    return among(session.scalars(query), on, value_of(session, DECLINE_YEAR))


def among(parts: Iterable[Assignment], on: date, year: Year) -> int:
    """How often in these tasks of one expert."""
    declines = [
        Declined(clock.local(part.declined_at).date(), part.decline_kind.counts)
        for part in parts
        if part.declined_at and part.decline_kind
    ]
    return len(declines_counted(declines, on, year))
