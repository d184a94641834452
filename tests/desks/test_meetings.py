"""会商: a quarterly meeting from its plan to its last resolution, as those who do it see it."""

from datetime import UTC, datetime

import pytest

from models import clock
from models.db import db, unit_of_work
from models.operations import meetings as operations
from models.tables import Meeting
from models.vocabulary import Post
from models.workflows.meeting import State
from tests import elections, meetings
from tests.office import PASSWORD
from tests.states import holder

STEP = "form:has([name=action])"


@pytest.fixture
def at(browser):
    """``at(Post.OFFICE, meeting)``: the meeting's page as that person sees it."""
    return lambda who, meeting: browser(who).open("meetings.show", meeting_id=meeting.id)


@pytest.fixture
def member(browser):
    return lambda serial: browser("expert" if serial == 1 else f"zz{serial:04}")


def test_a_quarterly_meeting_from_its_plan_to_its_end(browser, member):
    meetings.lead()
    section = browser(Post.SECTION)
    page = section.open("meetings.new").submit(industry="A01", quarter="2026-2")
    assert page.text(".flash") == ("已开始筹备，已列入该行业专业组全体成员；请填写会议安排")
    group = [str(each.id) for each in operations.guests(_only())]
    page = page.submit(
        **{
            "starts_at": "2026-06-10T09:00", "place": "三楼会议室", "chair": group[0],
            "agenda-0-title": meetings.MATTER, "agenda-0-presenter": "煤矿监管股",
            "invited": group[:4],
        }
    )  # fmt: skip
    assert page.text(".flash") == "会议安排已保存，核对后请报召集人签批"
    assert page.submit(STEP).text(".flash").endswith("待召集人签批")

    deputy = browser(Post.DEPUTY)
    assert deputy.open("desk.index").texts(".todo .btn")[0].startswith("签批召集")
    page = deputy.open("meetings.show", meeting_id=_only().id)
    refused = page.submit(STEP, action="convene", password="x")
    assert refused.refusals() == ["密码不正确，未签署；请重新输入登录密码"]
    page = page.submit(STEP, action="convene", password=PASSWORD)
    assert page.text(".flash").endswith("已召集，待召开")

    expert = member(2)
    assert expert.open("desk.index").texts(".todo .btn")[0].startswith("答复会议邀请")
    listed = expert.open("meetings.mine")
    assert "未答复" in listed.text(".todo")
    invitation = expert.visit(listed.soup.select_one(".todo a")["href"])
    assert invitation.submit(answer="absent").refusals() == ["不能参加的，请说明原因（500字以内）"]
    assert invitation.submit(answer="coming").text(".flash") == "已答复：参加"

    with clock.held_at(meetings.HELD):
        page = section.open("meetings.attendance", meeting_id=_only().id)
        ticked = [tag["value"] for tag in page.soup.select("input[name=attended][checked]")]
        assert ticked == [str(elections.expert(2).id)]
        page = page.submit(attended=group[:3])
        assert page.text(".flash") == "到会情况已登记，请整理会议纪要"
        page = section.open("meetings.minutes", meeting_id=_only().id)
        resolution = {"resolved-0-text": "制定办法", "resolved-0-due_on": "2026-06-30"}
        page = page.submit(text="专家认为抽采达标是关键。", **resolution)
        assert page.text(".flash") == "纪要已提交，待召集人确认"
        page = deputy.open("meetings.show", meeting_id=_only().id)
        page = page.submit(STEP, action="confirm", password=PASSWORD)
        assert page.text(".flash").endswith("决议办理中")
        assert "抽采达标" in member(3).visit(invitation_of(3)).text("#invitation")

        task = section.open("desk.index")
        assert task.texts(".todo .btn")[0].startswith("报告办理结果")
        page = section.visit(task.soup.select_one(".todo a")["href"]).submit(result="已印发")
        assert page.text(".flash") == "决议事项已办结"
        assert page.submit(STEP, action="close").text(".flash").endswith("已办结")
    assert _only().state is State.CLOSED


def _only() -> Meeting:
    return db.session.scalars(db.select(Meeting)).one()


def invitation_of(serial: int) -> str:
    found = {each.expert.code: each.id for each in _only().invitations}
    return f"/meetings/invitations/{found[f'ZZ{serial:04}']}"


def test_a_second_meeting_of_the_quarter_is_refused_beside_the_field(browser):
    meetings.drafted()
    page = browser(Post.SECTION).open("meetings.new").submit(industry="A01", quarter="2026-2")
    assert page.status == 422
    assert "已有会商" in page.refusals()[0]


def test_a_plan_without_time_and_place_is_asked_for_them(browser):
    meeting = meetings.drafted()
    page = browser(Post.SECTION).open("meetings.edit", meeting_id=meeting.id).submit()
    assert page.refusals() == ["请填写会议时间", "请填写会议地点"]


def test_attendance_of_somebody_not_invited_is_refused_in_words(browser):
    meeting = meetings.convened()
    with clock.held_at(meetings.HELD):
        page = browser(Post.SECTION).open("meetings.attendance", meeting_id=meeting.id)
        refused = page.submit(attended=[str(elections.expert(9).id)])
        assert "未受邀请的；确需参加的，请先“当场邀请”并写明理由" in refused.refusals()[0]
        spot = page.submit("form[action$=invitations]", code="ZZ0009")
        assert spot.refusals() == ["专家09没有受邀请；当场邀请必须写明理由"]
        done = page.submit("form[action$=invitations]", code="ZZ0009", reason="熟悉情况")
        assert done.text(".flash") == "已当场邀请专家09"


def test_a_resolution_without_a_day_is_asked_for_it(browser):
    meeting = meetings.held()
    with clock.held_at(meetings.HELD):
        page = browser(Post.SECTION).open("meetings.minutes", meeting_id=meeting.id)
        refused = page.submit(text="纪要", **{"resolved-0-text": "制定办法"})
    assert refused.refusals()[0].startswith("每项决议都要有办结期限，请补填")


def test_the_year_names_in_words_what_is_missing(browser):
    meetings.held()
    with clock.held_at(datetime(2027, 1, 4, 4, tzinfo=UTC)):
        page = browser(Post.OFFICE).open("meetings.index", year=2026)
    lines = page.texts(".missing li")
    assert "煤矿：2026年第三季度没有召开会商（煤矿监管股）" in lines
    assert "煤矿：2026年第二季度没有召开会商（煤矿监管股）" not in lines
    assert any("项决议" in line for line in lines) is False


def test_an_expert_sees_no_meeting_but_by_invitation(browser, member):
    meeting = meetings.submitted()
    invitation = meeting.invitations[1]
    assert member(2).open("meetings.mine").texts(".todo") == []
    assert member(2).open("meetings.show", meeting_id=meeting.id).status == 403
    other = member(3).open("meetings.invitation", invitation_id=invitation.id)
    assert other.status == 404


def test_an_invitation_is_not_read_before_it_is_signed(member):
    invitation = meetings.submitted().invitations[1]
    assert member(2).open("meetings.invitation", invitation_id=invitation.id).status == 404


def test_another_section_reads_a_meeting_and_changes_nothing(browser):
    meeting = meetings.planned()
    stranger = browser("section_2")
    page = stranger.open("meetings.show", meeting_id=meeting.id)
    assert page.status == 200
    assert not page.soup.select(STEP)
    for endpoint in ("meetings.edit", "meetings.attendance", "meetings.minutes"):
        assert stranger.open(endpoint, meeting_id=meeting.id).status == 404


def test_the_section_answers_for_an_expert_who_telephoned(browser):
    meeting = meetings.convened()
    invitation = meeting.invitations[2]
    page = browser(Post.SECTION).open("meetings.invitation", invitation_id=invitation.id)
    page = page.submit(answer="absent", reason="住院")
    assert "不能参加：住院" in page.text("#meeting")


def test_the_office_plans_the_plenary_and_sees_whose_report_is_missing(browser):
    elections.give_accounts()
    page = browser(Post.OFFICE).open("meetings.new_plenary").submit(year="2026")
    assert "已列入全体在聘专家" in page.text(".flash")
    shown = browser(Post.OFFICE).open("meetings.show", meeting_id=_only().id)
    assert "煤矿" in shown.text("section[aria-label=未交的年度报告]")


def test_a_group_report_is_handed_in_and_read(browser):
    meetings.lead()
    section = browser(Post.SECTION)
    page = section.open("meetings.report", year=2026).submit(industry="A01", text="全年会商四次。")
    assert page.text(".flash") == "已提交煤矿专家组2026年度工作情况报告"
    read = section.visit(page.soup.select_one("#reports tbody a")["href"])
    assert "全年会商四次。" in read.text("#report")


def test_an_expert_who_heads_no_group_hands_in_no_report(member):
    elections.give_accounts()
    assert member(2).open("meetings.report", year=2026).status == 404


def test_what_was_resolved_is_found_by_section_and_state(browser):
    meetings.minuted()
    where = {"section": meetings.section().id, "state": "overdue"}
    supervisor = browser(Post.SUPERVISOR)
    assert "没有符合条件" in supervisor.open("meetings.resolutions", **where).text("#list")
    with clock.held_at(datetime(2026, 7, 1, 4, tzinfo=UTC)):
        assert "已逾期" in supervisor.open("meetings.resolutions", **where).text("#list")
    assert supervisor.open("meetings.resolutions", state="x", section="y").status == 200


def test_a_cancelled_meeting_is_told_and_leaves_the_calendar(browser, member):
    meeting = meetings.convened()
    with unit_of_work():
        operations.take(meeting, "cancel", by=holder(Post.DEPUTY), note="大雪封路")
    assert "会议取消" in member(2).open("notices.index").text("main")
    assert not browser(Post.OFFICE).open("meetings.index").soup.select("#meetings tbody a")
