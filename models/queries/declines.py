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
from models.tables import Assignment, Dispatch, Expert


@dataclass(frozen=True, slots=True)
class Declined:
    part: Assignment
    on: date
    counts: bool


def counted(session: Session, expert: Expert, on: date) -> list[Assignment]:
    """The tasks not accepted that count on that day, oldest first, as the parameter reckons a
    year."""
    return among(_of(session, expert), on, value_of(session, DECLINE_YEAR))


def considered(session: Session, expert: Expert, on: date) -> list[Assignment]:
    """Those for which Art. 18(3) has a dismissal considered; none where they are too few."""
    year, limit = value_of(session, DECLINE_YEAR), value_of(session, DECLINE_LIMIT)
    parts = list(_of(session, expert))
    return among(parts, on, year) if proposes_dismissal(_declines(parts), on, year, limit) else []


def _of(session: Session, expert: Expert) -> Iterable[Assignment]:
    query = (
        select(Assignment)
        .where(Assignment.expert_id == expert.id, Assignment.decline_kind.is_not(None))
        .options(
            joinedload(Assignment.proof),
            joinedload(Assignment.dispatch).joinedload(Dispatch.section),
        )
        .order_by(Assignment.id)
    )
    return session.scalars(query)


def among(parts: Iterable[Assignment], on: date, year: Year) -> list[Assignment]:
    """Which of these tasks of one expert count."""
    return [each.part for each in declines_counted(_declines(parts), on, year)]


def _declines(parts: Iterable[Assignment]) -> list[Declined]:
    return [
        Declined(part, clock.local(part.declined_at).date(), part.counts_as_declined)
        for part in parts
        if part.declined_at
    ]
