"""使用申请待办 · which requests wait on the unit, the office, the executive deputy, a section."""

from collections.abc import Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import clock
from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task
from models.queries.use_requests import unpaid_since, within_reach, writes
from models.tables import Dispatch, Holding, UseRequest
from models.vocabulary import Post
from models.workflows.dispatch import State as DispatchState
from models.workflows.use_request import State

# What each post does with a request in which state.
_BUTTONS: Mapping[Post, Mapping[State, str]] = {
    Post.UNIT: {
        State.DRAFT: "继续填写",
        State.RETURNED: "补正后提交",
        State.USED: "付款和回执",
    },
    Post.OFFICE: {State.SUBMITTED: "受理", State.APPROVED: "委托股室", State.USED: "付款和回执"},
    Post.EXECUTIVE_DEPUTY: {State.RECEIVED: "审批"},
    Post.SECTION: {State.IN_HAND: "起草派遣单"},
}


def use_request_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """One card a request; what is long unpaid makes one card of the office's together."""
    if not (buttons := _BUTTONS.get(holding.post)):
        return
    query = (
        select(UseRequest)
        .where(UseRequest._state.in_(buttons), within_reach(holding))
        .order_by(UseRequest.starts_at)
        .limit(MOST)
    )
    if holding.post is Post.SECTION:
        live = Dispatch._state != DispatchState.CANCELLED
        query = query.where(~UseRequest.dispatches.any(live))
    for request in session.scalars(query):
        if request.state is not State.USED or writes(holding, request):
            yield _card(request, buttons[request.state])
    if holding.post is Post.OFFICE:
        yield from _unpaid(session)


def _card(request: UseRequest, button: str) -> Task:
    due = request.starts_at and clock.local(request.starts_at).date()
    is_over = request.state is State.USED
    title = f"{request.unit.name}：{request.title}"
    return Task("use_request", request.id, title, request.number, None if is_over else due, button)


def _unpaid(session: Session) -> Iterator[Task]:
    late = select(func.count()).where(
        UseRequest._state == State.USED, UseRequest.used_at < unpaid_since()
    )
    if count := session.scalar(late):
        title = f"{count}件使用申请逾期未确认付款"
        yield Task("use_requests_unpaid", 1, title, "外单位使用专家", None, "催办")
