"""专家培训 · the sections' plans and sessions, what is overdue, and every expert's hours."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models import clock
from models.queries.meetings import opened_on
from models.queries.reach import in_reach
from models.rules.article_04_structure import is_serving
from models.rules.article_16_training import is_item_overdue, is_plan_overdue
from models.tables import (
    Attendance,
    Dispatch,
    Expert,
    ExpertSpecialty,
    Holding,
    LeadSection,
    Section,
    Specialty,
    TrainingItem,
    TrainingPlan,
    TrainingSession,
)
from models.vocabulary import Permission
from models.workflows.training import HELD, State

WHOLE = (
    selectinload(TrainingSession.attendances).joinedload(Attendance.expert),
    selectinload(TrainingSession.files),
    joinedload(TrainingSession.item),
    joinedload(TrainingSession.handler),
)


# 专家使用单位（股室）: those that lead an industry or have ever asked for an expert.
USES_EXPERTS = or_(
    exists().where(LeadSection.section_id == Section.id),
    exists().where(Dispatch.section_id == Section.id),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A section's year. ``overdue``: the lines of its plan whose month is past and that nothing
    was held for; ``is_missing``: there is no plan, and March is over."""

    section: Section
    plan: TrainingPlan | None
    overdue: tuple[TrainingItem, ...]
    is_missing: bool


def sections_owing(session: Session, holding: Holding | None = None) -> list[Section]:
    """Those that have to plan the training of experts; None: wherever they are."""
    query = select(Section).where(Section.is_active, USES_EXPERTS).order_by(Section.id)
    if holding:
        query = query.where(in_reach(holding, Permission.READ_TRAINING, Section.id))
    return list(session.scalars(query))


def of_sections(session: Session, holding: Holding | None, year: int) -> list[Row]:
    """Each section's plan of the year, with what is overdue; None: of every section."""
    today, since = clock.today(), opened_on(session)
    query = (
        select(TrainingPlan)
        .where(TrainingPlan.year == year)
        .options(selectinload(TrainingPlan.items).selectinload(TrainingItem.sessions))
    )
    plans = {plan.section_id: plan for plan in session.scalars(query)}
    return [
        Row(
            section,
            plan := plans.get(section.id),
            tuple(item for item in plan.items if is_overdue(item, year, today)) if plan else (),
            plan is None and is_plan_overdue(year, today, since),
        )
        for section in sections_owing(session, holding)
    ]


def is_overdue(item: TrainingItem, year: int, today: date) -> bool:
    return not item.is_held and is_item_overdue(year, item.month, today)


def plan_of(session: Session, section_id: int, year: int) -> TrainingPlan | None:
    query = (
        select(TrainingPlan)
        .where(TrainingPlan.section_id == section_id, TrainingPlan.year == year)
        .options(selectinload(TrainingPlan.items).selectinload(TrainingItem.sessions))
    )
    return session.scalar(query)


def sessions(holding: Holding, year: int) -> Select[TrainingSession]:
    """Those of the year within reach, the latest first."""
    return (
        select(TrainingSession)
        .where(
            TrainingSession.year == year,
            in_reach(holding, Permission.READ_TRAINING, TrainingSession.section_id),
        )
        .order_by(TrainingSession.starts_at.desc().nulls_first(), TrainingSession.id.desc())
    )


def came(session: Session, found: list[TrainingSession]) -> dict[int, tuple[int, int]]:
    """Session → how many were asked to come, and how many came."""
    query = (
        select(
            Attendance.session_id,
            func.count(),
            func.count().filter(Attendance.attended.is_(True)),
        )
        .where(Attendance.session_id.in_([each.id for each in found]))
        .group_by(Attendance.session_id)
    )
    return {number: (asked, there) for number, asked, there in session.execute(query)}


def hours(session: Session, year: int) -> dict[int, int]:
    """Expert → half hours of that year's training that were held; who has none is left out."""
    query = (
        select(Attendance.expert_id, func.sum(Attendance.half_hours))
        .join(Attendance.session)
        .where(
            TrainingSession.year == year,
            TrainingSession._state.in_(HELD),
            Attendance.attended.is_(True),
        )
        .group_by(Attendance.expert_id)
    )
    return {expert: int(total) for expert, total in session.execute(query)}


def attendances_of(account_id: int) -> Select[Attendance]:
    """An expert's own, the latest first; none of what is not announced yet."""
    return (
        select(Attendance)
        .join(Attendance.expert)
        .join(Attendance.session)
        .where(Expert.account_id == account_id, TrainingSession._state != State.PLANNED)
        .where(TrainingSession.announced_at.is_not(None))
        .options(joinedload(Attendance.session))
        .order_by(TrainingSession.starts_at.desc(), Attendance.id.desc())
    )


def years_of(session: Session, expert_id: int) -> dict[int, int]:
    """Year → half hours of one expert, the latest first."""
    query = (
        select(TrainingSession.year, func.sum(Attendance.half_hours))
        .join(Attendance.session)
        .where(
            Attendance.expert_id == expert_id,
            Attendance.attended.is_(True),
            TrainingSession._state.in_(HELD),
        )
        .group_by(TrainingSession.year)
        .order_by(TrainingSession.year.desc())
    )
    return {year: int(total) for year, total in session.execute(query)}


def coming_up(session: Session, until: timedelta) -> list[TrainingSession]:
    """Those announced that begin within that time."""
    now = clock.now()
    query = select(TrainingSession).where(
        TrainingSession._state == State.ANNOUNCED,
        TrainingSession.starts_at >= now,
        TrainingSession.starts_at < now + until,
    )
    return list(session.scalars(query))


def numbered_in(session: Session, year: int) -> int:
    """How many sessions carry a number of that year."""
    query = select(func.count()).where(TrainingSession.number.startswith(f"PX{year}-"))
    return session.scalar(query) or 0


def of_groups(session: Session, industries: Collection[str]) -> list[Expert]:
    """Who serves in the groups of those industries, by name."""
    codes = select(Specialty.code).where(Specialty.industry_code.in_(industries))
    primary = (ExpertSpecialty.rank == 1) & ExpertSpecialty.code.in_(codes)
    return _serving(session, select(Expert).where(Expert.specialties.any(primary)))


def by_codes(session: Session, codes: Collection[str]) -> dict[str, Expert]:
    """Those of the codes that an expert in service has."""
    found = _serving(session, select(Expert).where(Expert.code.in_(codes)))
    return {each.code: each for each in found}


def _serving(session: Session, query: Select[Expert]) -> list[Expert]:
    today = clock.today()
    ordered = session.scalars(query.order_by(Expert.name_key, Expert.id))
    return [each for each in ordered if is_serving(each, today)]
