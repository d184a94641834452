"""组长推选 · the officers some groups have elected, and one election that is being voted in."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.db import db
from models.demonstration.case import Steps, World
from models.demonstration.diary import DAY, HOUR, MINUTE
from models.demonstration.dice import Dice
from models.operations import elections
from models.operations.ballots import vote
from models.operations.lots import contribute
from models.queries.elections import members, sitting
from models.tables import Election
from models.vocabulary import GroupOffice, Post
from models.workflows.election import Action, State

_NOMINATING, _VOTING = 3, 5  # working days
_CANDIDATES = 4
_STATEMENTS = (
    "长期在一线工作，熟悉本行业情况，愿意为专业组服务。",
    "技术功底扎实，多次参加事故调查和技术评审，处事公道。",
    "在本行业有较高的知名度，善于组织交流研讨。",
    "政治素质强，做事认真，同行信服。",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """``day``: the working day on which nominations open."""

    industry: str
    section: str
    office: GroupOffice
    places: int
    day: int


_HELD = (
    Plan("A01", "coal", GroupOffice.HEAD, 1, 12),
    Plan("A03", "chemicals", GroupOffice.HEAD, 1, 15),
    Plan("A03", "chemicals", GroupOffice.DEPUTY_HEAD, 2, 30),
    Plan("B06", "disaster", GroupOffice.HEAD, 1, 18),
    Plan("C10", "policy", GroupOffice.HEAD, 1, 21),
)


def group_elections(world: World) -> Iterator[Steps]:
    """Those that were held, and that of the miners' deputies: its voting opened yesterday."""
    for plan in _HELD:
        yield _held(plan, world)
    day = world.diary.present - _NOMINATING - 2
    yield _opened(Plan("A01", "coal", GroupOffice.DEPUTY_HEAD, 2, day), world, [], last=10)


def _held(plan: Plan, world: World) -> Steps:
    found: list[Election] = []
    yield from _opened(plan, world, found, last=_VOTING)
    election, office, dice = found[0], world.office, Dice(f"lot {plan}")
    over = (plan.day + _NOMINATING + _VOTING + 1) * DAY
    yield over + HOUR
    elections.take(election, Action.COUNT, by=office.clerks[plan.section])
    if election.state is State.TIED:
        for post in (Post.SECTION, Post.SUPERVISOR):
            by = office.clerks[plan.section] if post is Post.SECTION else office.witnesses[0]
            contribute(election, f"{post.label} {dice.between(100000, 999999)}", by=by)
    yield over + 3 * HOUR
    elections.take(election, Action.CONFIRM, by=office.others["office"], note="同意")


def _opened(plan: Plan, world: World, found: list[Election], *, last: int) -> Steps:
    """Nominations, and the ballots: everyone's but that of ``expert``, who may try it. ``last``:
    on which day of voting it ends."""
    dice, office, days = Dice(f"election {plan}"), world.office, world.diary.days
    clerk, opens = office.clerks[plan.section], plan.day + _NOMINATING + 1
    yield plan.day * DAY + 2 * HOUR
    terms = elections.Terms(
        plan.industry, plan.office, plan.places, days[opens - 1], days[opens - 1 + last]
    )
    election = elections.open_election(terms, section=office.sections[plan.section], by=clerk)
    found.append(election)
    in_office = {officer.expert_id for officer in sitting(db.session(), plan.industry)}
    group = [each for each in members(db.session(), plan.industry) if each.id not in in_office]
    for number, expert in enumerate(dice.some(group, _CANDIDATES)):
        yield (plan.day + 1) * DAY + (30 + 20 * number) * MINUTE
        by = office.experts[expert.code]
        elections.nominate(election, expert, statement=_STATEMENTS[number], by=by)
    yield opens * DAY + HOUR
    elections.take(election, Action.OPEN_VOTING, by=clerk)
    paper = [candidate.id for candidate in election.candidates]
    favourites = [*paper, *paper[:2], paper[0]]
    for number, voter in enumerate(dice.shuffled(election.voters)):
        if (by := office.experts[voter.expert.code]).account.login == Post.EXPERT:
            continue
        yield opens * DAY + 2 * HOUR + 4 * number * MINUTE
        vote(election, set(dice.some(favourites, plan.places)), by=by)
