"""待办 · what waits on whom, read off the transition tables, oldest deadline first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, selectinload

from models import clock, policy
from models.tables import Assignment, Change, Dispatch, Draw, Expert, Holding
from models.vocabulary import Permission, Post
from models.workflows.assignment import ASSIGNMENT
from models.workflows.change import CHANGE
from models.workflows.dispatch import DISPATCH
from models.workflows.dispatch import State as DispatchState
from models.workflows.draw import State as DrawState

MOST = 200  # a desk with more than this has other worries


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits. ``kind`` names the page on which it is done, ``button`` the step."""

    kind: str
    subject_id: int
    title: str
    matter: str
    due: date | None
    button: str

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < clock.today()


def waiting(session: Session, holding: Holding) -> list[Task]:
    """Everything that waits for this person in this post."""
    tasks = [
        *_dispatches(session, holding),
        *_changes(session, holding),
        *_draws(session, holding),
        *_assignments(session, holding),
    ]
    return sorted(tasks, key=lambda task: (task.due or date.max, task.matter))


def _permissions(holding: Holding) -> frozenset[Permission]:
    return frozenset(policy.GRANTS[holding.post])


def within_reach(holding: Holding, permission: Permission) -> ColumnElement[bool]:
    """The dispatches a permission extends to, as a condition on Dispatch."""
    if policy.GRANTS[holding.post].get(permission) is policy.Scope.SECTION:
        return Dispatch.section_id.in_(holding.section_ids)
    return true()


def _dispatches(session: Session, holding: Holding) -> Iterator[Task]:
    permissions = _permissions(holding) & {move.permission for move in DISPATCH.moves}
    states = DISPATCH.states_awaiting(permissions)
    query = (
        select(Dispatch)
        .where(Dispatch._state.in_(states), within_reach(holding, Permission.READ_DISPATCH))
        .options(selectinload(Dispatch.changes))
        .order_by(Dispatch.starts_at)
        .limit(MOST)
    )
    for dispatch in session.scalars(query):
        if (button := next_step(dispatch, holding)) and not dispatch.open_changes:
            yield Task(
                "dispatch", dispatch.id, dispatch.title, dispatch.number, due_of(dispatch), button
            )


def next_step(subject: Any, holding: Holding) -> str:
    """The step by which ``holding`` carries the subject on; empty if none is theirs."""
    labels = [
        move.action.label
        for move in subject.workflow.moves_from(subject.state)
        if move.forward and not policy.refusal(holding, move.permission, subject)
    ]
    return labels[0] if labels else ""


def due_of(dispatch: Dispatch) -> date | None:
    """Before the task it has to be settled by its first day; afterwards, filed by its last."""
    is_over = dispatch.state in {
        DispatchState.UNDERWAY,
        DispatchState.DELIVERED,
        DispatchState.RECEIVED,
    }
    moment = dispatch.ends_at if is_over else dispatch.starts_at
    return clock.local(moment).date() if moment else None


def _changes(session: Session, holding: Holding) -> Iterator[Task]:
    states = CHANGE.states_awaiting(_permissions(holding))
    query = (
        select(Change)
        .join(Change.dispatch)
        .where(Change._state.in_(states), within_reach(holding, Permission.DECIDE_CHANGE))
        .limit(MOST)
    )
    for change in session.scalars(query):
        title = f"{change.kind.label}：{change.dispatch.title}"
        due = due_of(change.dispatch)
        yield Task("change", change.id, title, change.dispatch.number, due, "审批变更")


def _draws(session: Session, holding: Holding) -> Iterator[Task]:
    """Frozen pools that wait for the witness."""
    if holding.post is not Post.SUPERVISOR:
        return
    query = select(Draw).where(Draw._state == DrawState.FROZEN).order_by(Draw.id).limit(MOST)
    for draw in session.scalars(query):
        if any(given.account_id == holding.account_id for given in draw.contributions):
            continue
        due = clock.local(draw.expires_at).date()
        yield Task(
            "draw", draw.dispatch_id, draw.dispatch.title, draw.dispatch.number, due, "见证抽取"
        )


def _assignments(session: Session, holding: Holding) -> Iterator[Task]:
    """An expert's own tasks."""
    if holding.post is not Post.EXPERT:
        return
    states = ASSIGNMENT.states_awaiting(_permissions(holding))
    query = (
        select(Assignment)
        .join(Assignment.expert)
        .where(
            Expert.account_id == holding.account_id,
            Assignment._state.in_(states),
            Assignment.notified_at.is_not(None),
        )
        .options(selectinload(Assignment.dispatch))
        .limit(MOST)
    )
    for part in session.scalars(query):
        if button := next_step(part, holding):
            dispatch = part.dispatch
            due = due_of(dispatch)
            yield Task("assignment", part.id, dispatch.title, dispatch.number, due, button)


def handed_on(session: Session, holding: Holding, most: int = 10) -> list[Dispatch]:
    """The dispatches this person prepared that now wait on somebody else."""
    over = {DispatchState.DRAFT, DispatchState.CLOSED, DispatchState.CANCELLED}
    query = (
        select(Dispatch)
        .where(Dispatch.handler_id == holding.account_id, Dispatch._state.not_in(over))
        .order_by(Dispatch.starts_at.desc())
        .limit(most * 3)
    )
    found = [row for row in session.scalars(query) if not next_step(row, holding)]
    return found[:most]
