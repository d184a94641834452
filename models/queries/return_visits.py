"""回访 · the closed dispatches whose target units nobody has heard, and who was visited."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from models import clock
from models.queries.calendar import confirmed
from models.queries.deadlines import Deadlines
from models.queries.tasks import Task
from models.rules.article_17_feedback import last_overdue
from models.settings import RETURN_VISIT_DAYS
from models.tables import Dispatch, Feedback, FeedbackInvitation, Holding, ReturnVisit
from models.vocabulary import Post
from models.workflows.dispatch import State


def unheard(before: datetime | None = None) -> Select[Dispatch]:
    """Closed without a word from the unit, by itself or when visited; the longest waiting first.
    ``before``: only those that were closed by then."""
    answered = select(FeedbackInvitation.dispatch_id).join(Feedback)
    visited = select(ReturnVisit.dispatch_id)
    query = (
        select(Dispatch)
        .where(
            Dispatch._state == State.CLOSED,
            Dispatch.id.not_in(answered),
            Dispatch.id.not_in(visited),
        )
        .options(selectinload(Dispatch.targets))
        .order_by(Dispatch.closed_at, Dispatch.id)
    )
    return query.where(Dispatch.closed_at < before) if before else query


def heard() -> Select[ReturnVisit]:
    """Every return visit, newest first."""
    return (
        select(ReturnVisit)
        .options(selectinload(ReturnVisit.dispatch))
        .order_by(ReturnVisit.visited_on.desc(), ReturnVisit.id.desc())
    )


def overdue_before(session: Session, settings: Mapping[str, Any]) -> datetime:
    """What was closed before that moment should have been heard by now."""
    days = settings[RETURN_VISIT_DAYS.key]
    last: date = last_overdue(clock.today(), days, confirmed(session))
    return datetime.combine(last + timedelta(days=1), time(), clock.BEIJING)


def return_visit_tasks(session: Session, holding: Holding, deadlines: Deadlines) -> Iterator[Task]:
    """One card of hr's for all that is overdue."""
    if holding.post is not Post.HR:
        return
    late = unheard(overdue_before(session, deadlines.settings)).with_only_columns(func.count())
    if count := session.scalar(late.order_by(None)):
        title = f"{count}件派遣办结后没有反馈，应当回访"
        yield Task("return_visits", 1, title, "对象单位回访", None, "登记回访")
