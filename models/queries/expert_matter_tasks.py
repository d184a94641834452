"""专家建议与本人事项待办 · advice to take in and answer, changes to check, leaving to confirm,
objections to answer or to see to: all in one query, for a desk asks for much else."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, Select, and_, case, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from models.queries import advice, expert_matters
from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task, permissions_of
from models.tables import Advice, Expert, ExpertObjection, Holding, ProfileChange, Resignation
from models.vocabulary import ExpertObjectionKind, Permission, Post
from models.workflows.advice import ADVICE
from models.workflows.advice import State as AdviceState
from models.workflows.expert_objection import State as ObjectionState
from models.workflows.profile_change import State as ChangeState
from models.workflows.resignation import State as ResignationState

_MANY = 5  # changes, before they make one card
_MATTER = "专家本人事项"
_NO_NUMBER, _NO_DAY = cast(null(), Integer), cast(null(), Date)
_PREFIXES = {"advice": "JY", "expert_objection": "YY"}

# Kind, id, title, year, serial, the last day, the button.
Rows = Select[str, int, str, int, int, Any, str]


def expert_matter_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """What waits for this post, of each kind; many changes make one card."""
    kinds = (_advice, _changes, _leaving, _to_answer, _to_see_to)
    asked = [rows for kind in kinds if (rows := kind(holding)) is not None]
    if not asked:
        return
    found = session.execute(union_all(*asked).limit(MOST))
    tasks = [_task(*row) for row in found]
    changes = [task for task in tasks if task.kind == "profile_change"]
    if len(changes) > _MANY:
        tasks = [task for task in tasks if task.kind != "profile_change"]
        title = f"{len(changes)}份专家信息变更待核对"
        yield Task("expert_matters", 1, title, _MATTER, None, "逐件核对")
    yield from tasks


def _task(
    kind: str, number: int, title: str, year: int | None, serial: int | None, due: date | None,
    button: str,
) -> Task:  # fmt: skip
    matter = f"{_PREFIXES[kind]}{year}-{serial:03}" if serial else _MATTER
    return Task(kind, number, title, matter, due, button)


def _advice(holding: Holding) -> Rows | None:
    """To the section to take in and to answer; to a leader, what is important."""
    states = ADVICE.states_awaiting(permissions_of(holding))
    if not states:
        return None
    is_raised_next = and_(Advice._state == AdviceState.RECEIVED, Advice.is_important.is_(True))
    button = case(
        (Advice._state == AdviceState.SUBMITTED, "受理"), (is_raised_next, "呈报领导"), else_="答复"
    )
    title = literal("专家建议：") + Advice.title
    return select(
        literal("advice"), Advice.id, title, Advice.year, Advice.serial, Advice.due_on, button
    ).where(Advice._state.in_(states), advice.within_reach(holding))


def _changes(holding: Holding) -> Rows | None:
    if Permission.CHECK_PROFILE not in permissions_of(holding):
        return None
    wanted = ProfileChange._state == ChangeState.SUBMITTED
    return _of_a_person(ProfileChange, "专家信息变更：", "核对变更").where(wanted)


def _leaving(holding: Holding) -> Rows | None:
    if Permission.CONFIRM_RESIGNATION not in permissions_of(holding):
        return None
    wanted = Resignation._state == ResignationState.REQUESTED
    return _of_a_person(Resignation, "专家退出申请：", "办理退出").where(wanted)


def _of_a_person(table: type[ProfileChange] | type[Resignation], label: str, button: str) -> Rows:
    title = literal(label) + Expert.code + " " + Expert.name
    return select(
        literal(table.__tablename__), table.id, title, _NO_NUMBER, _NO_NUMBER, _NO_DAY,
        literal(button),
    ).join(table.expert)  # fmt: skip


def _to_answer(holding: Holding) -> Rows | None:
    """To the section that sent the expert; a removal to the office."""
    permissions = permissions_of(holding)
    is_removal = ExpertObjection.kind == ExpertObjectionKind.REMOVAL
    if Permission.ANSWER_TASK_OBJECTION in permissions:
        return _objections(holding, "答复异议").where(~is_removal)
    if Permission.ANSWER_REMOVAL_OBJECTION in permissions:
        return _objections(holding, "答复异议").where(is_removal)
    return None


def _to_see_to(holding: Holding) -> Rows | None:
    """To the supervisor, what nobody answered in its time."""
    if holding.post is not Post.SUPERVISOR:
        return None
    return _objections(holding, "查看督办").where(ExpertObjection.escalated_at.is_not(None))


def _objections(holding: Holding, button: str) -> Rows:
    about = case(
        *((ExpertObjection.kind == kind, kind.label) for kind in ExpertObjectionKind), else_=""
    )
    return select(
        literal("expert_objection"), ExpertObjection.id, literal("专家异议：") + about,
        ExpertObjection.year, ExpertObjection.serial, ExpertObjection.due_on, literal(button),
    ).where(
        ExpertObjection._state == ObjectionState.RAISED,
        expert_matters.within_reach(ExpertObjection, holding),
    )  # fmt: skip
