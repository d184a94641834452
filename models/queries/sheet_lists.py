"""推荐汇总表一览 · the lists of sheets, and who waits to be put on one (Art. 6(2))."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from models.queries.sheet_tasks import within_reach
from models.tables import (
    Application,
    Holding,
    IntakeCycle,
    RecommendationSheet,
    Section,
    SheetLine,
)
from models.vocabulary import Permission
from models.workflows import application as application_flow
from models.workflows import intake as intake_flow
from models.workflows.sheet import State


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed by; empty entries narrow nothing."""

    state: str = ""
    section_id: int | None = None
    intake_id: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A section and a running cycle in which people wait to be listed, and the sheet that is being
    compiled there, if any."""

    section_id: int
    section: str
    intake_id: int
    cycle: str
    waiting: int
    sheet_id: int | None

    @property
    def key(self) -> str:
        return f"{self.section_id}-{self.intake_id}"

    @property
    def label(self) -> str:
        return f"{self.section}，{self.cycle}：{self.waiting}人待列入"


def listed(holding: Holding, chosen: Filter) -> Select[RecommendationSheet]:
    """Within the holder's reach, newest first."""
    sheet = RecommendationSheet
    query = select(sheet).where(within_reach(holding, Permission.READ_SHEET))
    if chosen.state:
        query = query.where(sheet._state == State(chosen.state))
    if chosen.section_id:
        query = query.where(sheet.section_id == chosen.section_id)
    if chosen.intake_id:
        query = query.where(sheet.intake_id == chosen.intake_id)
    return query.options(joinedload(sheet.intake)).order_by(sheet.id.desc())


def counts(session: Session, sheet_ids: list[int]) -> dict[int, int]:
    """Sheet → how many persons stand on it."""
    query = (
        select(SheetLine.sheet_id, func.count())
        .where(SheetLine.sheet_id.in_(sheet_ids))
        .group_by(SheetLine.sheet_id)
    )
    return dict(list(session.execute(query)))


def opened_in(session: Session, year: int) -> int:
    """How many numbers of that year were given."""
    query = select(func.count()).where(
        RecommendationSheet.number.startswith(f"H{year}-"), RecommendationSheet.edition == 1
    )
    return session.scalar(query) or 0


def being_compiled(session: Session, section_id: int, intake_id: int) -> RecommendationSheet | None:
    """There is only ever one of a section and a cycle."""
    query = select(RecommendationSheet).where(
        RecommendationSheet.section_id == section_id,
        RecommendationSheet.intake_id == intake_id,
        RecommendationSheet._state == State.COMPILING,
    )
    return session.scalar(query)


def editions(session: Session, sheet: RecommendationSheet) -> list[RecommendationSheet]:
    """Every edition under its number, the first one first."""
    query = select(RecommendationSheet).where(RecommendationSheet.number == sheet.number)
    return list(session.scalars(query.order_by(RecommendationSheet.edition)))


def passed(session: Session, section_id: int, intake_id: int) -> list[Application]:
    """Who passed the section's vetting and waits to be listed."""
    query = select(Application).where(
        Application.section_id == section_id,
        Application.intake_id == intake_id,
        Application._state == application_flow.State.PASSED,
    )
    return list(session.scalars(query.order_by(Application.id)))


def places(session: Session, section_ids: Collection[int]) -> list[Place]:
    """Where somebody waits to be listed, among these sections."""
    compiled = (
        select(RecommendationSheet.id)
        .where(
            RecommendationSheet.section_id == Section.id,
            RecommendationSheet.intake_id == IntakeCycle.id,
            RecommendationSheet._state == State.COMPILING,
        )
        .scalar_subquery()
    )
    query = (
        select(Section.id, Section.name, IntakeCycle.id, IntakeCycle.title, func.count(), compiled)
        .select_from(Application)
        .join(Application.section)
        .join(Application.intake)
        .where(
            Application._state == application_flow.State.PASSED,
            IntakeCycle._state == intake_flow.State.OPEN,
            Section.id.in_(section_ids),
        )
        .group_by(Section.id, Section.name, IntakeCycle.id, IntakeCycle.title)
        .order_by(Section.id, IntakeCycle.id)
    )
    return [Place(*row) for row in session.execute(query)]


def cycles(session: Session) -> list[IntakeCycle]:
    """Every cycle that was opened, newest first."""
    query = select(IntakeCycle).where(IntakeCycle.opened_at.is_not(None))
    return list(session.scalars(query.order_by(IntakeCycle.id.desc())))
