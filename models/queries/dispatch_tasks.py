"""派遣待办 · dispatches, their changes and draws, and the parts of experts (Art. 11, 13, 17)."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from models import clock, policy
from models.queries.deadlines import Deadlines
from models.queries.reach import in_reach
from models.queries.tasks import MOST, Task, next_step, permissions_of
from models.rules.article_11_dispatch import unusable
from models.tables import Assignment, Change, Dispatch, Draw, Expert, Holding
from models.vocabulary import ContributorRole, Permission, Post, SelectionWay
from models.workflows.assignment import ASSIGNMENT
from models.workflows.assignment import State as PartState
from models.workflows.change import CHANGE
from models.workflows.dispatch import DISPATCH
from models.workflows.dispatch import State as DispatchState
from models.workflows.draw import State as DrawState

# What has to be at hand to say whether a step lacks something. A dispatch has few targets,
# officers and changes, so they come with it; its seats and tasks come in a query each.
_JUDGED = (
    joinedload(Dispatch.budget_line),
    joinedload(Dispatch.targets),
    joinedload(Dispatch.officers),
    joinedload(Dispatch.protection),
    joinedload(Dispatch.changes).lazyload(Change.proposer),
    selectinload(Dispatch.seats),
    selectinload(Dispatch.assignments),
)


def within_reach(holding: Holding, permission: Permission) -> ColumnElement[bool]:
    """The dispatches a permission extends to, as a condition on Dispatch."""
    return in_reach(holding, permission, Dispatch.section_id)


def dispatch_tasks(session: Session, holding: Holding, deadlines: Deadlines) -> Iterator[Task]:
    permissions = permissions_of(holding) & {move.permission for move in DISPATCH.moves}
    states = DISPATCH.states_awaiting(permissions)
    query = (
        select(Dispatch)
        .where(Dispatch._state.in_(states), within_reach(holding, Permission.READ_DISPATCH))
        .options(*_JUDGED)
        .order_by(Dispatch.starts_at)
        .limit(MOST)
    )
    for dispatch in session.scalars(query).unique():
        if button := next_step(dispatch, holding) or _unfinished(dispatch):
            yield Task(
                "dispatch",
                dispatch.id,
                dispatch.told.title,
                dispatch.number,
                deadlines.of(dispatch),
                button,
            )


def _unfinished(dispatch: Dispatch) -> str:
    """A draft waits on the section however much it still lacks; so do the papers of an order, and,
    on whoever would have signed for it, a choice of somebody who can be sent no more."""
    if dispatch.order and dispatch.state is DispatchState.ORDERED:
        return "补办手续（已逾期）" if dispatch.order.is_late else "补办手续"
    if dispatch.state is DispatchState.DRAFT:
        return "继续填写"
    return "人选有变，请查看" if unusable(dispatch) else ""


def change_tasks(session: Session, holding: Holding, deadlines: Deadlines) -> Iterator[Task]:
    if not (states := CHANGE.states_awaiting(permissions_of(holding))):
        return
    query = (
        select(Change)
        .join(Change.dispatch)
        .where(Change._state.in_(states), within_reach(holding, Permission.DECIDE_CHANGE))
        .options(contains_eager(Change.dispatch))
        .limit(MOST)
    )
    for change in session.scalars(query):
        title = f"{change.kind.label}：{change.dispatch.told.title}"
        due = deadlines.of(change.dispatch)
        yield Task("change", change.id, title, change.dispatch.number, due, "审批变更")


def draw_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """Frozen pools that wait for this person's text."""
    if Permission.CONTRIBUTE_TO_DRAW not in policy.GRANTS[holding.post]:
        return
    reach = within_reach(holding, Permission.CONTRIBUTE_TO_DRAW)
    query = (
        select(Draw)
        .join(Draw.dispatch)
        .where(Draw._state == DrawState.FROZEN, reach)
        .options(contains_eager(Draw.dispatch), joinedload(Draw.contributions))
        .order_by(Draw.id)
        .limit(MOST)
    )
    for draw in session.scalars(query).unique():
        role = draw.role_for(holding.post)
        if role in draw.awaited and holding.account_id not in draw.party_ids - {draw.frozen_by_id}:
            due = clock.local(draw.expires_at).date()
            dispatch = draw.dispatch
            button = "见证抽取" if role is ContributorRole.WITNESS else "投入随机内容"
            yield Task("draw", dispatch.id, dispatch.told.title, dispatch.number, due, button)


# Of what a section may do to a task, the rating alone is its own to begin; it may answer, attend
# and report only where the expert asks it to.
_OWN_PART = {
    Post.EXPERT: ASSIGNMENT.states_awaiting(frozenset(policy.GRANTS[Post.EXPERT])),
    Post.SECTION: ASSIGNMENT.states_awaiting(frozenset({Permission.RATE_SERVICE})),
}


def assignment_tasks(session: Session, holding: Holding, deadlines: Deadlines) -> Iterator[Task]:
    """An expert's own tasks; for the section, the reports it has to rate."""
    if holding.post not in _OWN_PART:
        return
    query = (
        select(Assignment)
        .join(Assignment.expert)
        .join(Assignment.dispatch)
        .where(
            _is_ones_own(holding),
            Assignment.notified_at.is_not(None),
            _parts_within_reach(holding),
        )
        .options(contains_eager(Assignment.dispatch), contains_eager(Assignment.expert))
        .limit(MOST)
    )
    for part in session.scalars(query):
        due, number = deadlines.of_part(part), part.dispatch.number
        if holding.post is Post.SECTION and part.state in _OWN_PART[Post.EXPERT]:
            if part.state is not PartState.BRIEFED or part.dispatch.state is DispatchState.UNDERWAY:
                title = _title_of(part, holding)
                yield Task("on_paper", part.id, title, number, due, "代录本人签字材料")
        elif button := next_step(part, holding):
            yield Task("assignment", part.id, _title_of(part, holding), number, due, button)


def _is_ones_own(holding: Holding) -> ColumnElement[bool]:
    """What waits for this post; a section does for an expert without an account what that expert
    signed on paper (库外专家)."""
    own = Assignment._state.in_(_OWN_PART[holding.post])
    if holding.post is Post.EXPERT:
        return own
    on_paper = (Assignment.way == SelectionWay.OFF_ROSTER) & Expert.account_id.is_(None)
    return own | (on_paper & Assignment._state.in_(_OWN_PART[Post.EXPERT]))


def _title_of(part: Assignment, holding: Holding) -> str:
    """To the section each expert's part is a card of its own, so it names whose."""
    is_mine = holding.post is Post.EXPERT
    return part.told.title if is_mine else f"{part.told.title}：{part.expert_name}"


def _parts_within_reach(holding: Holding) -> ColumnElement[bool]:
    if holding.post is Post.EXPERT:
        return Expert.account_id == holding.account_id
    return Dispatch.section_id.in_(holding.section_ids)
