"""组长推选: what each step asks and what it leaves behind."""

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import ballots, elections, lots
from models.operations.group_officers import leave_office
from models.operations.roster import change_standing
from models.queries.elections import members, sitting
from models.rules.article_04_election import comes_out_again
from models.tables import BallotBox, Event
from models.vocabulary import GroupOffice, Post, Standing
from models.workflows.election import Action, State
from tests import elections as states
from tests.elections import OVER, expert, names, voter

ALL = range(1, 13)


@pytest.fixture(autouse=True)
def group(app):
    states.give_accounts()


def take(election, action, post, note=""):
    with clock.held_at(OVER), unit_of_work():
        elections.take(election, action, by=states.holder(post), note=note)


def tied():
    """Numbers 1 and 2 have five votes each, number 3 has two."""
    election = states.voting()
    states.vote(election, {who: [1] if who < 6 else [2] if who < 11 else [3] for who in ALL})
    return states.count(election)


def contribute(election, post, text):
    with clock.held_at(OVER), unit_of_work():
        lots.contribute(election, text, by=states.holder(post))


def kinds(election):
    query = db.select(Event.kind).where(Event.matter == election.matter).order_by(Event.number)
    return list(db.session.scalars(query))


def test_the_winner_takes_office_when_the_office_confirms():
    election = states.confirmed()
    assert election.state is State.CONFIRMED
    assert [(o.expert.code, o.title) for o in sitting(db.session())] == [
        ("ZZ0001", "煤矿专业组组长")
    ]


def test_the_count_is_registered_with_all_its_figures():
    election = states.confirmed()
    counted = db.session.scalars(db.select(Event).filter_by(kind="election:count")).one()
    assert counted.matter == election.matter
    assert counted.facts["votes"] == ["专家017票", "专家025票", "专家030票"]
    assert counted.facts["elected"] == ["专家01"]


def test_the_register_says_who_voted_and_nothing_of_for_whom():
    election = states.voting()
    states.vote(election, {2: [3]})
    event = db.session.scalars(db.select(Event).filter_by(kind="election:vote")).one()
    assert (event.actor_name, event.facts) == ("专家02", {})


def test_two_deputies_are_elected_from_ballots_with_up_to_two_names():
    election = states.voting(office=GroupOffice.DEPUTY_HEAD, places=2)
    states.vote(election, {who: [1, 2] if who < 9 else [3] for who in ALL})
    assert names(states.count(election).elected) == [1, 2]


def test_blank_ballots_are_counted_and_elect_nobody():
    election = states.voting()
    states.vote(election, {1: [], 2: [], 3: [2]})
    states.count(election)
    assert (election.ballots, election.blanks, names(election.elected)) == (3, 2, [2])


def test_where_nobody_is_voted_for_the_election_fails():
    election = states.voting()
    states.vote(election, {1: [], 2: [], 3: []})
    assert states.count(election).state is State.FAILED


def test_of_too_few_ballots_nothing_is_told():
    election = states.voting()
    states.vote(election, {1: [2], 2: [2]})
    states.count(election)
    assert election.state is State.FAILED
    assert [each.votes for each in election.candidates] == [None, None, None]


def test_the_box_is_gone_when_it_is_counted():
    election = states.confirmed()
    assert db.session.get(BallotBox, election.id) is None


def test_a_member_votes_once():
    election = states.voting()
    states.vote(election, {1: [2]})
    with pytest.raises(Refusal, match="一人一票"):
        states.vote(election, {1: [3]})


def test_whoever_joins_the_group_after_voting_opened_does_not_vote():
    election = states.voting()
    states.give_accounts(13)
    with pytest.raises(Refusal, match="不在该专业组的成员名单上"):
        states.vote(election, {13: [1]})


def test_after_the_last_day_nobody_votes():
    election = states.voting()
    with clock.held_at(OVER), pytest.raises(Refusal, match="已经截止"), unit_of_work():
        ballots.vote(election, [], by=voter(1))


def test_somebody_who_is_not_on_the_paper_cannot_be_voted_for():
    election = states.voting(candidates=(1, 2))
    with states.in_voting(), pytest.raises(Refusal, match="选票上没有"), unit_of_work():
        ballots.vote(election, [999], by=voter(1))


def test_while_voting_goes_on_the_box_is_not_opened():
    election = states.voting()
    states.vote(election, {1: [2]})
    with states.in_voting(), pytest.raises(Refusal, match="还有11名成员没有投票"), unit_of_work():
        elections.take(election, Action.COUNT, by=states.holder(Post.SECTION))


def test_a_box_that_does_not_hold_as_many_ballots_as_voters_is_not_counted():
    election = states.voting()
    states.vote(election, {1: [2], 2: [2], 3: [2]})
    with unit_of_work():
        election.voters[7].has_voted = True
    with pytest.raises(Refusal, match="票箱中有3张选票，投票的有4人"):
        states.count(election)


def test_a_tie_waits_for_the_section_and_a_supervisor():
    election = tied()
    assert election.state is State.TIED
    assert election.lot.candidates == ["ZZ0001", "ZZ0002"]
    contribute(election, Post.SECTION, "骰子 4 2 6")
    assert election.lot.awaited == [Post.SUPERVISOR]


def test_with_the_second_text_the_lots_are_drawn_and_can_be_drawn_again():
    election = tied()
    contribute(election, Post.SECTION, "骰子 4 2 6")
    contribute(election, Post.SUPERVISOR, "福彩 08 11 23")
    assert election.state is State.COUNTED
    assert [each.expert.code for each in election.elected] == election.lot.bundle["drawn"]
    assert comes_out_again(election.lot.bundle)
    assert kinds(election)[-4:] == [
        "election:commit", "election:contribute", "election:contribute", "election:draw_lots",
    ]  # fmt: skip


def test_a_side_brings_one_text():
    election = tied()
    contribute(election, Post.SECTION, "骰子 4 2 6")
    with pytest.raises(Refusal, match="已经投入过"):
        contribute(election, Post.SECTION, "骰子 1 1 1")


def test_a_returned_election_leaves_the_office_vacant_and_can_be_held_again():
    election = states.voting()
    states.vote(election, {who: [1] for who in ALL})
    states.count(election)
    take(election, Action.RETURN, Post.OFFICE, note="候选人在公示的处分期内")
    assert sitting(db.session()) == []
    assert states.opened().state is State.NOMINATING


def test_a_withdrawal_says_why():
    election = states.nominated()
    with pytest.raises(Refusal, match="必须写明理由"):
        take(election, Action.WITHDRAW, Post.SECTION)
    take(election, Action.WITHDRAW, Post.SECTION, note="改期")
    assert election.state is State.WITHDRAWN


def test_two_elections_of_one_office_do_not_run_at_once():
    states.opened()
    with pytest.raises(Refusal, match="正在进行"):
        states.opened()


def test_a_filled_office_is_not_elected_again():
    states.confirmed()
    with pytest.raises(Refusal, match="没有空缺"):
        states.opened()


def test_an_officer_who_is_suspended_leaves_a_vacancy_to_elect_for():
    states.confirmed()
    with unit_of_work():
        change_standing(expert(1), Standing.SUSPENDED, reason="测试", by=states.holder(Post.OFFICE))
    assert sitting(db.session()) == []
    assert states.opened(note="补选").state is State.NOMINATING


def test_a_term_ends_for_a_reason_on_record():
    states.confirmed()
    officer = sitting(db.session())[0]
    with unit_of_work():
        leave_office(officer, reason="本人请辞", by=states.holder(Post.OFFICE))
    event = db.session.scalars(db.select(Event).filter_by(kind="expert:leave_office")).one()
    assert (sitting(db.session()), event.facts["reason"]) == ([], "本人请辞")


def test_a_deputy_who_becomes_head_is_no_longer_deputy():
    states.confirmed(office=GroupOffice.DEPUTY_HEAD)
    states.confirmed()
    assert [officer.office for officer in sitting(db.session())] == [GroupOffice.HEAD]


def test_the_head_does_not_stand_for_deputy():
    states.confirmed()
    election = states.opened(office=GroupOffice.DEPUTY_HEAD)
    with pytest.raises(Refusal, match="现任煤矿专业组组长"), unit_of_work():
        elections.nominate(election, expert(1), statement="熟悉", by=voter(2))


def test_whoever_is_put_up_by_another_answers_first():
    election = states.opened()
    with unit_of_work():
        nomination = elections.nominate(election, expert(2), statement="熟悉", by=voter(1))
    assert election.candidates == []
    with unit_of_work():
        elections.answer(nomination, "accept", by=voter(2))
    assert names(election.candidates) == [2]


def test_nobody_answers_for_another_member():
    election = states.opened()
    with unit_of_work():
        nomination = elections.nominate(election, expert(2), statement="熟悉", by=voter(1))
    with pytest.raises(Refusal), unit_of_work():
        elections.answer(nomination, "accept", by=voter(3))


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"industry": "Z99"}, "请选择行业领域"),
        ({"industry": "A02"}, "不足3人的投票保不了密"),
        ({"places": 2}, "名额应在1至1之间"),
        ({"nominations_until": states.NOMINATIONS_UNTIL.replace(year=2025)}, "已经过去"),
        ({"voting_until": states.NOMINATIONS_UNTIL}, "应在提名截止日之后"),
    ],
)
def test_an_election_that_cannot_be_is_refused(other, words):
    with pytest.raises(Refusal, match=words):
        states.opened(**other)


def test_the_group_is_everyone_who_serves_in_the_industry():
    assert len(members(db.session(), "A01")) == 12
