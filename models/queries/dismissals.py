"""解聘事项 · the cases, who may read them, and what the program has to propose (Art. 18)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models import clock
from models.queries.parameters import value_of
from models.queries.reach import in_reach
from models.rules import article_18_grounds as art18
from models.rules.article_05_eligibility import age_on
from models.settings import AGE_LIMIT, READMISSION_YEARS
from models.tables import (
    Assignment,
    Dismissal,
    DismissalStatement,
    Expert,
    Holding,
)
from models.vocabulary import ON_ROSTER, DismissalGround, Permission
from models.workflows.dismissal import OPEN, TOLD, UNDER_WAY, State

# What the page of one shows.
WHOLE: Sequence[Any] = (
    selectinload(Dismissal.files),
    joinedload(Dismissal.statement).selectinload(DismissalStatement.files),
    joinedload(Dismissal.proposer),
    joinedload(Dismissal.section),
)
# Of an expert, fetched together with them.
BESIDE_EXPERT: Any = joinedload(Expert.dismissals).lazyload(Dismissal.expert)


def within_reach(holding: Holding) -> ColumnElement[bool]:
    """Those that a holder may read, as a condition on Dismissal."""
    return in_reach(holding, Permission.READ_DISMISSAL, Dismissal.section_id)


def of_others(holding: Holding) -> ColumnElement[bool]:
    """Not about whoever acts, nor about whoever they stand in for."""
    return ~Dismissal.expert.has(Expert.account_id.in_(holding.persons))


def listed(holding: Holding, state: str, ground: str) -> Select[Dismissal]:
    """What is open first, the newest before the others."""
    is_over = case((Dismissal._state.in_(OPEN), 0), else_=1)
    query = (
        select(Dismissal)
        .where(within_reach(holding), of_others(holding))
        .order_by(is_over, Dismissal.at.desc(), Dismissal.id.desc())
    )
    if state in set(State):
        query = query.where(Dismissal._state == State(state))
    if ground in set(DismissalGround):
        query = query.where(Dismissal.ground == DismissalGround(ground))
    return query


def open_of(session: Session, expert: Expert) -> Dismissal | None:
    """The one that is proposed or under way."""
    query = select(Dismissal).where(Dismissal.expert_id == expert.id, Dismissal._state.in_(OPEN))
    return session.scalar(query)


def under_way(session: Session, expert: Expert) -> Dismissal | None:
    """The one that was opened, and so is for the leader to decide."""
    query = select(Dismissal).where(
        Dismissal.expert_id == expert.id, Dismissal._state.in_(UNDER_WAY)
    )
    return session.scalar(query)


def told_of(session: Session, expert: Expert) -> list[Dismissal]:
    """Those the expert knows of, newest first."""
    query = select(Dismissal).where(Dismissal.expert_id == expert.id, Dismissal._state.in_(TOLD))
    return list(session.scalars(query.order_by(Dismissal.id.desc())))


def in_force(session: Session, expert: Expert) -> Dismissal | None:
    """The last by which the expert was dismissed, while nobody overturned it."""
    query = (
        select(Dismissal)
        .where(Dismissal.expert_id == expert.id, Dismissal._state == State.DISMISSED)
        .order_by(Dismissal.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def readmission(session: Session, expert: Expert) -> art18.Readmission | None:
    """Whether somebody who was dismissed may come back today; None for whoever never was."""
    last = in_force(session, expert)
    if last is None or last.issued_on is None:
        return None
    years = value_of(session, READMISSION_YEARS)
    return art18.readmission(last.ground, last.issued_on, years, clock.today())


@dataclass(frozen=True, slots=True)
class Ended:
    """An expert whose appointment ended and was not renewed. ``over``: by how old they are beyond
    the limit, empty where they are not."""

    expert: Expert
    ended_on: date
    over: str


def appointments_ended(session: Session, today: date) -> list[Ended]:
    """Of experts on the roster, in the order of the roster."""
    limit = value_of(session, AGE_LIMIT)
    query = (
        select(Expert)
        .where(Expert.standing.in_(ON_ROSTER), Expert.appointed_until < today)
        .order_by(Expert.id)
    )
    return [_ended(expert, limit) for expert in session.scalars(query)]


def _ended(expert: Expert, limit: int) -> Ended:
    ended_on = expert.appointed_until or date.max
    age = age_on(expert.birth_date, ended_on)
    return Ended(expert, ended_on, f"已满{age}周岁，超过{limit}周岁的上限" if age > limit else "")


def with_declines(session: Session, times: int) -> list[Expert]:
    """Experts on the roster who did not accept as often as that at all, whenever it was."""
    often = (
        select(Assignment.expert_id)
        .where(Assignment.decline_kind.is_not(None))
        .group_by(Assignment.expert_id)
        .having(func.count() >= times)
    )
    query = select(Expert).where(Expert.standing.in_(ON_ROSTER), Expert.id.in_(often))
    return list(session.scalars(query.order_by(Expert.id)))


@dataclass(frozen=True, slots=True)
class Proposed:
    """What need not be proposed: who has an open case, and by which facts something was."""

    experts: frozenset[int]
    triggers: frozenset[tuple[int, str]]

    def knows(self, expert: Expert, trigger: str) -> bool:
        return expert.id in self.experts or (expert.id, trigger) in self.triggers


def proposed(session: Session, experts: Iterable[Expert] | None = None) -> Proposed:
    """Of these experts, or of all."""
    query = select(Dismissal.expert_id, Dismissal.trigger, Dismissal._state)
    if experts is not None:
        query = query.where(Dismissal.expert_id.in_([each.id for each in experts]))
    rows = session.execute(query).all()
    return Proposed(
        frozenset(row.expert_id for row in rows if row._state in OPEN),
        frozenset((row.expert_id, row.trigger) for row in rows),
    )
