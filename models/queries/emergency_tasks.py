"""紧急调用待办 · seats still to be called for, and papers that did not come in time."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from models import clock, policy
from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task
from models.tables import Assignment, Dispatch, EmergencyOrder, Holding, Seat
from models.vocabulary import Permission, Post
from models.workflows.assignment import HOLDING
from models.workflows.dispatch import CALLING, State


def emergency_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """To the section and the deputy an order each; to the supervisor the late ones together. The
    section meets the papers themselves among its dispatches."""
    if holding.post is Post.SUPERVISOR:
        yield from _late(session)
    if not policy.may(holding, Permission.CALL_EXPERTS):
        return
    query = (
        select(Dispatch, _has_vacant_seat())
        .where(Dispatch._state.in_(CALLING), Dispatch.section_id.in_(holding.section_ids))
        .order_by(Dispatch.id)
        .limit(MOST)
    )
    for dispatch, has_vacant_seat in session.execute(query):
        if has_vacant_seat:
            yield _card(dispatch, "emergency", "呼叫专家")
        if holding.post is Post.DEPUTY and _is_overdue(dispatch):
            yield _card(dispatch, "dispatch", "督促补办手续（已逾期）")


def _card(dispatch: Dispatch, kind: str, button: str) -> Task:
    due = clock.local(dispatch.order.due_at).date() if dispatch.order else None
    return Task(kind, dispatch.id, dispatch.title, dispatch.number, due, button)


def _is_overdue(dispatch: Dispatch) -> bool:
    return dispatch.state is State.ORDERED and bool(dispatch.order and dispatch.order.is_late)


def _has_vacant_seat() -> ColumnElement[bool]:
    held = exists().where(Assignment.seat_id == Seat.id, Assignment._state.in_(HOLDING))
    return exists().where(Seat.dispatch_id == Dispatch.id, Seat.is_waived.is_(False), ~held)


def _late(session: Session) -> Iterator[Task]:
    query = (
        select(func.count())
        .select_from(EmergencyOrder)
        .join(EmergencyOrder.dispatch)
        .where(Dispatch._state == State.ORDERED, EmergencyOrder.due_at < clock.now())
    )
    if count := session.scalar(query):
        title = f"{count}件紧急调用逾期未补齐手续"
        yield Task("not_drawn", 1, title, "紧急调用", clock.today(), "查看")
