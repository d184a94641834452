"""请假与去留 · what befalls experts in the course of the year: absences, suspensions, leaving."""

from collections.abc import Generator, Iterator, Mapping
from datetime import timedelta

from sqlalchemy import select

from models import clock
from models.db import db
from models.demonstration.case import Steps, World
from models.demonstration.diary import DAY, HOUR
from models.demonstration.dice import Dice
from models.demonstration.roster import stands_alone
from models.operations.declarations import declare_absence
from models.operations.roster import change_standing
from models.tables import Assignment, Expert
from models.vocabulary import Standing
from models.workflows.assignment import BEFORE_REPORT, State

_EVERY = 8  # of so many experts one is away for some days
_DEPARTURES: Mapping[int, Standing] = {
    20: Standing.SUSPENDED, 110: Standing.ENDED, 140: Standing.SUSPENDED, 205: Standing.ENDED,
}  # fmt: skip
_CAUSES = ("外出培训", "住院治疗", "出差")
_REASONS: Mapping[Standing, str] = {
    Standing.SUSPENDED: "本人申请暂停，处理家庭事务",
    Standing.ENDED: "工作调动，本人提出不再担任专家（第十八条第一项）",
}


def leaves(experts: list[Expert], world: World) -> Iterator[Steps]:
    dice = Dice("leaves")
    for number, expert in enumerate(experts):
        if stands_alone(expert):
            continue
        if standing := _DEPARTURES.get(number):
            yield _depart(expert, standing, number, world)
        elif number % _EVERY == 3:
            day = dice.between(1, world.diary.present)
            yield _be_away(expert, day, dice.between(3, 12), dice.pick(_CAUSES), world)


def until_free(expert: Expert, day: int) -> Generator[int, None, int]:
    """The first day from ``day`` on, at noon, on which nobody counts on the expert."""
    yield day * DAY + 3 * HOUR
    while _is_counted_on(expert):
        day += 1
        yield day * DAY + 3 * HOUR
    return day


def _is_counted_on(expert: Expert) -> bool:
    """By a section that sent them, or whose draw named them and is not signed yet."""
    query = select(Assignment.id).where(
        Assignment.expert_id == expert.id, Assignment._state.in_({State.DRAWN, *BEFORE_REPORT})
    )
    return db.session.scalars(query).first() is not None


def _depart(expert: Expert, standing: Standing, day: int, world: World) -> Steps:
    yield from until_free(expert, day)
    by = world.office.others["office"]
    change_standing(expert, standing, reason=_REASONS[standing], by=by)


def _be_away(expert: Expert, day: int, days: int, cause: str, world: World) -> Steps:
    yield day * DAY + 2 * HOUR
    first = clock.today() + timedelta(days=3)
    last = first + timedelta(days=days)
    by = world.office.experts[expert.code]
    declare_absence(expert, first_day=first, last_day=last, note=cause, by=by)
