"""相对固定使用: proposed, settled by the director's meeting, warned of, ended (Art. 11(1)4)."""

from datetime import UTC, date, datetime

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import IllegalMove, NotPermitted, Refusal
from models.operations import engagements
from models.operations.decisions import Meeting
from models.operations.engagement_reminders import remind_of_engagements
from models.queries import desks
from models.queries.parameters import in_force
from models.tables import Notice, Signature
from models.vocabulary import Grade, Post, Standing
from models.workflows.engagement import Action, State
from tests import states, variants

MEETING = Meeting(date(2026, 5, 20), "纪要〔2026〕6号")
LAST = date(2026, 8, 30)  # ninety days after the day on which the tests run


def decide(engagement, action, *, note="", meeting=MEETING, by=Post.LEADER):
    with unit_of_work():
        engagements.decide(engagement, action, meeting, by=states.holder(by), note=note)


def cards(post):
    tasks = desks.waiting(db.session(), states.holder(post), in_force(db.session()))
    return [task for task in tasks if task.kind.startswith("engagement")]


def test_the_leader_records_the_meeting_and_signs(app):
    engagement = variants.proposed("ZZ0001")
    assert [task.button for task in cards(Post.LEADER)] == ["记录审定结果"]
    decide(engagement, Action.APPROVE)
    assert (engagement.state, engagement.minutes_no) == (State.IN_FORCE, "纪要〔2026〕6号")
    signature = db.session.scalars(db.select(Signature)).one()
    assert signature.subject == f"standing_engagement:{engagement.id}"
    assert cards(Post.LEADER) == []


@pytest.mark.parametrize("who", [Post.SECTION, Post.DEPUTY, Post.OFFICE])
def test_nobody_but_the_leader_decides(app, who):
    with pytest.raises(NotPermitted):
        decide(variants.proposed("ZZ0001"), Action.APPROVE, by=who)


def test_a_decision_names_its_meeting_and_the_meeting_was_held(app):
    engagement = variants.proposed("ZZ0001")
    with pytest.raises(Refusal, match="还没有写明会议纪要编号"):
        decide(engagement, Action.APPROVE, meeting=Meeting(date(2026, 5, 20), " "))
    with pytest.raises(Refusal, match="会议日期还没有到"):
        decide(engagement, Action.APPROVE, meeting=Meeting(date(2026, 6, 2), "纪要"))
    with pytest.raises(Refusal, match="必须写明理由"):
        decide(engagement, Action.REFUSE)
    decide(engagement, Action.REFUSE, note="随机抽取即可满足")
    assert engagement.state is State.REFUSED
    told = [notice.text for notice in db.session.scalars(db.select(Notice))]
    assert [text for text in told if text.startswith("不予通过")]


def test_a_sixth_year_is_refused_with_the_article(app):
    with pytest.raises(Refusal, match="累计不得超过5年") as refused:
        variants.proposed("ZZ0001", date(2026, 6, 1), date(2032, 5, 31))
    assert refused.value.article == 11
    engagement = variants.engage("ZZ0001", date(2022, 1, 1), date(2026, 12, 31))
    with pytest.raises(Refusal, match="此前已使用满5年"):
        variants.proposed("ZZ0001", date(2027, 1, 1), date(2027, 12, 31))
    assert engagement.state is State.IN_FORCE


def test_another_section_reckons_its_own_years(app, person):
    variants.engage("ZZ0001", date(2022, 1, 1), date(2026, 12, 31))
    by = person("section_2")
    wanted = engagements.Wanted("技术服务", "连续跟踪", date(2026, 6, 1), date(2028, 5, 31))
    with unit_of_work():
        made = engagements.propose(by.sections[0], variants.expert("ZZ0001"), wanted, by=by)
    assert made.state is State.PROPOSED


def test_a_legal_expert_may_be_used_beyond_five_years(app):
    with unit_of_work():
        variants.expert("ZZ0001").grade = Grade.LEGAL
    engagement = variants.engage("ZZ0001", date(2019, 1, 1), date(2028, 10, 20))
    assert engagement.state is State.IN_FORCE


def test_two_proposals_that_together_are_too_long_are_not_both_approved(app):
    first = variants.proposed("ZZ0001", date(2023, 1, 1), date(2026, 12, 31))
    second = variants.proposed("ZZ0001", date(2027, 1, 1), date(2029, 12, 31))
    decide(first, Action.APPROVE)
    with pytest.raises(Refusal, match="累计不得超过5年"):
        decide(second, Action.APPROVE)


def test_whoever_cannot_be_used_is_not_proposed(app):
    with unit_of_work():
        variants.expert("ZZ0001").standing = Standing.SUSPENDED
    with pytest.raises(Refusal, match="暂停使用"):
        variants.proposed("ZZ0001")


def test_a_proposal_is_withdrawn_by_its_section_and_what_is_in_force_is_ended(app):
    by = states.holder(Post.SECTION)
    engagement = variants.proposed("ZZ0001")
    with unit_of_work():
        engagements.take(engagement, Action.WITHDRAW, by=by, note="暂缓")
    assert engagement.term is None
    other = variants.engage("ZZ0002")
    with pytest.raises(Refusal, match="必须写明理由"), unit_of_work():
        engagements.take(other, Action.END, by=by)
    with unit_of_work():
        engagements.take(other, Action.END, by=by, note="更换为另一位专家")
    assert (other.state, other.ended_on) == (State.ENDED, clock.today())


def test_the_decision_is_no_step_of_the_page(app):
    with pytest.raises(IllegalMove, match="另有办理页面"), unit_of_work():
        engagements.take(variants.proposed("ZZ0001"), Action.APPROVE, by=states.holder(Post.LEADER))


def test_ninety_days_before_the_end_section_and_office_are_warned(app):
    engagement = variants.engage("ZZ0001", date(2022, 1, 1), LAST)
    [card] = cards(Post.SECTION)
    assert (card.button, card.due, card.subject_id) == ("安排更换", LAST, engagement.id)
    assert [task.title for task in cards(Post.OFFICE)] == ["1项相对固定使用即将届满"]
    with unit_of_work():
        assert remind_of_engagements(clock.today()) == 1
    with unit_of_work():
        assert remind_of_engagements(clock.today()) == 0
    told = {
        notice.account_id
        for notice in db.session.scalars(db.select(Notice))
        if "应予更换" in notice.text
    }
    assert told == {states.holder(post).account_id for post in (Post.SECTION, Post.OFFICE)}


def test_ninety_one_days_before_nobody_is(app):
    variants.engage("ZZ0001", date(2022, 1, 1), date(2026, 8, 31))
    assert cards(Post.SECTION) == cards(Post.OFFICE) == []
    with unit_of_work():
        assert remind_of_engagements(clock.today()) == 0


def test_one_that_has_run_out_waits_until_it_is_ended(app):
    engagement = variants.engage("ZZ0001", date(2022, 1, 1), LAST)
    with clock.held_at(datetime(2026, 9, 2, 4, tzinfo=UTC)):
        assert engagement.has_run_out
        assert [task.is_overdue for task in cards(Post.SECTION)] == [True]
        with unit_of_work():
            engagements.take(
                engagement, Action.END, by=states.holder(Post.SECTION), note="届满更换"
            )
        assert engagement.ended_on == LAST
        assert cards(Post.SECTION) == []
