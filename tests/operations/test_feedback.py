"""对象单位反馈与回访: asked by a code, answered once, heard in time."""

from datetime import date, timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import feedback, return_visits
from models.queries import feedback as queries
from models.queries import return_visits as visits
from models.queries.parameters import in_force
from models.tables import Event, Feedback, FeedbackInvitation, Notice, ReturnVisit, Unit
from models.vocabulary import InvitationState, Post, VisitResult
from tests import states
from tests.feedback import (
    AFTER,
    GOOD,
    OVERDUE,
    WORDS,
    answered,
    heard,
    invitation,
    invited,
    said,
    visited,
)
from tests.operations.test_objections import everything_stored
from tests.states import held_by, holder


def told(post):
    query = db.select(Notice.text).where(Notice.account_id == holder(post).account_id)
    return list(db.session.scalars(query.order_by(Notice.id)))


def unheard():
    session = db.session()
    before = visits.overdue_before(session, in_force(session))
    return list(session.scalars(visits.unheard(before)))


# Asking


def test_the_unit_is_asked_when_everybody_has_left(app):
    code = invited(states.reported())
    assert invitation(code).state is InvitationState.OPEN
    assert invitation(code).expires_at == AFTER + timedelta(days=30)


def test_nobody_is_asked_before(app):
    dispatch = states.underway()
    with pytest.raises(Refusal, match="任务还没有结束"):
        invited(dispatch)


def test_only_a_unit_that_was_visited_is_asked(app):
    dispatch = states.reported()
    other = db.session.scalars(db.select(Unit).filter_by(name="虚构申请单位")).one()
    with pytest.raises(Refusal, match="不是本次派遣的对象单位"), unit_of_work():
        feedback.invite(dispatch, other, by=holder(Post.SECTION))


@pytest.mark.parametrize("login", ["hr", "expert", "section_2"])
def test_only_the_section_that_sent_them_asks(app, login):
    dispatch = states.reported()
    with pytest.raises(NotPermitted), unit_of_work():
        feedback.invite(dispatch, dispatch.targets[0], by=held_by(login))


def test_the_code_is_kept_nowhere(app):
    code = invited(states.reported())
    assert code not in everything_stored()
    assert queries.with_code(db.session(), f" {code[:4].lower()}-{code[4:]} ") is invitation(code)


def test_a_new_code_takes_the_place_of_the_old_one(app):
    dispatch = states.reported()
    first, second = invited(dispatch), invited(dispatch)
    assert queries.with_code(db.session(), first) is None
    assert db.session.query(FeedbackInvitation).count() == 1
    assert invitation(second).state is InvitationState.OPEN


def test_who_has_answered_is_not_asked_again(app):
    dispatch = states.reported()
    answered(dispatch)
    with pytest.raises(Refusal, match="已经反馈"):
        invited(dispatch)


# Answering


def test_the_answer_is_kept_and_its_words_are_sealed(app):
    code = answered(states.reported())
    given = invitation(code).feedback
    assert (given.punctuality, given.attitude, given.has_asked_favours) == (5, 5, False)
    assert given.words == {"text": WORDS, "name": "尚文慧", "contact": "19000000088"}
    assert not {WORDS, "尚文慧", "19000000088"} & {
        secret for secret in (WORDS, "尚文慧", "19000000088") if secret in everything_stored()
    }


def test_it_is_answered_once(app):
    code = answered(states.reported())
    with pytest.raises(Refusal, match="已经提交过"), unit_of_work():
        feedback.answer(invitation(code), said())
    assert db.session.query(Feedback).count() == 1


def test_a_revoked_code_takes_no_answer_until_it_is_renewed(app):
    dispatch = states.reported()
    code = invited(dispatch)
    with clock.held_at(AFTER), unit_of_work():
        feedback.revoke(invitation(code), by=holder(Post.SECTION))
    with pytest.raises(Refusal, match="已经撤回"), unit_of_work():
        feedback.answer(invitation(code), said())
    assert invitation(invited(dispatch)).state is InvitationState.OPEN


def test_what_is_answered_or_revoked_is_not_revoked(app):
    code = answered(states.reported())
    with pytest.raises(Refusal, match="不需要撤回"), unit_of_work():
        feedback.revoke(invitation(code), by=holder(Post.SECTION))


def test_after_thirty_days_the_code_is_over(app):
    code = invited(states.reported())
    last = AFTER + timedelta(days=30)
    with clock.held_at(last):
        assert invitation(code).state is InvitationState.OPEN
    with (
        clock.held_at(last + timedelta(seconds=1)),
        pytest.raises(Refusal, match="已经过期"),
        unit_of_work(),
    ):
        feedback.answer(invitation(code), said())


def test_a_score_off_the_scale_is_kept_out(app):
    dispatch = states.reported()
    with pytest.raises(Refusal, match="廉洁请在1至5分"):
        answered(dispatch, scores=GOOD | {"integrity": 6})


def test_the_clerk_is_told_and_the_register_names_nobody(app):
    answered(states.reported())
    assert told(Post.SECTION)[-1].startswith("收到对象单位反馈")
    event = db.session.scalars(db.select(Event).filter_by(kind="feedback:answer")).one()
    assert (event.account_id, event.actor_name, event.address) == (None, "", "")
    assert {**event.facts, "signed": ""} == {"unit": "虚构目标煤矿", "signed": ""}


@pytest.mark.parametrize(
    ("answers", "rings"),
    [
        ({}, False),
        ({"has_asked_favours": True}, True),
        ({"scores": GOOD | {"integrity": 2}}, True),
        ({"scores": GOOD | {"attitude": 1}}, False),
    ],
)
def test_a_bad_word_on_integrity_reaches_the_supervisor_at_once(app, answers, rings):
    answered(states.reported(), **answers)
    assert bool([text for text in told(Post.SUPERVISOR) if "廉洁问题" in text]) is rings


# Visiting again


def test_a_return_visit_is_written_down_and_sealed(app):
    dispatch = states.closed()
    visited(dispatch)
    visit = db.session.scalars(db.select(ReturnVisit)).one()
    assert (visit.visitor.login, visit.words["whom"]) == ("hr", "安全科科长")
    assert "安全科科长" not in everything_stored()
    assert told(Post.SECTION)[-1].startswith("回访满意")


def test_a_second_tap_is_no_second_visit(app):
    dispatch = states.closed()
    visited(dispatch)
    with pytest.raises(Refusal, match="已经登记"):
        visited(dispatch)
    visited(dispatch, said="另一次：整改已完成。")
    assert len(db.session.scalars(db.select(ReturnVisit)).all()) == 2


def test_a_clue_reaches_the_supervisor_and_not_the_section(app):
    dispatch = states.closed()
    before = told(Post.SECTION)
    visited(dispatch, result=VisitResult.CLUE)
    assert told(Post.SUPERVISOR)[-1].startswith("回访发现问题线索")
    assert told(Post.SECTION) == before


@pytest.mark.parametrize("post", sorted({Post.SECTION, Post.DEPUTY, Post.EXPERT, Post.FINANCE}))
def test_who_visits_is_hr_the_office_or_the_supervisor(app, post):
    dispatch = states.closed()
    with pytest.raises(NotPermitted), unit_of_work():
        return_visits.record(dispatch, heard(), by=holder(post))


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ({"visited_on": date(2026, 6, 7)}, "visited_on"),
        ({"visited_on": date(2026, 6, 13)}, "visited_on"),
        ({"whom": " "}, "whom"),
        ({"said": "\n"}, "said"),
    ],
)
def test_a_visit_without_a_day_a_person_or_an_answer_is_none(app, entries, field):
    dispatch = states.closed()
    with pytest.raises(Refusal) as refused:
        visited(dispatch, **entries)
    assert refused.value.field == field


def test_nobody_is_visited_before_the_task_is_over(app):
    dispatch = states.underway()
    with pytest.raises(Refusal, match="任务还没有结束"):
        visited(dispatch)


# Nobody heard


def test_ten_working_days_after_it_was_closed_the_unit_should_have_been_heard(app):
    dispatch = states.closed()
    with clock.held_at(AFTER):
        assert unheard() == []
    with clock.held_at(OVERDUE):
        assert unheard() == [dispatch]


def test_an_answer_or_a_visit_is_enough(app):
    first, second = states.closed(), states.closed(title="虚构目标煤矿复查")
    answered(first)
    with clock.held_at(OVERDUE):
        assert unheard() == [second]
    visited(second)
    with clock.held_at(OVERDUE):
        assert unheard() == []


def test_to_have_asked_is_not_to_have_heard(app):
    dispatch = states.closed()
    invited(dispatch)
    with clock.held_at(OVERDUE):
        assert unheard() == [dispatch]
