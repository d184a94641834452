"""突击检查: told at its hour, once, to those who come; whoever reads it before is written down."""

from datetime import timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import assignments, changes, unannounced
from models.tables import Event, Expert, Holding, Notice, Unit
from models.vocabulary import ChangeKind, DeclineKind, Post, TaskType
from models.workflows import assignment as part_flow
from models.workflows.change import Action as ChangeAction
from models.workflows.dispatch import Action
from tests import states
from tests.states import STARTS, acting_for, holder, step
from tests.unannounced import HOUR, JUST_BEFORE, SECRET, UNIT, asked


def tick(at):
    with clock.held_at(at), unit_of_work():
        return unannounced.tell_what_is_due(clock.today())


def events(kind):
    return list(db.session.scalars(db.select(Event).filter_by(kind=kind)))


def texts(of=None):
    query = db.select(Notice.text)
    if of:
        query = query.where(Notice.account_id == of)
    return list(db.session.scalars(query.order_by(Notice.id)))


# Drafting


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({"reveal_at": None}, "没有填写告知时刻"),
        ({"reveal_at": states.ENDS}, "任务结束之前"),
        ({"meeting_point": "虚构目标煤矿大门"}, "集合地点里写有对象单位"),
        ({"task_type": TaskType.TRAINING}, "监督检查类"),
    ],
)
def test_what_is_no_surprise_is_not_submitted(app, entries, sentence):
    dispatch = states.drafted(**asked(**entries))
    with pytest.raises(Refusal, match=sentence):
        step(dispatch, Action.SUBMIT, Post.SECTION)


def test_the_hour_belongs_to_what_is_signed(app):
    dispatch = states.drafted(**asked())
    assert str(HOUR) in str(dispatch.document()["period"])
    plain = states.drafted()
    assert len(plain.document()["period"]) == 3


# Before the hour


def test_no_notice_names_the_unit_on_the_whole_way(app):
    dispatch = states.vacant(**asked())
    assert SECRET in dispatch.title
    assert texts()
    assert not [text for text in texts() if SECRET in text]


def test_whoever_has_to_be_left_out_is_left_out_and_told_nothing(app):
    target = db.session.scalars(db.select(Unit).filter_by(name=UNIT)).one()
    with unit_of_work():
        barred = db.session.scalars(db.select(Expert).filter_by(code="ZZ0005")).one()
        barred.employer = target
    dispatch = states.issued(**asked())
    barred = db.session.scalars(db.select(Expert).filter_by(code="ZZ0005")).one()
    request = dispatch.current_draw.request
    assert "ZZ0005" in {row["expert"] for row in request["excluded"]}
    assert texts(of=barred.account_id) == []


def test_nobody_arrives_before_they_know_where(app):
    late = states.ENDS.replace(hour=3)  # told on the way, two hours after they gathered
    dispatch = states.underway(**asked(reveal_at=late))
    part = dispatch.seated[0]
    with clock.held_at(STARTS), unit_of_work(), pytest.raises(Refusal, match="还没有告知"):
        assignments.attend(part, part_flow.Action.ARRIVE, by=acting_for(part))
    with clock.held_at(late), unit_of_work():
        assignments.attend(part, part_flow.Action.ARRIVE, by=acting_for(part))


def test_every_reader_but_the_writer_is_written_down_once(app):
    dispatch = states.drawn(**asked())
    for post in (Post.SECTION, Post.DEPUTY, Post.SUPERVISOR, Post.DEPUTY):
        with unit_of_work():
            unannounced.note_reader(dispatch, by=holder(post))
    assert [event.post for event in events("dispatch:open")] == [Post.DEPUTY, Post.SUPERVISOR]


# At the hour


def test_at_the_hour_those_who_come_are_told_once(app):
    dispatch = states.underway(**asked())
    assert tick(JUST_BEFORE) == 0
    assert (tick(HOUR), tick(HOUR)) == (1, 0)
    assert dispatch.revealed_at == HOUR
    told = [text for text in texts() if text.startswith("检查对象已告知")]
    assert len(told) == len(dispatch.seated) == 2
    [event] = events("dispatch:reveal")
    assert (event.account_id, event.article) == (None, 11)


def test_a_unit_with_an_account_is_told_at_the_hour_and_not_before(app):
    with unit_of_work():
        target = db.session.scalars(db.select(Unit).filter_by(name=UNIT)).one()
        clerk = db.session.scalars(db.select(Holding).filter_by(post=Post.UNIT)).one()
        clerk.unit = target
    states.issued(**asked())
    account = holder(Post.UNIT).account_id
    assert texts(of=account) == []
    tick(HOUR)
    [text] = texts(of=account)
    assert text.startswith("检查组即将到您单位")


def test_who_does_not_come_is_not_told_where_it_went(app):
    dispatch = states.issued(**asked())
    part, other = dispatch.seated
    with unit_of_work():
        assignments.decline(part, DeclineKind.BUSY, note="当日值班", by=acting_for(part))
    before = texts(of=part.expert.account_id)
    tick(HOUR)
    assert texts(of=part.expert.account_id) == before
    with clock.held_at(states.RATED):
        assert (part.told.is_hidden, other.told.is_hidden) == (True, False)


def test_what_was_never_signed_or_was_called_off_is_told_to_nobody(app):
    states.endorsed(**asked())
    assert tick(HOUR) == 0


def test_an_announced_task_is_told_from_the_first_notice_on(app):
    states.issued()
    assert [text for text in texts() if SECRET in text]
    assert tick(HOUR) == 0


# Changing it


def changed(dispatch, kind, **after):
    change = states.propose(dispatch, kind, reason="情况有变", after=after)
    with unit_of_work():
        changes.decide(change, ChangeAction.APPROVE, by=holder(Post.DEPUTY), note="同意")


def test_the_hour_moves_with_the_task(app):
    dispatch = states.issued(**asked())
    later = timedelta(days=1)
    changed(
        dispatch, ChangeKind.POSTPONE, starts_at=STARTS + later, ends_at=states.ENDS + later
    )  # fmt: skip
    assert dispatch.reveal_at == HOUR + later
    assert tick(HOUR) == 0
    assert not [text for text in texts() if SECRET in text]


def test_a_gathering_place_that_gives_it_away_is_not_approved(app):
    dispatch = states.issued(**asked())
    with pytest.raises(Refusal, match="集合地点里写有对象单位"):
        changed(dispatch, ChangeKind.AMEND, meeting_point="虚构目标煤矿大门")
    assert dispatch.meeting_point == "县应急管理局一楼大厅"
