"""申报材料 · the applications as people look for them, and the next one that waits on somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import Session, defer, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from models import policy
from models.queries.reach import in_reach
from models.tables import (
    Application,
    Attachment,
    Holding,
    IntakeCycle,
    Section,
    SectionOpinion,
    Specialty,
)
from models.vocabulary import Permission
from models.workflows.application import State

P = Permission

# All that one page shows of an application.
WHOLE: tuple[ORMOption, ...] = (
    joinedload(Application.section),
    joinedload(Application.vetter),
    joinedload(Application.vetting),
    joinedload(Application.opinions).options(
        joinedload(SectionOpinion.asked_by), joinedload(SectionOpinion.answered_by)
    ),
    selectinload(Application.attachments).joinedload(Attachment.file),
    selectinload(Application.editions),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed by; empty entries narrow nothing. ``sort`` may begin with ``-``."""

    cycle: int = 0
    state: str = ""
    industry: str = ""
    section: int = 0
    words: str = ""
    sort: str = ""


def listed(holding: Holding, chosen: Filter) -> Select[Application]:
    """Within the holder's reach, whatever was ever handed in; the newest first unless sorted
    otherwise. The sealed entries stay sealed."""
    return (
        select(Application)
        .where(Application.edition > 0, within_reach(holding, P.READ_APPLICATION))
        .where(*_narrowed(chosen))
        .options(defer(Application.entries), joinedload(Application.section))
        .order_by(*_order(chosen.sort))
    )


def within_reach(holding: Holding, permission: Permission) -> ColumnElement[bool]:
    """The applications a permission extends to, as a condition."""
    return in_reach(holding, permission, Application.section_id)


def _narrowed(chosen: Filter) -> list[ColumnElement[bool]]:
    conditions = []
    if chosen.cycle:
        conditions.append(Application.intake_id == chosen.cycle)
    if chosen.state:
        conditions.append(Application._state == State(chosen.state))
    if chosen.section:
        conditions.append(Application.section_id == chosen.section)
    if chosen.industry:
        codes = select(Specialty.code).where(Specialty.industry_code == chosen.industry)
        conditions.append(Application.specialty_codes[0].as_string().in_(codes))
    if chosen.words:
        columns = (Application.name, Application.employer, Application.number)
        conditions.append(
            or_(*(column.contains(chosen.words, autoescape=True) for column in columns))
        )
    return conditions


_ORDERS: dict[str, Any] = {
    "number": Application.number,
    "name": Application.name,
    "employer": Application.employer,
    "submitted": Application.submitted_at,
    "section": Application.section_id,
}


def _order(sort: str) -> tuple[Any, ...]:
    column = _ORDERS.get(sort.removeprefix("-"))
    if column is None:
        return (Application.submitted_at.desc(), Application.id.desc())
    downwards = sort.startswith("-")
    return (column.desc() if downwards else column, Application.id)


# Whose work an application in this state is.
_WORK = {State.SUBMITTED: P.SORT_APPLICATION, State.SORTED: P.VET_APPLICATION}


def _waiting(holding: Holding) -> ColumnElement[bool]:
    """What waits for this person: nobody vets what they filled in."""
    mine = [
        and_(
            Application._state == state,
            within_reach(holding, permission),
            Application.owner_id != holding.account_id
            if permission in policy.SEPARATED
            else true(),
        )
        for state, permission in _WORK.items()
        if policy.may(holding, permission)
    ]
    return or_(*mine) if mine else Application.id.is_(None)


def waiting(holding: Holding) -> Select[Application]:
    """What waits for this person, the first handed in first."""
    return (
        select(Application)
        .where(_waiting(holding))
        .order_by(Application.submitted_at, Application.id)
    )


def to_sort(holding: Holding, cycle: int | None) -> Select[Application]:
    """What waits to be received, of one intake cycle or of all."""
    query = waiting(holding).options(defer(Application.entries))
    return query.where(Application.intake_id == cycle) if cycle else query


def handed_in(session: Session, numbers: Sequence[int]) -> list[Application]:
    """These applications, in whatever state they are; a draft is nobody else's."""
    query = select(Application).where(Application.id.in_(numbers), Application.edition > 0)
    return list(session.scalars(query.order_by(Application.id))) if numbers else []


def cycles(session: Session) -> list[IntakeCycle]:
    """Every intake cycle that was ever open, the newest first."""
    query = select(IntakeCycle).where(IntakeCycle.opened_at.is_not(None))
    return list(session.scalars(query.order_by(IntakeCycle.id.desc())))


def next_waiting(
    session: Session, holding: Holding, after: Application | None = None
) -> tuple[int | None, int]:
    """The next application that waits, beginning anew behind the last; and how many do, ``after``
    not counted."""
    query = select(Application.id, func.count().over()).where(_waiting(holding))
    order: list[Any] = [Application.submitted_at, Application.id]
    if after is not None:
        at, number = after.submitted_at, after.id
        later = or_(
            Application.submitted_at > at,
            and_(Application.submitted_at == at, Application.id > number),
        )
        query = query.where(Application.id != number)
        order.insert(0, case((later, 0), else_=1))
    row = session.execute(query.order_by(*order).limit(1)).first()
    return (row[0], row[1]) if row else (None, 0)


def sections_to_ask(session: Session, application: Application) -> list[Section]:
    """Those in use, besides the one that vets it and those whose answer is awaited."""
    asked = {each.section_id for each in application.opinions if each.is_open}
    query = (
        select(Section)
        .where(Section.is_active, Section.id.not_in(asked | {application.section_id or 0}))
        .order_by(Section.id)
    )
    return list(session.scalars(query))
