"""候选名单 · everyone on the roster, as the rules of Article 11 need to know them for one task."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from models import clock
from models.queries.conduct import kept_out
from models.queries.parameters import in_force, value_of
from models.queries.units import groups_of
from models.queries.use_requests import Challenged, challenged_by
from models.rules.article_11_pool import Asked, Limits, Profile, Task
from models.settings import AGE_LIMIT, FORMER_EMPLOYER_YEARS, LOAD_MONTHS
from models.tables import Absence, Assignment, Dispatch, Expert, Interest
from models.tables import ExpertSpecialty as Held
from models.tables import FormerEmployment as Former
from models.vocabulary import ON_ROSTER
from models.workflows.assignment import HOLDING, State

_DAYS_A_MONTH = 30.44
_COLUMNS = (
    Expert.id, Expert.code, Expert.employer_id, Expert.grade, Expert.standing, Expert.birth_date,
    Expert.age_relaxation, Expert.appointed_from, Expert.appointed_until,
)  # fmt: skip

_BEARING = (Expert.specialties, Expert.former_employments, Expert.interests, Expert.absences)

Rows: TypeAlias = defaultdict[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Listed:
    """One of the roster, and what the rules need to know of them."""

    id: int
    employer_id: int
    profile: Profile


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in other tables, by expert."""

    specialties: Rows
    former: Rows
    interests: Rows
    absences: Rows
    busy: Rows
    declined: set[int]
    rated_out: Collection[int]


def limits(session: Session) -> Limits:
    settings = in_force(session)
    return Limits(settings[AGE_LIMIT.key], settings[FORMER_EMPLOYER_YEARS.key])


def task_of(session: Session, dispatch: Dispatch, seats: Iterable[Asked]) -> Task:
    """What the rules need to know of a dispatch whose times have been filled in."""
    starts_at, ends_at = dispatch.starts_at or clock.now(), dispatch.ends_at or clock.now()
    asking = dispatch.use_request
    challenged = challenged_by(session, asking) if asking else Challenged()
    return Task(
        starts_at=starts_at,
        ends_at=ends_at,
        first_day=clock.local(starts_at).date(),
        last_day=clock.local(ends_at).date(),
        on=clock.today(),
        targets=groups_of(session, [*dispatch.targets, *([asking.unit] if asking else [])]),
        seats=tuple(seats),
        challenged_units=challenged.units,
        challenged=frozenset(challenged.experts),
    )


def roster(session: Session, dispatch: Dispatch) -> list[Listed]:
    """Everyone who has not left, by code. Only what the rules ask for is read: personal data stays
    sealed, and no person is fetched whole."""
    facts = _facts(session, dispatch)
    query = select(*_COLUMNS).where(Expert.standing.in_(ON_ROSTER)).order_by(Expert.code)
    return [Listed(row.id, row.employer_id, _profile(row, facts)) for row in session.execute(query)]


def named(session: Session, dispatch: Dispatch, expert_ids: Iterable[int]) -> list[Listed]:
    """These few experts, wherever they stand, each read with what bears on them."""
    query = (
        select(Expert)
        .where(Expert.id.in_(list(expert_ids)))
        .options(*(joinedload(each) for each in _BEARING))
        .order_by(Expert.code)
    )
    people = list(session.scalars(query).unique())
    facts = Facts(
        specialties=_of_each(people, lambda each: [(held.code,) for held in each.specialties]),
        former=_of_each(
            people, lambda each: [(left.unit_id, left.left_on) for left in each.former_employments]
        ),
        interests=_of_each(people, lambda each: [(held.unit_id,) for held in each.interests]),
        absences=_of_each(
            people, lambda each: [(away.first_day, away.last_day) for away in each.absences]
        ),
        busy=_grouped(session.execute(_engagements(dispatch))),
        declined=_declined(dispatch),
        rated_out=kept_out(session, [each.id for each in people]),
    )
    return [Listed(each.id, each.employer_id, _profile(each, facts)) for each in people]


def _of_each(people: Iterable[Expert], rows_of: Callable[[Expert], list[Any]]) -> Rows:
    groups: Rows = defaultdict(list)
    for each in people:
        groups[each.id] = rows_of(each)
    return groups


def _declined(dispatch: Dispatch) -> set[int]:
    return {part.expert_id for part in dispatch.assignments if part.has_left_the_seat}


def loads(session: Session) -> dict[int, int]:
    """Expert id → dispatches in the rolling window of Article 11's rotation."""
    since = rotation_since(value_of(session, LOAD_MONTHS))
    query = (
        select(Assignment.expert_id, func.count())
        .join(Assignment.dispatch)
        .where(Assignment._state.in_(HOLDING), Dispatch.starts_at >= since)
        .group_by(Assignment.expert_id)
    )
    return dict(list(session.execute(query)))


def rotation_since(months: int) -> datetime:
    """Where a rolling window of the rotation begins that is so many months long."""
    return clock.now() - timedelta(days=months * _DAYS_A_MONTH)


def _facts(session: Session, dispatch: Dispatch) -> Facts:
    def by_expert(*columns: Any) -> Rows:
        return _grouped(session.execute(select(*columns)))

    return Facts(
        specialties=by_expert(Held.expert_id, Held.code),
        former=by_expert(Former.expert_id, Former.unit_id, Former.left_on),
        interests=by_expert(Interest.expert_id, Interest.unit_id),
        absences=by_expert(Absence.expert_id, Absence.first_day, Absence.last_day),
        busy=_grouped(session.execute(_engagements(dispatch))),
        declined=_declined(dispatch),
        rated_out=kept_out(session),
    )


def _grouped(rows: Iterable[Sequence[Any]]) -> Rows:
    """By the expert in the first column."""
    groups: Rows = defaultdict(list)
    for row in rows:
        groups[row[0]].append(tuple(row[1:]))
    return groups


def _engagements(dispatch: Dispatch) -> Select[int, datetime | None, datetime | None]:
    """Other tasks at the same time."""
    return (
        select(Assignment.expert_id, Dispatch.starts_at, Dispatch.ends_at)
        .join(Assignment.dispatch)
        .where(
            Assignment._state.in_(HOLDING - {State.RATED}),
            Dispatch.id != dispatch.id,
            Dispatch.starts_at < dispatch.ends_at,
            Dispatch.ends_at > dispatch.starts_at,
        )
    )


def _profile(row: Any, facts: Facts) -> Profile:
    is_appointed = row.appointed_from and row.appointed_until
    return Profile(
        code=row.code,
        specialties=tuple(code for (code,) in facts.specialties[row.id]),
        grade=row.grade,
        standing=row.standing,
        birth_date=row.birth_date,
        age_relaxed=bool(row.age_relaxation),
        appointed=(row.appointed_from, row.appointed_until) if is_appointed else None,
        employers=frozenset({row.employer_id}),
        former=tuple(facts.former[row.id]),
        interests=frozenset(unit_id for (unit_id,) in facts.interests[row.id]),
        busy=tuple(facts.busy[row.id]),
        absences=tuple(facts.absences[row.id]),
        has_declined=row.id in facts.declined,
        is_rated_out=row.id in facts.rated_out,
    )
