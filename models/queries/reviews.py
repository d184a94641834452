"""年度复审 · whom each section has to review, how far it is, and who is to be removed."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models import clock
from models.rules.article_07_renewal import Ties
from models.tables import (
    AnnualReview,
    Assignment,
    Dispatch,
    Expert,
    ExpertSpecialty,
    LeadSection,
    ReviewItem,
    Section,
    Specialty,
)
from models.vocabulary import ON_ROSTER, ReviewVerdict
from models.workflows.assignment import HOLDING
from models.workflows.review import State

JUDGED = frozenset({State.CONFIRMED, State.ACCEPTED})  # the section's head has signed for it


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one section is."""

    review: AnnualReview
    experts: int
    judged: int
    removals: int


def latest_year(session: Session) -> int | None:
    """The last year for which reviews were opened."""
    return session.scalar(select(func.max(AnnualReview.year)))


def years(session: Session) -> list[int]:
    """Those for which there are reviews, the latest first."""
    query = select(AnnualReview.year).distinct().order_by(AnnualReview.year.desc())
    return list(session.scalars(query))


def of_year(session: Session, year: int) -> list[AnnualReview]:
    query = select(AnnualReview).where(AnnualReview.year == year)
    return list(session.scalars(query.order_by(AnnualReview.section_id)))


def progress(
    session: Session, year: int, sections: Collection[int] | None = None
) -> list[Progress]:
    """The reviews of a year, of these sections or of all."""
    query = (
        select(
            AnnualReview.id,
            func.count(ReviewItem.id),
            func.count(ReviewItem.verdict),
            func.count(case((ReviewItem.verdict == ReviewVerdict.REMOVE, 1))),
        )
        .outerjoin(AnnualReview.items)
        .where(AnnualReview.year == year)
        .group_by(AnnualReview.id)
    )
    counts = {review: numbers for review, *numbers in session.execute(query)}
    return [
        Progress(review, *counts[review.id])
        for review in of_year(session, year)
        if sections is None or review.section_id in sections
    ]


def ties(session: Session, since: date) -> list[Ties]:
    """What ties everyone on the roster to sections; uses counted from ``since`` on. A section that
    was given up reviews nobody."""
    in_use = frozenset(session.scalars(select(Section.id).where(Section.is_active)))
    used = _uses(session, since, in_use)
    query = (
        select(Expert.id, Expert.recommended_by_id, LeadSection.section_id)
        .outerjoin(
            ExpertSpecialty,
            (ExpertSpecialty.expert_id == Expert.id) & (ExpertSpecialty.rank == 1),
        )
        .outerjoin(Specialty, Specialty.code == ExpertSpecialty.code)
        .outerjoin(LeadSection, LeadSection.industry_code == Specialty.industry_code)
        .where(Expert.standing.in_(ON_ROSTER))
        .order_by(Expert.id)
    )
    return [
        Ties(
            expert,
            recommended_by if recommended_by in in_use else None,
            used[expert],
            lead if lead in in_use else None,
        )
        for expert, recommended_by, lead in session.execute(query)
    ]


def _uses(
    session: Session, since: date, sections: Collection[int]
) -> defaultdict[int, dict[int, int]]:
    """Expert → section → tasks made known; a name still secret is nobody's to see."""
    query = (
        select(Assignment.expert_id, Dispatch.section_id, func.count())
        .join(Assignment.dispatch)
        .where(is_use(since), Dispatch.section_id.in_(sections))
        .group_by(Assignment.expert_id, Dispatch.section_id)
    )
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for expert, section, tasks in session.execute(query):
        found[expert][section] = tasks
    return found


def is_use(since: date) -> ColumnElement[bool]:
    """A task made known to the expert, not given up, and begun since that day."""
    return (
        Assignment._state.in_(HOLDING)
        & Assignment.notified_at.is_not(None)
        & (Dispatch.starts_at >= datetime.combine(since, time(), clock.BEIJING))
    )


def last_opened_on(session: Session) -> date | None:
    """The day on which the last reviews were opened."""
    at = session.scalar(select(func.max(AnnualReview.opened_at)))
    return clock.local(at).date() if at else None


def unassigned(session: Session, year: int) -> list[Expert]:
    """Experts who stand in no section's review of the year."""
    query = select(Expert).where(_is_unassigned(year)).options(selectinload(Expert.specialties))
    return list(session.scalars(query.order_by(Expert.id)))


def count_unassigned(session: Session, year: int) -> int:
    return session.scalar(select(func.count(Expert.id)).where(_is_unassigned(year))) or 0


def _is_unassigned(year: int) -> ColumnElement[bool]:
    listed = select(ReviewItem.expert_id).join(ReviewItem.review).where(AnnualReview.year == year)
    return _was_there(year) & Expert.id.not_in(listed)


def is_unreviewed() -> ColumnElement[bool]:
    """未复审: judged in no review of the latest year that a section's head has signed for."""
    latest = select(func.max(AnnualReview.year)).scalar_subquery()
    judged = (
        select(ReviewItem.expert_id)
        .join(ReviewItem.review)
        .where(
            AnnualReview.year == latest,
            AnnualReview._state.in_(JUDGED),
            ReviewItem.verdict.is_not(None),
        )
    )
    return _was_there(latest) & Expert.id.not_in(judged)


def overdue_among(session: Session, experts: Iterable[Expert]) -> frozenset[int]:
    """The ids of those among them who are 未复审 although the time for it is over."""
    latest = select(func.max(AnnualReview.year)).scalar_subquery()
    due = select(func.max(AnnualReview.due_on)).where(AnnualReview.year == latest)
    query = select(Expert.id).where(
        Expert.id.in_([each.id for each in experts]),
        due.scalar_subquery() < clock.today(),
        is_unreviewed(),
    )
    return frozenset(session.scalars(query))


def _was_there(year: Any) -> ColumnElement[bool]:
    """On the roster now, and before that year's reviews were opened; nobody, if none were."""
    opened = select(func.min(AnnualReview.opened_at)).where(AnnualReview.year == year)
    return Expert.standing.in_(ON_ROSTER) & (Expert.created_at <= opened.scalar_subquery())


def with_items(session: Session, review_id: int) -> AnnualReview | None:
    """The review with everyone in it."""
    query = (
        select(AnnualReview)
        .where(AnnualReview.id == review_id)
        .options(
            selectinload(AnnualReview.items)
            .joinedload(ReviewItem.expert)
            .selectinload(Expert.specialties)
        )
    )
    return session.scalar(query)


@dataclass(frozen=True, slots=True)
class Candidate:
    """清退人选: proposed for removal in one accepted review or more. ``kept_by``: sections that
    would keep the same expert; then the office has to decide."""

    expert: Expert
    items: tuple[ReviewItem, ...]
    kept_by: tuple[str, ...]

    @property
    def is_contested(self) -> bool:
        return bool(self.kept_by)


def candidates(session: Session, year: int) -> list[Candidate]:
    """Everyone whom an accepted review of the year would remove and who has not left yet."""
    query = (
        select(ReviewItem)
        .join(ReviewItem.review)
        .join(ReviewItem.expert)
        .where(AnnualReview.year == year, Expert.standing.in_(ON_ROSTER))
        .where(AnnualReview._state == State.ACCEPTED, ReviewItem.verdict.is_not(None))
        .options(
            joinedload(ReviewItem.review).joinedload(AnnualReview.section),
            joinedload(ReviewItem.expert).selectinload(Expert.specialties),
        )
        .order_by(ReviewItem.id)
    )
    removing = select(ReviewItem.expert_id).where(ReviewItem.verdict == ReviewVerdict.REMOVE)
    return _by_expert(session.scalars(query.where(ReviewItem.expert_id.in_(removing))))


def _by_expert(items: Iterable[ReviewItem]) -> list[Candidate]:
    grouped: defaultdict[Expert, list[ReviewItem]] = defaultdict(list)
    for item in items:
        grouped[item.expert].append(item)
    return [
        Candidate(
            expert,
            tuple(each for each in found if each.verdict is ReviewVerdict.REMOVE),
            tuple(each.review.section.name for each in found if each.verdict is ReviewVerdict.KEEP),
        )
        for expert, found in grouped.items()
        if any(each.verdict is ReviewVerdict.REMOVE for each in found)
    ]
