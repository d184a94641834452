"""专家本人事项待办 · changes to check, leaving to confirm, objections to answer or to see to."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.queries.deadlines import Deadlines
from models.queries.expert_matters import within_reach
from models.queries.tasks import MOST, Task, next_step, permissions_of
from models.tables import ExpertObjection, Holding, ProfileChange, Resignation
from models.vocabulary import Permission, Post
from models.workflows.expert_objection import State as ObjectionState
from models.workflows.profile_change import State as ChangeState
from models.workflows.resignation import State as ResignationState

_MANY = 5  # of one kind, before they make one card


def profile_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    if Permission.CHECK_PROFILE not in permissions_of(holding):
        return
    query = (
        select(ProfileChange)
        .where(ProfileChange._state == ChangeState.SUBMITTED)
        .options(joinedload(ProfileChange.expert))
        .order_by(ProfileChange.id)
        .limit(MOST)
    )
    found = list(session.scalars(query))
    if len(found) > _MANY:
        title = f"{len(found)}份专家信息变更待核对"
        yield Task("expert_matters", 1, title, "专家本人事项", None, "逐件核对")
        return
    for each in found:
        yield Task("profile_change", each.id, each.caption, "专家本人事项", None, "核对变更")


def resignation_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    if Permission.CONFIRM_RESIGNATION not in permissions_of(holding):
        return
    query = (
        select(Resignation)
        .where(Resignation._state == ResignationState.REQUESTED)
        .options(joinedload(Resignation.expert))
        .order_by(Resignation.id)
        .limit(MOST)
    )
    for each in session.scalars(query):
        yield Task("resignation", each.id, each.caption, "专家本人事项", None, "办理退出")


def expert_objection_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """To whoever has to answer; to the supervisor, once nobody did in time."""
    sees_to = holding.post is Post.SUPERVISOR
    answers = {Permission.ANSWER_TASK_OBJECTION, Permission.ANSWER_REMOVAL_OBJECTION}
    if not sees_to and not answers & permissions_of(holding):
        return
    query = (
        select(ExpertObjection)
        .where(
            ExpertObjection._state == ObjectionState.RAISED, within_reach(ExpertObjection, holding)
        )
        .order_by(ExpertObjection.due_on, ExpertObjection.id)
        .limit(MOST)
    )
    if sees_to:
        query = query.where(ExpertObjection.escalated_at.is_not(None))
    for each in session.scalars(query):
        if button := "查看督办" if sees_to else next_step(each, holding) and "答复异议":
            yield Task(
                "expert_objection", each.id, each.caption, "专家本人事项", each.due_on, button
            )
