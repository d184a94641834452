"""代签 · a deputy's post lent while away: once, ended early, and once in force today."""

from collections.abc import Iterator
from datetime import timedelta

from models import clock
from models.demonstration.case import Steps, World
from models.demonstration.seasons import at
from models.operations import delegations
from models.operations.delegations import Wanted
from models.tables import Delegation
from models.vocabulary import DelegatedKind

_POLICY = "policy"


def lent_posts(world: World) -> Iterator[Steps]:
    present = world.diary.present
    yield _ended(world, present - 60)
    yield _running(world, present - 2)


def _ended(world: World, day: int) -> Steps:
    yield at(day, 30)
    made = _lend(world, 5, [DelegatedKind.ALL], "赴省厅培训")
    yield at(day + 1, 30)
    absent = world.office.deputies[_POLICY]
    delegations.end(made, note="培训提前结束，已返岗", by=absent)


def _running(world: World, day: int) -> Steps:
    yield at(day, 60)
    _lend(world, 14, [DelegatedKind.DISPATCHES, DelegatedKind.CHANGES], "外出学习")


def _lend(world: World, days: int, kinds: list[DelegatedKind], reason: str) -> Delegation:
    absent, substitute = world.office.deputies[_POLICY], world.office.others["executive_deputy"]
    first = clock.today()
    wanted = Wanted(first, first + timedelta(days=days - 1), kinds, reason)
    made = delegations.offer(absent, substitute.account, wanted, by=absent)
    delegations.accept(made, by=substitute.account)
    return made
