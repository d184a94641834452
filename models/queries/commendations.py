"""表彰和惩处 · what experts were commended or reproved for, by year (Art. 21)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.tables import Commendation, Expert
from models.vocabulary import ON_ROSTER, CommendationKind, Standing
from models.workflows.commendation import State

# What the page of one shows.
WHOLE: Sequence[Any] = (
    selectinload(Commendation.files),
    joinedload(Commendation.proposer),
    joinedload(Commendation.section),
)
_OPEN = (State.PROPOSED, State.APPROVED)


def listed(year: int | None, kind: str, state: str) -> Select[Commendation]:
    """What is open first, the newest before the others. ``year``: in which it was issued, or
    proposed where it was not."""
    is_over = case((Commendation._state.in_(_OPEN), 0), else_=1)
    query = select(Commendation).order_by(is_over, Commendation.at.desc(), Commendation.id.desc())
    if year is not None:
        query = query.where(_of_year(year))
    if kind in set(CommendationKind):
        query = query.where(Commendation.kind == CommendationKind(kind))
    if state in set(State):
        query = query.where(Commendation._state == State(state))
    return query


def _of_year(year: int) -> ColumnElement[bool]:
    within = Commendation.issued_on.between(date(year, 1, 1), date(year, 12, 31))
    return or_(within, and_(Commendation.issued_on.is_(None), Commendation.year == year))


def years(session: Session) -> list[int]:
    """In which there are any, the last first."""
    query = select(Commendation.year).distinct().order_by(Commendation.year.desc())
    return list(session.scalars(query))


def issued_to(session: Session, expert: Expert) -> list[Commendation]:
    """What was issued of this expert, newest first."""
    query = (
        select(Commendation)
        .where(Commendation.expert_id == expert.id, Commendation._state == State.ISSUED)
        .order_by(Commendation.issued_on.desc(), Commendation.id.desc())
    )
    return list(session.scalars(query))


def of_year(session: Session, year: int) -> dict[CommendationKind, int]:
    """How many of each kind were issued in that year."""
    query = (
        select(Commendation.kind, func.count().label("many"))
        .where(
            Commendation._state == State.ISSUED,
            Commendation.issued_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(Commendation.kind)
    )
    found = {row.kind: row.many for row in session.execute(query)}
    return {kind: found.get(kind, 0) for kind in CommendationKind}


def eligible(session: Session) -> list[Expert]:
    """Everyone on the roster, by name."""
    query = select(Expert).where(Expert.standing.in_(ON_ROSTER))
    return list(session.scalars(query.order_by(Expert.name_key, Expert.id)))


def known(session: Session) -> list[Expert]:
    """Of whom something may be proposed at all: whoever has left may still be reproved (Art. 15).
    Those on the roster first, each by name."""
    has_left = case((Expert.standing.in_(ON_ROSTER), 0), else_=1)
    query = select(Expert).where(Expert.standing != Standing.OFF_ROSTER)
    return list(session.scalars(query.order_by(has_left, Expert.name_key, Expert.id)))
