"""专家异议 · what experts object to, declines that count and a rating, and what is answered."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import select

from models.db import db
from models.demonstration.case import Steps, World
from models.demonstration.diary import DAY, HOUR
from models.operations import expert_objections
from models.queries import expert_matters
from models.tables import Assignment, Dispatch, Holding
from models.vocabulary import Post
from models.workflows.assignment import State as PartState
from models.workflows.dispatch import State as DispatchState


def objections(world: World, folder: Path) -> Iterator[Steps]:
    """To declines: one long unanswered, one upheld, one dismissed, one that waits."""
    present = world.diary.present
    answers = ((70, "uphold"), (50, "dismiss"), (18, ""), (1, ""))
    for number, (before, answer) in enumerate(answers):
        yield _declined(number, present - before, answer, world, folder)
    yield _rated(world, folder)


def _declined(number: int, day: int, answer: str, world: World, folder: Path) -> Steps:
    yield day * DAY + 4 * HOUR
    query = select(Assignment).where(Assignment.decline_kind.is_not(None))
    declined = _own_first(db.session.scalars(query.order_by(Assignment.id.desc())), world)
    counted = [part for part in declined if part.counts_as_declined]
    if not counted:
        return
    part = counted[number % len(counted)]
    if expert_matters.objections_of(db.session(), part.expert):
        return
    raised = expert_objections.object_to_decline(
        part, "当日本人在外地参加单位统一安排的评审，已提前两天电话说明，请予核实。",
        uploads=[], folder=folder, by=world.office.experts[part.expert.code],
    )  # fmt: skip
    if answer:
        yield (day + 3) * DAY + HOUR
        clerk = _clerk_of(part, world)
        note = "经核实，任务时间由我局临时提前" if answer == "uphold" else "未见提前说明的记录"
        expert_objections.take(raised, answer, by=clerk, note=note)


def _rated(world: World, folder: Path) -> Steps:
    """By ``expert``, to the first rating that is not filed yet when the day is over; it stands."""
    query = (
        select(Assignment)
        .join(Assignment.dispatch)
        .where(
            Assignment._state == PartState.RATED,
            Dispatch._state.in_({DispatchState.UNDERWAY, DispatchState.DELIVERED}),
        )
    )
    for day in range(1, world.diary.present):
        yield day * DAY + 5 * HOUR
        for part in db.session.scalars(query):
            by = world.office.experts[part.expert.code]
            if by.account.login == Post.EXPERT:
                raised = expert_objections.object_to_rating(
                    part, "附件6少记一处隐患：书面报告第二条所列问题没有计入，请予更正。",
                    uploads=[], folder=folder, by=by,
                )  # fmt: skip
                yield (day + 3) * DAY + 2 * HOUR
                note = "该处问题对象单位已在检查前自行整改，不计入隐患数，维持原评价"
                clerk = _clerk_of(part, world)
                expert_objections.take(raised, "dismiss", by=clerk, note=note)
                return


def _own_first(parts: Iterable[Assignment], world: World) -> list[Assignment]:
    """Of those who can still sign in; the one named ``expert`` before the others."""
    experts = world.office.experts
    signing_in = {code for code, held in experts.items() if held.post is Post.EXPERT}
    able = [part for part in parts if part.expert.code in signing_in]
    return sorted(able, key=lambda part: experts[part.expert.code].account.login != "expert")


def _clerk_of(part: Assignment, world: World) -> Holding:
    return next(
        clerk
        for key, clerk in world.office.clerks.items()
        if world.office.sections[key].id == part.dispatch.section_id
    )
