"""复审参考 · what is known of each expert's year, beside whom the section judges them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, lazyload

from models import clock
from models.queries.declines import among
from models.queries.reviews import is_use
from models.rules.article_05_eligibility import age_on
from models.settings import DECLINE_YEAR
from models.tables import AnnualReview, Assignment, ReviewItem, ServiceRecord

_A_YEAR = timedelta(days=365)
_TOTAL = (
    ServiceRecord.ethics
    + ServiceRecord.ability
    + ServiceRecord.discipline
    + ServiceRecord.integrity
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Of the twelve months before the review was opened and since. ``tasks``: of all sections;
    ``rated``: with an Annex 6; ``mean`` and ``lowest``: of their scores; ``age``: today."""

    tasks: int
    rated: int
    mean: float | None
    lowest: int | None
    declines: int
    age: int


def facts(session: Session, review: AnnualReview, settings: Mapping[str, Any]) -> dict[int, Facts]:
    """By expert, of everyone in the review whose items are loaded."""
    opened = clock.local(review.opened_at).date()
    inside = select(ReviewItem.expert_id).where(ReviewItem.review_id == review.id)
    tasks = _tasks(session, inside, opened - _A_YEAR)
    declined = _declined(session, inside)
    today, year = clock.today(), settings[DECLINE_YEAR.key]
    return {
        item.expert_id: Facts(
            *tasks.get(item.expert_id, (0, 0, None, None)),
            declines=len(among(declined[item.expert_id], today, year)),
            age=age_on(item.expert.birth_date, today),
        )
        for item in review.items
    }


def _tasks(
    session: Session, experts: Any, since: date
) -> dict[int, tuple[int, int, float | None, int | None]]:
    query = (
        select(
            Assignment.expert_id,
            func.count(Assignment.id),
            func.count(ServiceRecord.id),
            func.avg(_TOTAL),
            func.min(_TOTAL),
        )
        .join(Assignment.dispatch)
        .outerjoin(Assignment.service)
        .where(is_use(since), Assignment.expert_id.in_(experts))
        .group_by(Assignment.expert_id)
    )
    return {
        expert: (tasks, rated, None if mean is None else float(mean), lowest)
        for expert, tasks, rated, mean, lowest in session.execute(query)
    }


def _declined(session: Session, experts: Any) -> defaultdict[int, list[Assignment]]:
    query = (
        select(Assignment)
        .where(Assignment.expert_id.in_(experts), Assignment.declined_at.is_not(None))
        .options(
            joinedload(Assignment.proof), lazyload(Assignment.expert), lazyload(Assignment.seat)
        )
    )
    found: defaultdict[int, list[Assignment]] = defaultdict(list)
    for part in session.scalars(query):
        found[part.expert_id].append(part)
    return found
