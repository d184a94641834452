"""培训待办 · sessions to carry on, plans to make and keep; an expert's notices to answer."""

from collections.abc import Iterator

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import clock, policy
from models.queries import training
from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task, next_step
from models.rules.article_16_training import is_plan_overdue
from models.tables import (
    Assignment,
    Attendance,
    Dispatch,
    Event,
    Expert,
    Holding,
    Section,
    TrainingItem,
    TrainingPlan,
    TrainingSession,
)
from models.vocabulary import Permission, Post
from models.workflows.assignment import State as PartState
from models.workflows.training import HELD, State


def training_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """Whatever the section can do next for its sessions; a plan waits however much it lacks."""
    if Permission.RUN_TRAINING not in policy.GRANTS[holding.post]:
        return
    query = (
        select(TrainingSession)
        .where(
            TrainingSession._state.in_([State.PLANNED, State.ANNOUNCED, State.HELD]),
            TrainingSession.section_id.in_(holding.section_ids),
        )
        .order_by(TrainingSession.starts_at)
        .limit(MOST)
    )
    for found in session.scalars(query):
        is_planned = found.state is State.PLANNED  # it waits, however much it lacks
        if button := "继续筹备" if is_planned else next_step(found, holding):
            is_ahead = found.state in {State.PLANNED, State.ANNOUNCED}
            yield Task(
                "training", found.id, found.topic, found.number,
                found.meets_on if is_ahead else None, button,
            )  # fmt: skip


def plan_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """The plan of the year, once March is over without it; or what of it is past its month."""
    if Permission.RUN_TRAINING not in policy.GRANTS[holding.post]:
        return
    today, mine = clock.today(), holding.section_ids
    lines = (
        select(func.count())
        .select_from(TrainingItem)
        .join(TrainingItem.plan)
        .where(TrainingPlan.section_id.in_(mine), TrainingPlan.year == today.year)
    )
    held = TrainingItem.sessions.any(TrainingSession._state.in_(HELD))
    late, planned, uses, opened = session.execute(
        select(
            lines.where(TrainingItem.month < today.month, ~held).scalar_subquery(),
            lines.scalar_subquery(),
            exists().where(Section.id.in_(mine), training.USES_EXPERTS),
            select(Event.at).order_by(Event.number).limit(1).scalar_subquery(),
        )
    ).one()
    if late:
        title = f"{late}项培训计划已过月份，还没有举办"
        yield Task("training_overdue", today.year, title, "专家培训", None, "安排培训")
    since = clock.local(opened or clock.now()).date()
    if uses and not planned and is_plan_overdue(today.year, today, since):
        title = f"还没有编制{today.year}年度专家培训计划"
        yield Task("training_plan", today.year, title, "专家培训", None, "编制培训计划")


def fitting_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """The equipment that an expert has to confirm, the briefing being read."""
    if holding.post is not Post.EXPERT:
        return
    query = (
        select(Assignment)
        .join(Assignment.expert)
        .join(Assignment.dispatch)
        .where(
            Expert.account_id == holding.account_id,
            Assignment._state == PartState.BRIEFED,
            Assignment.fitted_at.is_(None),
            Dispatch.protection.any(),
        )
        .options(contains_eager(Assignment.dispatch), contains_eager(Assignment.expert))
    )
    for part in session.scalars(query):
        due = part.dispatch.starts_at and clock.local(part.dispatch.starts_at).date()
        title, number = part.told.title, part.dispatch.number
        yield Task("assignment", part.id, title, number, due, "确认防护用品")


def attendance_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """An expert's notices of training that are not answered."""
    if holding.post is not Post.EXPERT:
        return
    query = (
        select(Attendance)
        .join(Attendance.expert)
        .join(Attendance.session)
        .where(
            Expert.account_id == holding.account_id,
            Attendance.answer.is_(None),
            TrainingSession._state == State.ANNOUNCED,
            TrainingSession.starts_at > clock.now(),
        )
        .options(joinedload(Attendance.session))
    )
    for each in session.scalars(query):
        topic, number = each.session.topic, each.session.number
        yield Task("training_notice", each.id, topic, number, each.session.meets_on, "答复培训通知")
