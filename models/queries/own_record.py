"""本人档案 · what is on record of one expert, for that expert to read: nobody else's figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import clock
from models.rules.article_18_dismissal import first_day
from models.settings import DECLINE_YEAR
from models.tables import AnnualReview, Assignment, Dispatch, Expert, ReviewItem
from models.vocabulary import DeclineKind, ReviewVerdict
from models.workflows.review import State as ReviewState


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year's figures. ``mean``: of the points of Annex 6; None where nothing was rated.
    ``fee``: fen, of what was rated."""

    year: int
    tasks: int
    rated: int
    mean: float | None
    reports: int
    late: int
    fee: int


@dataclass(frozen=True, slots=True)
class Declined:
    """A task not accepted. ``why``: why it counts or does not."""

    part: Assignment
    on: date
    counts: bool
    why: str


def parts_of(session: Session, expert: Expert) -> list[Assignment]:
    """Every task the expert was told of, newest first, with what was reported and rated."""
    query = (
        select(Assignment)
        .join(Assignment.dispatch)
        .where(Assignment.expert_id == expert.id, Assignment.notified_at.is_not(None))
        .options(
            joinedload(Assignment.dispatch),
            joinedload(Assignment.service),
            joinedload(Assignment.report),
            joinedload(Assignment.proof),
        )
        .order_by(Dispatch.starts_at.desc(), Assignment.id.desc())
    )
    return list(session.scalars(query))


def year_of(part: Assignment) -> int:
    """The year in which the task began."""
    return clock.local(part.dispatch.starts_at or part.notified_at or clock.now()).year


def by_year(parts: Iterable[Assignment]) -> list[Year]:
    """The figures of every year, the latest first."""
    sorted_in: dict[int, list[Assignment]] = {}
    for part in parts:
        sorted_in.setdefault(year_of(part), []).append(part)
    return [_figures(year, of_year) for year, of_year in sorted(sorted_in.items(), reverse=True)]


def _figures(year: int, parts: Sequence[Assignment]) -> Year:
    records = [part.service for part in parts if part.is_rated and part.service]
    reports = [part.report for part in parts if part.report]
    points = [record.total for record in records]
    return Year(
        year=year,
        tasks=sum(part.is_seated for part in parts),
        rated=len(records),
        mean=sum(points) / len(points) if points else None,
        reports=len(reports),
        late=sum(report.is_late for report in reports),
        fee=sum(record.fee for record in records),
    )


def declines(parts: Iterable[Assignment], settings: Mapping[str, Any]) -> list[Declined]:
    """Each with the reason for which it counts today, or does not."""
    since = counted_since(settings)
    return [
        Declined(part, on, part.counts_as_declined and on >= since, _why(part, on >= since))
        for part in parts
        if part.decline_kind and part.declined_at
        for on in [clock.local(part.declined_at).date()]
    ]


def counted_since(settings: Mapping[str, Any]) -> date:
    """The first day of the year that Article 18(3) speaks of, as the parameter reckons it."""
    return first_day(clock.today(), settings[DECLINE_YEAR.key])


def _why(part: Assignment, is_within: bool) -> str:
    if part.is_excused:
        return "异议成立，不计入"
    if part.decline_kind is DeclineKind.ILLNESS and part.proof:
        return f"{part.proof.state.label}，{'计入' if part.counts_as_declined else '不计入'}"
    if not part.counts_as_declined:
        return "按规定不计入"
    return "计入" if is_within else "已超出计算期间，不再计入"


def reviews(session: Session, expert: Expert) -> list[tuple[int, str]]:
    """The years whose annual review is taken in, with its outcome: a removal that is only proposed
    is not decided, and is told by its document."""
    query = (
        select(AnnualReview.year, ReviewItem.verdict)
        .join(ReviewItem.review)
        .where(ReviewItem.expert_id == expert.id, AnnualReview._state == ReviewState.ACCEPTED)
        .order_by(AnnualReview.year.desc())
    )
    return [
        (year, verdict.label if verdict is ReviewVerdict.KEEP else "审定中")
        for year, verdict in session.execute(query)
    ]
