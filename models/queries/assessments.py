"""年度考核 · whom each section assesses, how far it is, and what became of each expert."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.queries.reach import in_reach
from models.queries.reviews import ties
from models.rules.article_07_renewal import Ties
from models.tables import (
    AnnualAssessment,
    AssessmentItem,
    AssessmentObjection,
    Expert,
    Holding,
)
from models.vocabulary import ON_ROSTER, AssessmentGrade, Permission
from models.workflows.assessment import ObjectionState, State

_grade_now = func.coalesce(AssessmentItem.decided, AssessmentItem.proposed, AssessmentItem.computed)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one section is. ``grades``: how many have each, as it stands by now."""

    assessment: AnnualAssessment
    experts: int
    proposed: int
    grades: tuple[int, ...]


def years(session: Session) -> list[int]:
    """Those of which there are assessments, the latest first."""
    query = select(AnnualAssessment.year).distinct().order_by(AnnualAssessment.year.desc())
    return list(session.scalars(query))


def within_reach(holding: Holding) -> ColumnElement[bool]:
    """Of which sections somebody reads them, as a condition."""
    return in_reach(holding, Permission.READ_ASSESSMENT, AnnualAssessment.section_id)


def progress(session: Session, holding: Holding, year: int) -> list[Progress]:
    """Section by section, those within reach."""
    counting = (
        select(
            AssessmentItem.assessment_id,
            func.count(AssessmentItem.id),
            func.count(AssessmentItem.proposed),
            *(func.count().filter(_grade_now.in_([grade])) for grade in AssessmentGrade),
        )
        .join(AssessmentItem.assessment)
        .where(AnnualAssessment.year == year)
        .group_by(AssessmentItem.assessment_id)
    )
    counts = {row[0]: tuple(row[1:]) for row in session.execute(counting)}
    query = (
        select(AnnualAssessment)
        .where(AnnualAssessment.year == year, within_reach(holding))
        .order_by(AnnualAssessment.section_id)
    )
    return [
        Progress(each, counts[each.id][0], counts[each.id][1], counts[each.id][2:])
        for each in session.scalars(query)
        if each.id in counts
    ]


def of_year(session: Session, year: int) -> list[AnnualAssessment]:
    query = select(AnnualAssessment).where(AnnualAssessment.year == year)
    return list(session.scalars(query.order_by(AnnualAssessment.section_id)))


def in_state(session: Session, state: State) -> list[AnnualAssessment]:
    """Those that stand there, with everyone in them."""
    query = select(AnnualAssessment).where(AnnualAssessment._state == state).options(*_whole())
    order = AnnualAssessment.year, AnnualAssessment.section_id
    return list(session.scalars(query.order_by(*order)))


def with_items(session: Session, assessment_id: int) -> AnnualAssessment | None:
    """It, and everyone in it."""
    query = select(AnnualAssessment).where(AnnualAssessment.id == assessment_id)
    return session.scalar(query.options(*_whole()))


def _whole() -> tuple[Any, ...]:
    items = selectinload(AnnualAssessment.items)
    expert = items.joinedload(AssessmentItem.expert)
    return (
        expert.selectinload(Expert.specialties),
        items.joinedload(AssessmentItem.objection),
    )


def unassessed(session: Session, year: int) -> dict[int, int | None]:
    """Expert → the section that assesses them, of everyone appointed by the end of the year who
    stands in none of its assessments; None where no section is theirs."""
    last = date(year, 12, 31)
    already = (
        select(AssessmentItem.expert_id)
        .join(AssessmentItem.assessment)
        .where(AnnualAssessment.year == year)
    )
    appointed = set(
        session.scalars(
            select(Expert.id).where(
                Expert.standing.in_(ON_ROSTER),
                Expert.appointed_from <= last,
                Expert.id.not_in(already),
            )
        )
    )
    if not appointed:
        return {}
    tied = ties(session, date(year, 1, 1))
    return {each.expert: _assessor(each) for each in tied if each.expert in appointed}


def _assessor(tied: Ties) -> int | None:
    """One alone: which recommended the expert, or leads their industry, or uses them most."""
    if tied.recommended_by or tied.lead:
        return tied.recommended_by or tied.lead
    used = sorted(tied.used_by, key=lambda section: (-tied.used_by[section], section))
    return used[0] if used else None


def item(session: Session, item_id: int) -> AssessmentItem | None:
    """One expert's year, with what its page shows."""
    query = (
        select(AssessmentItem)
        .where(AssessmentItem.id == item_id)
        .options(
            joinedload(AssessmentItem.assessment),
            joinedload(AssessmentItem.expert),
            joinedload(AssessmentItem.objection),
        )
    )
    return session.scalar(query)


def told_to(session: Session, expert_id: int) -> list[AssessmentItem]:
    """The years of which the expert was told the result, the latest first."""
    query = (
        select(AssessmentItem)
        .join(AssessmentItem.assessment)
        .where(AssessmentItem.expert_id == expert_id, AnnualAssessment._state == State.TOLD)
        .options(
            joinedload(AssessmentItem.assessment),
            joinedload(AssessmentItem.objection),
            joinedload(AssessmentItem.expert),
        )
        .order_by(AnnualAssessment.year.desc())
    )
    return list(session.scalars(query))


def objection(session: Session, objection_id: int) -> AssessmentObjection | None:
    item = joinedload(AssessmentObjection.item)
    query = (
        select(AssessmentObjection)
        .where(AssessmentObjection.id == objection_id)
        .options(item.joinedload(AssessmentItem.assessment), item.joinedload(AssessmentItem.expert))
    )
    return session.scalar(query)


def open_objections(session: Session, states: frozenset[ObjectionState]) -> list[Any]:
    """Id, the day by which it is due, year, name and code of the expert."""
    query = (
        select(
            AssessmentObjection.id, AssessmentObjection.due_on, AnnualAssessment.year,
            Expert.name, Expert.code,
        )
        .join(AssessmentObjection.item)
        .join(AssessmentItem.assessment)
        .join(AssessmentItem.expert)
        .where(AssessmentObjection._state.in_(states))
        .order_by(AssessmentObjection.id)
    )  # fmt: skip
    return list(session.execute(query))
