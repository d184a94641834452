"""代签授权: who may lend what to whom, and what the substitute may then do (Art. 11)."""

from datetime import date, timedelta

import pytest

from models import clock, policy
from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import accounts, delegations, dispatches
from models.operations.delegations import Wanted
from models.operations.notices import holders_of
from models.queries import delegations as queries
from models.queries.deadlines import Deadlines
from models.queries.dismissal_tasks import commendation_tasks, dismissal_tasks
from models.tables import Account, Delegation, Event, Holding, Section, Signature
from models.vocabulary import DelegatedKind, DelegationStanding, Permission, Post
from models.workflows.dispatch import Action, State
from tests import dismissals as cases
from tests import states
from tests.conftest import NOON

TODAY = date(2026, 6, 1)
ALL = [DelegatedKind.ALL]


def wanted(kinds=ALL, days=7, reason="外出学习", start=TODAY, sections=()):
    return Wanted(start, start + timedelta(days=days - 1), kinds, reason, sections)


def lend(person, *, to="executive_deputy", accepted=True, **given):
    """The deputy's post, lent."""
    holding, substitute = person(Post.DEPUTY), person(to).account
    with unit_of_work():
        made = delegations.offer(holding, substitute, wanted(**given), by=holding)
    if accepted:
        with unit_of_work():
            delegations.accept(made, by=substitute)
    return made


def in_hand(person, who="executive_deputy"):
    [holding] = queries.in_hand(db.session(), person(who).account_id)
    return holding


def test_a_substitute_signs_and_both_names_stand_under_it(person):
    made = lend(person)
    dispatch = states.endorsed()
    substitute = in_hand(person)
    with unit_of_work():
        dispatches.take(dispatch, Action.SIGN, by=substitute)
    signature = db.session.scalars(db.select(Signature).order_by(Signature.id.desc())).first()
    assert dispatch.state is State.ISSUED
    assert signature.delegation_id == made.id
    names = substitute.account.name, person(Post.DEPUTY).account.name
    assert signature.signed_name == "{}（代{}）".format(*names)
    event = db.session.scalars(db.select(Event).order_by(Event.number.desc())).first()
    assert event.actor_name == signature.signed_name


def test_until_it_is_accepted_nothing_is_in_hand(person):
    made = lend(person, accepted=False)
    assert made.standing is DelegationStanding.OFFERED
    assert queries.in_hand(db.session(), person("executive_deputy").account_id) == []


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (2, 1), (8, 1), (9, 0)])
def test_it_has_force_from_its_first_day_to_its_last(person, days, count):
    lend(person, start=TODAY + timedelta(days=2))
    with clock.held_at(NOON + timedelta(days=days)):
        held = queries.in_hand(db.session(), person("executive_deputy").account_id)
        assert len(held) == count


def test_what_is_not_named_is_not_lent(person):
    lend(person, kinds=[DelegatedKind.SHEETS])
    holding = in_hand(person)
    assert policy.may(holding, Permission.SIGN_SHEET)
    assert policy.may(holding, Permission.READ_DISPATCH)
    assert not policy.may(holding, Permission.SIGN_DISPATCH)


def test_only_the_sections_named_are_lent(person, mines):
    others = [each for each in person(Post.DEPUTY).sections if each != mines]
    lend(person, sections=[mines])
    assert in_hand(person).section_ids == {mines.id}
    assert mines not in others


@pytest.mark.parametrize("prepared_by", ["executive_deputy", Post.DEPUTY])
def test_what_either_of_the_two_prepared_the_substitute_does_not_sign(person, prepared_by):
    dispatch = states.endorsed()
    with unit_of_work():
        dispatch.handler_id = person(prepared_by).account_id
    lend(person)
    no = policy.refusal(in_hand(person), Permission.SIGN_DISPATCH, dispatch)
    assert "经办人不得" in no.message


def test_it_never_chains(person):
    lend(person)
    holding, leader = in_hand(person), person(Post.LEADER).account
    assert not policy.may(holding, Permission.DELEGATE)
    with unit_of_work(), pytest.raises(NotPermitted, match="不能再转授"):
        delegations.offer(person(Post.DEPUTY), leader, wanted(), by=holding)


@pytest.mark.parametrize("post", [Post.SYSADMIN, Post.SECADMIN, Post.AUDITOR, Post.SUPERVISOR])
def test_no_administrators_or_supervisors_post_is_lent(person, post):
    with unit_of_work(), pytest.raises(NotPermitted, match="不能授权"):
        delegations.offer(person(post), person(Post.LEADER).account, wanted(), by=person(post))
    assert post not in policy.STAND_INS
    assert not any(post in fitting for fitting in policy.STAND_INS.values())


@pytest.mark.parametrize(
    ("to", "given", "answer"),
    [
        ("deputy", {}, "不能是本人"),
        ("section", {}, "只能由"),
        ("sysadmin", {}, "只能由"),
        ("leader", {"kinds": []}, "代签的事项"),
        ("leader", {"reason": " "}, "离岗原因"),
        ("leader", {"days": 31}, "不超过30天"),
        ("leader", {"days": 0}, "不能早于"),
        ("leader", {"start": TODAY - timedelta(days=1)}, "过去"),
    ],
)
def test_what_does_not_fit_is_refused(person, to, given, answer):
    with pytest.raises(Refusal, match=answer):
        lend(person, to=to, **given)


def test_one_post_is_not_lent_twice_at_a_time(person):
    lend(person)
    with pytest.raises(Refusal, match="已有代签授权"):
        lend(person, to="leader")


def test_two_offers_of_one_post_at_the_same_moment_leave_one(person, at_once):
    holding_id, substitute_id = person(Post.DEPUTY).id, person("executive_deputy").account_id

    def offer() -> None:
        with unit_of_work():
            holding = db.session.get_one(Holding, holding_id)
            substitute = db.session.get_one(Account, substitute_id)
            delegations.offer(holding, substitute, wanted(), by=holding)

    assert len(at_once(offer, offer)) == 1
    assert len(db.session.scalars(db.select(Delegation)).all()) == 1


def test_only_the_leader_lends_for_another(person):
    holding, substitute = person(Post.DEPUTY), person("executive_deputy")
    with unit_of_work(), pytest.raises(NotPermitted, match="由组长指定"):
        delegations.offer(holding, substitute.account, wanted(), by=substitute)
    with unit_of_work():
        made = delegations.offer(holding, substitute.account, wanted(), by=person(Post.LEADER))
    assert made.maker_id == person(Post.LEADER).account_id


def test_whoever_has_ended_it_leaves_nothing_in_hand(person):
    made = lend(person)
    holding = in_hand(person)
    with unit_of_work():
        delegations.end(made, note="提前返岗", by=person(Post.DEPUTY))
    assert holding.lent == frozenset()
    assert made.standing is DelegationStanding.ENDED
    assert db.session.scalars(db.select(Event).filter_by(kind="delegation:end")).one()


def test_a_stranger_cannot_end_it(person):
    made = lend(person)
    with unit_of_work(), pytest.raises(NotPermitted):
        delegations.end(made, note="无关", by=person(Post.OFFICE))


def test_whoever_stands_in_for_the_leader_ends_nobody_elses(person):
    made = lend(person)
    with unit_of_work():
        leaders = delegations.offer(
            person(Post.LEADER), person(Post.DEPUTY).account, wanted([DelegatedKind.DISPATCHES]),
            by=person(Post.LEADER),
        )  # fmt: skip
        made.account_id, made.maker_id = person(Post.OFFICE).account_id, person(Post.HR).account_id
    with unit_of_work():
        delegations.accept(leaders, by=person(Post.DEPUTY).account)
    with unit_of_work(), pytest.raises(NotPermitted, match="只有授权人"):
        delegations.end(made, note="代组长结束", by=in_hand(person, Post.DEPUTY))


def test_a_section_that_is_not_in_charge_is_refused_and_not_taken_for_all(person, mines):
    with unit_of_work():
        other = Section(name="防汛抗旱股")
        db.session.add(other)
    with pytest.raises(Refusal, match="不由授权人分管"):
        lend(person, sections=[other])


def test_a_post_that_will_be_lent_keeps_a_supervisors_away_already(person):
    lend(person, start=TODAY + timedelta(days=2))
    with pytest.raises(NotPermitted, match="监督人员不得兼任分管领导"), unit_of_work():
        accounts.assign_post(
            person("executive_deputy").account, Post.SUPERVISOR, [], by=person(Post.SECADMIN)
        )


def test_two_posts_lent_to_one_are_counted_together(person):
    lend(person)
    heads, substitute = person(Post.SECTION_HEAD), person("executive_deputy").account
    with unit_of_work():
        for post in (Post.SECTION, Post.OFFICE):
            db.session.add(Holding(account_id=substitute.id, post=post))
    with pytest.raises(NotPermitted, match="同一人不得同时承办、审核和审签"), unit_of_work():
        delegations.offer(heads, substitute, wanted(), by=heads)


@pytest.mark.parametrize(
    ("kinds", "cards"), [([DelegatedKind.DISPATCHES], 0), ([DelegatedKind.ALL], 2)]
)
def test_a_desk_in_other_hands_lists_only_what_was_lent(person, kinds, cards):
    cases.concluded()
    cases.praised()
    leader, deputy = person(Post.LEADER), person(Post.DEPUTY)
    with unit_of_work():
        made = delegations.offer(leader, deputy.account, wanted(kinds), by=leader)
    with unit_of_work():
        delegations.accept(made, by=deputy.account)
    holding, deadlines = in_hand(person, Post.DEPUTY), Deadlines(db.session(), {})
    tasks = [
        *dismissal_tasks(db.session(), holding, deadlines),
        *commendation_tasks(db.session(), holding, deadlines),
    ]
    assert len(tasks) == cards


def test_a_post_withdrawn_takes_what_it_lent_with_it(person):
    made = lend(person)
    with unit_of_work():
        accounts.withdraw_post(person(Post.DEPUTY), by=person(Post.SECADMIN))
    made = db.session.get(Delegation, made.id)
    assert (made.holding_id, made.standing) == (None, DelegationStanding.ENDED)


def test_whoever_stands_in_is_told_of_what_waits(person):
    lend(person)
    told = holders_of(Permission.SIGN_DISPATCH, states.endorsed())
    assert person("executive_deputy").account_id in {each.account_id for each in told}
