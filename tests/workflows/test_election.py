"""组长推选: the table itself, without an office around it."""

from dataclasses import dataclass

import pytest

from models.errors import IllegalMove
from models.vocabulary import Permission
from models.workflows.election import ELECTION, Action, State


@dataclass
class Election:
    candidates: tuple = ("one",)
    places: int = 1
    nominations_over: bool = True
    voting_over: bool = False
    all_voted: bool = False
    voters_listed: int = 30
    voters_voted: int = 12
    nominations_until: str = "2026-06-05"
    voting_until: str = "2026-06-12"


def lacking(state, action, election):
    return [gap.message for gap in ELECTION.move(state, action).missing_from(election)]


def paths(state, way=()):
    """Every way from ``state`` to an end."""
    moves = ELECTION.moves_from(state)
    if not moves:
        yield (*way, state)
    for move in moves:
        yield from paths(move.target, (*way, state))


def test_nobody_takes_office_unless_put_up_voted_for_and_counted():
    confirmed = [way for way in paths(State.NOMINATING) if way[-1] is State.CONFIRMED]
    gates = (State.NOMINATING, State.VOTING, State.COUNTED)
    assert confirmed
    assert all(set(gates) <= set(way) for way in confirmed)


def test_an_election_is_withdrawn_only_before_anyone_has_voted():
    sources = {move.sources for move in ELECTION.moves if move.action is Action.WITHDRAW}
    assert sources == {frozenset({State.NOMINATING})}


def test_the_section_that_runs_it_does_not_confirm_it():
    assert ELECTION.move(State.COUNTED, "confirm").permission is Permission.CONFIRM_ELECTION
    assert ELECTION.move(State.VOTING, "count").permission is Permission.RUN_ELECTION


def test_a_confirmed_election_stays_confirmed():
    with pytest.raises(IllegalMove, match="现在是“已确认”"):
        ELECTION.move(State.CONFIRMED, "return")


@pytest.mark.parametrize(
    ("election", "words"),
    [
        (Election(nominations_over=False), "次日起才能投票"),
        (Election(voting_over=True), "请撤销后重新发起"),
        (Election(places=2), "接受提名的只有1名"),
        (Election(candidates=("one",) * 51), "选票放不下"),
    ],
)
def test_voting_does_not_open_before_all_is_ready(election, words):
    assert words in lacking(State.NOMINATING, "open_voting", election)[0]


def test_the_box_stays_shut_while_somebody_may_still_vote():
    assert lacking(State.VOTING, "count", Election()) == [
        "投票到2026-06-12为止，还有18名成员没有投票"
    ]


@pytest.mark.parametrize("election", [Election(voting_over=True), Election(all_voted=True)])
def test_the_box_is_opened_at_the_end_or_when_everyone_has_voted(election):
    assert lacking(State.VOTING, "count", election) == []
