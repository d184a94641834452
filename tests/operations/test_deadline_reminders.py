"""到期催办: told once to whoever has the task, and once to whoever stands above."""

from datetime import datetime, timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.operations.deadline_reminders import due_reminders, remind_of
from models.operations.settings import change_parameter
from models.settings import REMIND_AHEAD
from models.tables import Notice
from models.vocabulary import NoticeKind, Post
from tests import states
from tests.test_queries import counted

ASKED = (NoticeKind.NEAR, NoticeKind.PASSED, NoticeKind.ESCALATED)


@pytest.fixture
def drafted(app):
    """A draft on the section's desk, due on the day the task begins."""
    return states.drafted(seats=1)


def due_of(dispatch):
    return clock.local(dispatch.starts_at).date()


def tick(day):
    """What is told on that day: kind and login."""
    before = db.session.scalar(db.select(db.func.max(Notice.id))) or 0
    morning = datetime.combine(day, datetime.min.time(), clock.BEIJING) + timedelta(hours=8)
    with clock.held_at(morning):
        due = due_reminders(day)
        with unit_of_work():
            count = remind_of(due)
    new = db.session.scalars(
        db.select(Notice).where(Notice.id > before, Notice.kind.in_(ASKED)).order_by(Notice.id)
    ).all()
    assert len(new) == count
    return [(notice.kind.value, notice.account.login) for notice in new]


def after(dispatch, days):
    return due_of(dispatch) + timedelta(days=days)


def test_the_day_before_whoever_has_it_is_told_once(drafted):
    assert tick(after(drafted, -2)) == []
    assert tick(after(drafted, -1)) == [("near", "section")]
    assert tick(after(drafted, -1)) == []
    assert tick(after(drafted, 0)) == []


def test_when_it_has_passed_the_holder_is_told_and_later_the_head(drafted):
    tick(after(drafted, 0))
    assert tick(after(drafted, 1)) == [("passed", "section")]
    assert tick(after(drafted, 1)) == []
    assert tick(after(drafted, 10)) == [("escalated", "section_head")]
    assert tick(after(drafted, 11)) == []


def test_days_on_which_nothing_ran_are_made_up_for(drafted):
    assert tick(after(drafted, 20)) == [("passed", "section"), ("escalated", "section_head")]


def test_what_a_head_has_left_is_told_to_the_deputy_in_charge_alone(app):
    dispatch = states.drawn(seats=1)
    told = tick(after(dispatch, 20))
    assert ("escalated", "deputy") in told
    assert {login for kind, login in told if kind == "passed"} == {"section_head"}


def test_what_an_expert_has_left_is_told_to_the_section_that_uses_them(app):
    dispatch = states.issued(seats=1)
    with unit_of_work():
        expert = db.session.scalars(db.select(states.Expert).filter_by(code="ZZ0001")).one()
        dispatch.assignments[0].expert = expert
    told = tick(after(dispatch, 20))
    assert ("passed", "expert") in told
    assert ("escalated", "section") in told
    assert "section_2" not in {login for _, login in told}


def test_whoever_cannot_sign_in_is_told_nothing(drafted, person):
    with unit_of_work():
        person(Post.SECTION).account.is_enabled = False
    assert tick(after(drafted, 1)) == []


def test_a_reminder_leads_where_the_desk_does(drafted, browser, person):
    tick(after(drafted, 10))
    for who in (Post.SECTION, Post.SECTION_HEAD):
        notice = db.session.scalars(
            db.select(Notice).filter_by(account_id=person(who).account_id, kind=NoticeKind.PASSED)
            if who is Post.SECTION
            else db.select(Notice).filter_by(kind=NoticeKind.ESCALATED)
        ).one()
        page = browser(who).visit(f"/notices/{notice.id}")
        assert page.response.location == f"/dispatches/{drafted.id}"


def test_the_office_may_be_reminded_earlier(drafted, person):
    with unit_of_work():
        change_parameter(REMIND_AHEAD, "3", reason="提早安排", by=person(Post.SYSADMIN))
    assert tick(after(drafted, -3)) == [("near", "section")]


def test_the_command_runs_it(app, drafted):
    with clock.held_at(drafted.starts_at + timedelta(days=1)):
        done = app.test_cli_runner().invoke(args=["tick"])
    assert (done.exit_code, "到期催办：1件" in done.output) == (0, True)


def test_each_desk_is_asked_as_often_however_much_waits(drafted):
    def asks():
        with counted() as asked:
            tick(after(drafted, -10))
        return len(asked)

    before = asks()
    for _ in range(4):
        states.drafted(seats=1)
    assert asks() == before
