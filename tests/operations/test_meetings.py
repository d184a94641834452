"""工作会议: what is refused, what is kept, who is told."""

from datetime import UTC, date, datetime

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import meetings as operations
from models.operations.meeting_reminders import remind_of_meetings
from models.operations.resolutions import Resolved, finish, hand_in_report, record
from models.queries import meetings as queries
from models.rules.article_14_meetings import Quarter, Standing
from models.tables import Event, Notice
from models.vocabulary import InvitationAnswer, MeetingKind, Post
from models.workflows.meeting import Action, State
from tests import elections, meetings
from tests.states import held_by, holder

SECTION, DEPUTY = Post.SECTION, Post.DEPUTY

pytestmark = pytest.mark.usefixtures("app")


def told(account_id: int) -> list[str]:
    return list(db.session.scalars(db.select(Notice.text).filter_by(account_id=account_id)))


def test_a_quarter_has_one_regular_consultation():
    first = meetings.drafted()
    with pytest.raises(Refusal, match=f"第二季度已有会商（{first.number}") as no, unit_of_work():
        operations.plan_consultation("A01", meetings.SECOND, by=holder(SECTION))
    assert (no.value.article, no.value.field) == (14, "quarter")


def test_one_that_was_cancelled_may_be_planned_anew():
    meeting = meetings.drafted()
    with unit_of_work():
        operations.take(meeting, Action.CANCEL, by=holder(SECTION), note="与全县大会冲突")
    with unit_of_work():
        again = operations.plan_consultation("A01", meetings.SECOND, by=holder(SECTION))
    assert again.state is State.DRAFT


def test_an_urgent_one_says_what_for():
    meetings.lead()
    with pytest.raises(Refusal, match="临时召开的，请写明") as no, unit_of_work():
        operations.plan_consultation("A01", None, reason=" ", by=holder(SECTION))
    assert no.value.field == "reason"


def test_an_urgent_one_may_begin_before_it_is_signed():
    meeting = meetings.drafted(None, "邻县发生瓦斯事故")
    began = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
    with unit_of_work():
        operations.edit(meeting, meetings.plan(starts_at=began), by=holder(SECTION))
        operations.take(meeting, Action.SUBMIT, by=holder(SECTION))
        operations.take(meeting, Action.CONVENE, by=holder(DEPUTY))
    assert meeting.state is State.CONVENED


def test_a_regular_one_is_not_convened_for_a_time_that_is_past():
    meeting = meetings.planned(starts_at=datetime(2026, 6, 1, 3, 0, tzinfo=UTC))
    with pytest.raises(Refusal, match="会议时间已经过去，请改期"), unit_of_work():
        operations.take(meeting, Action.SUBMIT, by=holder(SECTION))


def test_nobody_is_asked_to_a_meeting_without_agenda():
    meeting = meetings.planned(agenda=[])
    with pytest.raises(Refusal, match="议程还是空的"), unit_of_work():
        operations.take(meeting, Action.SUBMIT, by=holder(SECTION))


def test_a_section_plans_for_no_industry_but_its_own():
    meetings.lead()
    with pytest.raises(NotPermitted), unit_of_work():
        operations.plan_consultation("A01", meetings.SECOND, by=held_by("section_2"))


def test_an_industry_that_no_section_leads_is_refused():
    with pytest.raises(Refusal, match="还没有牵头股室"), unit_of_work():
        operations.plan_consultation("A01", meetings.SECOND, by=holder(SECTION))


def test_what_was_signed_does_not_change():
    meeting = meetings.submitted()
    with pytest.raises(Refusal, match="会议安排不能再改"), unit_of_work():
        operations.edit(meeting, meetings.plan(place="别处"), by=holder(SECTION))


def test_an_officer_of_the_group_chairs_it():
    elected = elections.confirmed()
    chair = elected.elected[0].expert
    meeting = meetings.drafted()
    assert meeting.chair_id == chair.id
    other = next(each for each in meeting.invitations if each.expert_id != chair.id)
    with pytest.raises(Refusal, match="专家组组长（副组长）主持"), unit_of_work():
        operations.edit(meeting, meetings.plan(chair_id=other.expert_id), by=holder(SECTION))


def test_the_invited_are_told_when_the_convener_has_signed_and_not_before():
    meeting = meetings.submitted()
    account = meeting.invitations[0].expert.account_id
    assert told(account) == []
    with unit_of_work():
        operations.take(meeting, Action.CONVENE, by=holder(DEPUTY))
    assert told(account) == [f"会议邀请：{meeting.caption}，请答复能否参加"]


def test_a_draft_that_is_cancelled_is_told_to_nobody():
    meeting = meetings.planned()
    with unit_of_work():
        operations.take(meeting, Action.CANCEL, by=holder(SECTION), note="改期")
    assert told(meeting.invitations[0].expert.account_id) == []


def test_whoever_cannot_come_says_why():
    invitation = meetings.convened().invitations[1]
    with pytest.raises(Refusal, match="请说明原因") as no, unit_of_work():
        operations.answer(invitation, InvitationAnswer.ABSENT, by=elections.voter(2))
    assert no.value.field == "reason"


def test_nobody_answers_for_another_expert():
    invitation = meetings.convened().invitations[1]
    with pytest.raises(NotPermitted), unit_of_work():
        operations.answer(invitation, InvitationAnswer.COMING, by=elections.voter(3))


def test_an_answer_comes_before_the_meeting():
    invitation = meetings.convened().invitations[1]
    with clock.held_at(meetings.HELD), pytest.raises(Refusal, match="会议已经开始"), unit_of_work():
        operations.answer(invitation, InvitationAnswer.COMING, by=elections.voter(2))


def test_attendance_of_somebody_not_invited_is_refused():
    meeting = meetings.convened()
    stranger = elections.expert(9)
    with clock.held_at(meetings.HELD), pytest.raises(Refusal, match="未受邀请的"), unit_of_work():
        operations.hold(meeting, [stranger.id], by=holder(SECTION))


def test_somebody_may_be_invited_on_the_spot_with_a_reason():
    meeting = meetings.convened()
    with clock.held_at(meetings.HELD):
        with pytest.raises(Refusal, match="专家09没有受邀请；当场邀请必须写明理由"), unit_of_work():
            operations.invite_on_the_spot(meeting, "ZZ0009", reason="", by=holder(SECTION))
        with unit_of_work():
            operations.invite_on_the_spot(
                meeting, "zz0009", reason="熟悉该矿情况", by=holder(SECTION)
            )
        with unit_of_work():
            operations.hold(meeting, [elections.expert(9).id], by=holder(SECTION))
    assert [each.expert.code for each in meeting.attending] == ["ZZ0009"]


def test_a_meeting_is_not_held_before_its_time():
    meeting = meetings.convened()
    came = [meeting.invitations[0].expert_id]
    with pytest.raises(Refusal, match="会议时间还没有到"), unit_of_work():
        operations.hold(meeting, came, by=holder(SECTION))


def test_a_resolution_is_not_due_before_the_meeting():
    meeting = meetings.held()
    resolved = [Resolved("整改", meetings.section().id, date(2026, 6, 9))]
    with pytest.raises(Refusal, match="办结期限在会议之前"), unit_of_work():
        record(meeting, "纪要", resolved, by=holder(SECTION))


def test_confirmed_minutes_stay_and_a_correction_is_another_edition():
    meeting = meetings.minuted()
    with clock.held_at(meetings.LATER), unit_of_work():
        operations.take(meeting, Action.REVISE, by=holder(SECTION), note="漏记一项建议")
        record(meeting, "更正后的纪要。", [], by=holder(SECTION))
        operations.take(meeting, Action.CONFIRM, by=holder(DEPUTY))
    kept = [(each.edition, each.text, each.reason) for each in meeting.minutes]
    assert kept == [
        (1, "与会专家认为抽采达标是关键。", ""),
        (2, "更正后的纪要。", "漏记一项建议"),
    ]
    assert meeting.minutes[0].resolutions != meeting.minutes[1].resolutions == []


def test_what_is_done_stays_when_the_minutes_are_corrected():
    meeting = meetings.minuted()
    with clock.held_at(meetings.LATER), unit_of_work():
        finish(meeting.resolutions[0], "已印发办法", by=holder(SECTION))
        operations.take(meeting, Action.REVISE, by=holder(SECTION), note="错字")
        record(meeting, "更正", [], by=holder(SECTION))
    assert [each.result for each in meeting.resolutions] == ["已印发办法"]


def test_a_meeting_is_not_closed_while_a_resolution_is_open():
    meeting = meetings.minuted()
    with pytest.raises(Refusal, match="还有1项决议没有办结"), unit_of_work():
        operations.take(meeting, Action.CLOSE, by=holder(SECTION))
    with unit_of_work():
        finish(meeting.resolutions[0], "已印发办法", by=holder(SECTION))
        operations.take(meeting, Action.CLOSE, by=holder(SECTION))
    assert meeting.state is State.CLOSED


def test_a_resolution_done_late_is_taken_and_marked():
    resolution = meetings.minuted().resolutions[0]
    with clock.held_at(datetime(2026, 7, 3, tzinfo=UTC)), unit_of_work():
        finish(resolution, "已印发办法", by=holder(SECTION))
    event = db.session.scalars(db.select(Event).filter_by(kind="meeting:finish")).one()
    assert resolution.is_overdue
    assert event.facts["late"] is True


def test_another_section_does_not_finish_it():
    resolution = meetings.minuted().resolutions[0]
    with pytest.raises(NotPermitted), unit_of_work():
        finish(resolution, "办了", by=held_by("section_2"))


def test_a_year_has_one_plenary_that_the_office_plans_and_an_executive_deputy_convenes():
    elections.give_accounts()
    with unit_of_work():
        plenary = operations.plan_plenary(2026, by=holder(Post.OFFICE))
        operations.edit(plenary, meetings.plan(), by=holder(Post.OFFICE))
        operations.take(plenary, Action.SUBMIT, by=holder(Post.OFFICE))
    with pytest.raises(NotPermitted), unit_of_work():
        operations.take(plenary, Action.CONVENE, by=holder(DEPUTY))
    with unit_of_work():
        operations.take(plenary, Action.CONVENE, by=holder(Post.EXECUTIVE_DEPUTY))
    assert (plenary.kind, plenary.state) == (MeetingKind.PLENARY, State.CONVENED)
    with pytest.raises(Refusal, match="2026年已有全体会议"), unit_of_work():
        operations.plan_plenary(2026, by=holder(Post.OFFICE))


def test_the_report_of_a_group_comes_from_its_officer_or_its_lead_section():
    elected = elections.confirmed()
    meetings.lead()
    head = held_by(elected.elected[0].expert.account.login)
    other = next(each for each in elected.voters if each.expert_id != elected.elected[0].expert_id)
    with pytest.raises(Refusal, match="组长、副组长提交"), unit_of_work():
        hand_in_report(2026, "A01", "报告", by=held_by(other.expert.account.login))
    with unit_of_work():
        hand_in_report(2026, "A01", "第一稿", by=head)
        hand_in_report(2026, "A01", "第二稿", by=holder(SECTION))
    assert [each.text for each in queries.reports(db.session(), 2026).values()] == ["第二稿"]
    assert "煤矿" not in queries.groups_without_report(db.session(), 2026)


def test_the_invited_are_reminded_once_three_days_before():
    meeting = meetings.convened()
    coming, absent = meeting.invitations[1], meeting.invitations[2]
    with unit_of_work():
        reason = "外出"
        operations.answer(absent, InvitationAnswer.ABSENT, reason=reason, by=elections.voter(3))
    for day, sent in ((6, 0), (7, 1), (8, 0)):
        with clock.held_at(datetime(2026, 6, day, 4, tzinfo=UTC)), unit_of_work():
            assert remind_of_meetings(clock.today()) == sent
    assert told(coming.expert.account_id)[-1] == f"会议临近：{meeting.caption}，6月10日"
    assert "临近" not in "".join(told(absent.expert.account_id))


def test_a_section_is_pressed_once_when_its_resolution_is_late():
    meetings.minuted()
    with clock.held_at(datetime(2026, 7, 1, 4, tzinfo=UTC)):
        for sent in (1, 0):
            with unit_of_work():
                assert remind_of_meetings(clock.today()) == sent
    assert any("决议事项逾期" in text for text in told(holder(SECTION).account_id))


def test_the_year_says_which_quarters_saw_a_meeting():
    meetings.held()
    with clock.held_at(datetime(2027, 1, 4, 4, tzinfo=UTC)):
        found = queries.of_year(db.session(), 2026)
        row = queries.calendar(db.session(), 2026, found)[0]
    stands = [each.standing for each in row.cells]
    assert stands == [Standing.BEFORE, Standing.HELD, Standing.OVERDUE, Standing.OVERDUE]
    assert row.cells[1].quarter == Quarter(2026, 2)
