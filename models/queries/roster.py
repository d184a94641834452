"""专家名册 · the list as a person filters and orders it, and what one expert's page needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload, undefer_group
from sqlalchemy.orm.interfaces import ORMOption

from models.queries.pool import rotation_since
from models.queries.reviews import is_unreviewed
from models.queries.search import named
from models.tables import Assignment, Dispatch, Expert, ExpertSpecialty, Specialty, Unit
from models.tables.expert import NUMBERS
from models.vocabulary import ON_ROSTER, Grade, Standing

# All that is known of a person, numbers included.
WHOLE: tuple[ORMOption, ...] = (
    undefer_group(NUMBERS),
    selectinload(Expert.specialties),
    joinedload(Expert.wish),
)

UNREVIEWED = "unreviewed"

ORDERS: Mapping[str, Any] = {
    "code": Expert.id,  # codes are given in order
    "name": Expert.name_key,
    "employer": Unit.name,
    "until": Expert.appointed_until,
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed by; empty entries narrow nothing. ``sort`` may begin with ``-``."""

    words: str = ""
    industry: str = ""
    specialty: str = ""
    grade: str = ""
    standing: str = ""
    employer: str = ""
    review: str = ""
    sort: str = "code"


def listed(chosen: Filter) -> Select[Expert]:
    query = (
        select(Expert)
        .where(Expert.standing != Standing.OFF_ROSTER)
        .join(Expert.employer)
        .options(contains_eager(Expert.employer), selectinload(Expert.specialties))
    )
    if chosen.words:
        query = query.where(named(chosen.words))
    if chosen.employer:
        query = query.where(Unit.name.contains(chosen.employer, autoescape=True))
    query = query.where(*_marked(chosen))
    if chosen.specialty or chosen.industry:
        query = query.where(Expert.specialties.any(ExpertSpecialty.code.in_(_codes(chosen))))
    return query.order_by(*_order(chosen.sort))


def _marked(chosen: Filter) -> Iterator[ColumnElement[bool]]:
    """By grade, by standing, and by whether they were reviewed."""
    if chosen.grade:
        yield Expert.grade == Grade(chosen.grade)
    if chosen.standing:
        yield Expert.standing == Standing(chosen.standing)
    if chosen.review == UNREVIEWED:
        yield is_unreviewed()


def _codes(chosen: Filter) -> Any:
    """The specialties asked for: one, or all of an industry."""
    if chosen.specialty:
        return [chosen.specialty]
    return select(Specialty.code).where(Specialty.industry_code == chosen.industry)


def _order(sort: str) -> tuple[Any, ...]:
    column = ORDERS.get(sort.removeprefix("-"), Expert.id)
    return (column.desc(), Expert.id.desc()) if sort.startswith("-") else (column, Expert.id)


def annex_1(session: Session) -> list[Specialty]:
    """Every specialty, those no longer offered as well."""
    return list(session.scalars(select(Specialty).order_by(Specialty.code)))


def path(specialty: Specialty) -> str:
    """As Annex 3 asks for it: class, industry and specialty."""
    return f"{specialty.category_name}/{specialty.industry_name}/{specialty.label}"


def tasks_told(session: Session, expert: Expert) -> list[Assignment]:
    """The expert's tasks, newest first, that were made known: a name drawn but not yet signed for
    is still secret."""
    query = (
        select(Assignment)
        .join(Assignment.dispatch)
        .where(Assignment.expert_id == expert.id, Assignment.notified_at.is_not(None))
        .options(joinedload(Assignment.dispatch), joinedload(Assignment.proof))
        .order_by(Dispatch.starts_at.desc())
    )
    return list(session.scalars(query))


def load(tasks: list[Assignment], months: int) -> int:
    """How many of these tasks fall into the rolling window of Article 11's rotation."""
    since = rotation_since(months)
    begun = (part.dispatch.starts_at for part in tasks if part.is_seated)
    return sum(1 for starts_at in begun if starts_at and starts_at >= since)


def persons(session: Session) -> int:
    """Everyone who has not left: those the cap of Article 4 counts."""
    query = select(func.count()).select_from(Expert).where(Expert.standing.in_(ON_ROSTER))
    return session.scalar(query) or 0


def own(session: Session, account_id: int) -> Expert | None:
    """The expert who signs in with this account."""
    return session.scalar(select(Expert).where(Expert.account_id == account_id))


def count(session: Session, chosen: Filter) -> int:
    ids = listed(chosen).with_only_columns(Expert.id).order_by(None)
    return session.scalar(select(func.count()).select_from(ids.subquery())) or 0
