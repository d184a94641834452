"""复审待办 · what the annual review has waiting on whom."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import clock
from models.queries.deadlines import Deadlines
from models.queries.reviews import count_unassigned, of_year
from models.queries.tasks import Task, next_step, permissions_of
from models.rules.article_07_renewal import due_on
from models.settings import REVIEW_MONTH
from models.tables import AnnualReview, Holding
from models.vocabulary import Permission
from models.workflows.review import REVIEW, State


def review_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """A section's own review, to judge or to confirm."""
    if Permission.RUN_REVIEW in permissions_of(holding):
        return
    if states := REVIEW.states_awaiting(permissions_of(holding)):
        query = (
            select(AnnualReview)
            .where(
                AnnualReview._state.in_(states), AnnualReview.section_id.in_(holding.section_ids)
            )
            .options(joinedload(AnnualReview.items))
            .order_by(AnnualReview.id)
        )
        for review in session.scalars(query).unique():
            yield _card(review, holding)


def _card(review: AnnualReview, holding: Holding) -> Task:
    """One whose experts are not all judged waits on the section as well."""
    judged = sum(item.verdict is not None for item in review.items)
    matter = f"已提出意见{judged}人，共{len(review.items)}人"
    button = next_step(review, holding) or "复审专家"
    return Task("review", review.id, review.caption, matter, review.due_on, button)


def review_office_tasks(session: Session, holding: Holding, deadlines: Deadlines) -> Iterator[Task]:
    """The office's: to open in its month, to take in, to find a section for whoever has none."""
    if Permission.RUN_REVIEW not in permissions_of(holding):
        return
    year = clock.today().year
    opened = of_year(session, year)
    if not opened:
        yield from _opening(year, deadlines)
        return
    if confirmed := [each for each in opened if each.state is State.CONFIRMED]:
        names = "、".join(each.section.name for each in confirmed)
        title, due = f"{len(confirmed)}份复审意见待汇总", min(each.due_on for each in confirmed)
        yield Task("review_year", year, title, names, due, "汇总")
    if left := count_unassigned(session, year):
        title = f"{left}名专家没有复审股室"
        yield Task("review_unassigned", year, title, f"{year}年度专家复审", None, "指定复审股室")


def _opening(year: int, deadlines: Deadlines) -> Iterator[Task]:
    """From the month of the review on, until it was opened."""
    month = deadlines.settings[REVIEW_MONTH.key]
    if clock.today().month >= month:
        title, due = f"{year}年度专家复审", due_on(year, month)
        yield Task("review_opening", year, title, "还没有部署", due, "部署年度复审")
