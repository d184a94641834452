"""候选名单 · everyone on the roster, as the rules of Article 11 need to know them for one task."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, lazyload, load_only, selectinload

from models import clock
from models.queries.parameters import value_of
from models.queries.units import groups_of
from models.rules.article_11_pool import Asked, Limits, Profile, Task
from models.settings import AGE_LIMIT, FORMER_EMPLOYER_YEARS, LOAD_MONTHS
from models.tables import Assignment, Dispatch, Expert
from models.vocabulary import Standing
from models.workflows.assignment import HOLDING, State

Key = TypeVar("Key")
Value = TypeVar("Value")
_DAYS_A_MONTH = 30.44
_ASKED_FOR = (
    Expert.version, Expert.code, Expert.employer_id, Expert.grade, Expert.standing,
    Expert.birth_date, Expert.age_relaxation, Expert.appointed_from, Expert.appointed_until,
)  # fmt: skip


def limits(session: Session) -> Limits:
    return Limits(value_of(session, AGE_LIMIT), value_of(session, FORMER_EMPLOYER_YEARS))


def task_of(session: Session, dispatch: Dispatch, seats: Iterable[Asked]) -> Task:
    """What the rules need to know of a dispatch whose times have been filled in."""
    starts_at, ends_at = dispatch.starts_at or clock.now(), dispatch.ends_at or clock.now()
    return Task(
        starts_at=starts_at,
        ends_at=ends_at,
        first_day=clock.local(starts_at).date(),
        last_day=clock.local(ends_at).date(),
        on=clock.today(),
        targets=groups_of(session, dispatch.targets),
        seats=tuple(seats),
    )


def roster(session: Session) -> list[Expert]:
    """Everyone who has not left, by code, with all that the rules ask for. What is personal stays
    sealed: a draw has no use for it, and opening it takes as long as all the rest."""
    query = (
        select(Expert)
        .where(Expert.standing != Standing.ENDED)
        .order_by(Expert.code)
        .options(
            load_only(*_ASKED_FOR),
            lazyload(Expert.employer),
            selectinload(Expert.former_employments),
            selectinload(Expert.interests),
            selectinload(Expert.absences),
        )
    )
    return list(session.scalars(query))


def loads(session: Session) -> dict[int, int]:
    """Expert id → dispatches in the rolling window of Article 11's rotation."""
    query = (
        select(Assignment.expert_id, func.count())
        .join(Assignment.dispatch)
        .where(Assignment._state.in_(HOLDING), Dispatch.starts_at >= rotation_since(session))
        .group_by(Assignment.expert_id)
    )
    return dict(list(session.execute(query)))


def rotation_since(session: Session) -> datetime:
    """Where the rolling window of the rotation begins."""
    return clock.now() - timedelta(days=value_of(session, LOAD_MONTHS) * _DAYS_A_MONTH)


def profiles(session: Session, experts: Iterable[Expert], dispatch: Dispatch) -> list[Profile]:
    busy = _grouped(_engagements(session, dispatch))
    declined = {part.expert_id for part in dispatch.assignments if part.has_left_the_seat}
    return [_profile(expert, busy[expert.id], expert.id in declined) for expert in experts]


def _engagements(
    session: Session, dispatch: Dispatch
) -> Iterable[tuple[int, tuple[datetime, datetime]]]:
    """Other tasks at the same time."""
    query = (
        select(Assignment.expert_id, Dispatch.starts_at, Dispatch.ends_at)
        .join(Assignment.dispatch)
        .where(
            Assignment._state.in_(HOLDING - {State.RATED}),
            Dispatch.id != dispatch.id,
            Dispatch.starts_at < dispatch.ends_at,
            Dispatch.ends_at > dispatch.starts_at,
        )
    )
    return [
        (expert_id, (start, end))
        for expert_id, start, end in session.execute(query)
        if start and end
    ]


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> defaultdict[Key, list[Value]]:
    groups: defaultdict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _profile(expert: Expert, busy: list[tuple[datetime, datetime]], has_declined: bool) -> Profile:
    period = (expert.appointed_from, expert.appointed_until)
    return Profile(
        code=expert.code,
        specialties=expert.specialty_codes,
        grade=expert.grade,
        standing=expert.standing,
        birth_date=expert.birth_date,
        age_relaxed=bool(expert.age_relaxation),
        appointed=(period[0], period[1]) if period[0] and period[1] else None,
        employers=frozenset({expert.employer_id}),
        former=tuple((past.unit_id, past.left_on) for past in expert.former_employments),
        interests=frozenset(interest.unit_id for interest in expert.interests),
        busy=tuple(busy),
        absences=tuple((absence.first_day, absence.last_day) for absence in expert.absences),
        has_declined=has_declined,
    )
