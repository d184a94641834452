"""培训: the plan, a session from its notice to its file, the hours, the texts of the briefing."""

import io
from datetime import UTC, datetime

import pytest

from models import clock
from models.db import db
from models.operations.training_plans import Line
from models.tables import Attendance
from models.vocabulary import Post, TrainingKind
from models.workflows.training import State
from tests import elections, meetings, states, training
from tests.elections import expert

STEP = "form:has([name=action])"
APRIL = datetime(2027, 4, 1, 4, tzinfo=UTC)


def test_a_training_from_its_plan_to_its_file(browser):
    meetings.lead()
    elections.give_accounts()
    section = browser(Post.SECTION)
    page = section.open("training.edit_plan", year=2026).submit(
        **{"lines-0-month": "6", "lines-0-topic": training.TOPIC, "lines-0-hours": "3"}
    )
    assert page.text(".flash") == "2026年度培训计划已保存"
    link = page.soup.select_one("#plans tbody a")
    page = section.visit(link["href"])
    assert page.soup.select_one("[name=topic]")["value"] == training.TOPIC
    page = page.submit(
        starts_at="2026-06-12T09:00", place="三楼会议室", trainer="市局讲师", industries=["A01"]
    )
    assert page.text(".flash") == "已保存，核对后请发出培训通知"
    assert page.submit(STEP, action="announce").text(".flash").endswith("已通知，待举办")

    mine = browser("zz0002")
    assert mine.open("desk.index").texts(".todo .btn")[0].startswith("答复培训通知")
    notice = mine.visit(mine.open("training.mine").soup.select_one(".todo a")["href"])
    assert notice.submit(answer="absent").refusals() == ["不能参加的，请说明原因（500字以内）"]
    assert notice.submit(answer="absent", reason="出差").text(".flash") == "已答复：不能参加"

    with clock.held_at(training.HELD):
        assert section.open("desk.index").texts(".todo .btn")[0].startswith("登记到课")
        page = section.open("training.attendance", session_id=training.only().id)
        ticked = page.soup.select("input[type=checkbox][checked]")
        assert len(ticked) == 11  # everyone but the one who cannot come
        assert page.soup.select_one("input[value=出差]")
        page = page.submit(**{"people-0-hours": "1.5"})
        assert page.text(".flash") == "到课情况已登记，请整理培训记录"
        page = section.open("training.record", session_id=training.only().id)
        page = page.submit(content="逐条讲解判定标准。")
        assert page.text(".flash") == "培训记录已归档"
    assert training.only().state is State.CLOSED
    hours = [each.half_hours for each in training.only().attendances]
    assert hours == [3, 0, *([6] * 10)]
    assert browser("zz0003").open("training.mine").text(".stat-value") == "3"


def test_sixty_people_are_written_down_on_one_page(browser):
    elections.give_accounts(60)
    training.announced()
    with clock.held_at(training.HELD):
        page = browser(Post.SECTION).open("training.attendance", session_id=training.only().id)
        assert len(page.soup.select("tbody tr")) == 60
        absent = {f"people-{row}-attended": None for row in range(50, 60)}
        page = page.submit(**absent, **{"people-50-reason": "住院"})
    assert page.status == 200
    assert (len(training.only().attending), len(training.only().excused)) == (50, 1)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [("1.2", "学时按半学时计"), ("9", "不超过本次培训的3学时"), ("", "学时应在0.5至40之间")],
)
def test_hours_that_cannot_be_are_refused_and_what_was_typed_stays(browser, typed, refusal):
    training.announced()
    with clock.held_at(training.HELD):
        page = browser(Post.SECTION).open("training.attendance", session_id=training.only().id)
        page = page.submit(**{"people-0-hours": typed, "people-1-attended": None})
    assert page.status == 422
    assert refusal in page.refusals()[0]
    assert not page.soup.select_one("[name=people-1-attended]").has_attr("checked")


def test_somebody_not_asked_is_refused_in_words_or_added_on_the_spot(browser):
    training.announced(industries=[], experts=["ZZ0001"])
    with clock.held_at(training.HELD):
        page = browser(Post.SECTION).open("training.attendance", session_id=training.only().id)
        refused = page.submit(**{"people-0-expert": str(expert(9).id)})
        assert "没有通知参加的专家；确需参加的，请先“当场增加”" in refused.refusals()[0]
        spot = page.submit("form[action$=attendances]", code="ZZ0009")
        assert "专家09没有通知参加；当场增加必须写明理由" in spot.refusals()[0]
        done = page.submit("form[action$=attendances]", code="ZZ0009", reason="顶岗")
        assert done.text(".flash") == "已当场增加专家09"
        assert len(done.soup.select("tbody tr")) == 2


def test_who_is_asked_is_named_by_code_and_an_unknown_code_is_refused(browser):
    elections.give_accounts()
    page = browser(Post.SECTION).open("training.new")
    typed = {
        "topic": "学习", "starts_at": "2026-06-12T09:00", "hours": "2", "place": "会议室",
        "trainer": "讲师",
    }  # fmt: skip
    refused = page.submit(**typed, experts="ZZ0001、ZZ9999")
    assert refused.refusals() == ["没有ZZ9999这个编号的在聘专家，请核对"]
    assert page.submit(**typed, experts="zz0001，zz0002\nZZ0003").status == 200
    assert len(training.only().attendances) == 3


def test_the_section_answers_for_an_expert_who_telephoned(browser):
    found = training.announced()
    page = browser(Post.SECTION).open("training.notice", attendance_id=found.attendances[4].id)
    assert "不能参加：住院" in page.submit(answer="absent", reason="住院").text("#training")


def test_another_section_and_another_expert_find_nothing(browser):
    found = training.announced()
    stranger = browser("section_2")
    for endpoint in ("training.show", "training.edit", "training.attendance", "training.record"):
        assert stranger.open(endpoint, session_id=found.id).status == 404
    assert not stranger.open("training.index").soup.select("#list tbody tr")
    theirs = found.attendances[4].id
    assert browser("zz0002").open("training.notice", attendance_id=theirs).status == 404


@pytest.mark.parametrize("who", [Post.OFFICE, Post.HR, Post.SUPERVISOR, Post.LEADER])
def test_whoever_reads_all_sees_every_section_and_changes_nothing(browser, who):
    found = training.closed()
    reader = browser(who)
    assert training.TOPIC in reader.open("training.index").text("#list")
    page = reader.open("training.show", session_id=found.id)
    assert not page.soup.select(STEP)
    assert reader.open("training.attendance", session_id=found.id).status in {403, 404}


def test_a_notice_is_not_read_before_it_goes_out(browser):
    found = training.prepared()
    mine = db.session.scalars(db.select(Attendance).filter_by(expert_id=expert(2).id)).one()
    member = browser("zz0002")
    assert member.open("training.notice", attendance_id=mine.id).status == 404
    assert not member.open("training.mine").soup.select(".todo")
    assert browser(Post.SECTION).open("training.sign_in", session_id=found.id).status == 404


def test_material_is_read_by_whoever_was_asked_and_by_nobody_else(browser):
    found = training.announced(industries=[], experts=["ZZ0002"])
    section = browser(Post.SECTION)
    page = section.open("training.show", session_id=found.id)
    upload = (io.BytesIO(b"%PDF-1.7 x"), "讲义.pdf")
    page = page.submit("form[action$=files]", files=upload)
    assert page.text(".flash") == "已上传1个文件"
    refused = page.submit("form[action$=files]", files=(io.BytesIO(b"MZ"), "讲义.pdf"))
    assert "不是可用的文件" in refused.refusals()[0]
    where = {
        "attendance_id": training.only().attendances[0].id,
        "file_id": training.only().files[0].id,
    }
    assert browser("zz0002").open("training.own_file", **where).status == 200
    assert browser("zz0003").open("training.own_file", **where).status == 404
    removed = page.submit("form[action$=remove]")
    assert removed.text(".flash") == "已移除"


def test_what_is_overdue_is_named_in_words(browser):
    meetings.lead()
    with clock.held_at(APRIL):
        section = browser(Post.SECTION)
        assert section.open("desk.index").texts(".todo .btn")[0].startswith("编制培训计划")
        page = browser(Post.OFFICE).open("training.index")
        assert page.texts(".missing li") == ["煤矿监管股：3月底前没有编制年度培训计划"]
        training.planned_year(2027, [Line(3, "春季宣贯", TrainingKind.LAW, 4)])
        page = browser(Post.HR).open("training.index")
        assert page.texts(".missing li") == ["煤矿监管股：3月的“春季宣贯”还没有举办"]
        assert section.open("desk.index").texts(".todo .btn")[0].startswith("安排培训")


def test_a_plan_that_says_nothing_or_too_much_is_refused_beside_it(browser):
    training.planned_year()
    page = browser(Post.SECTION).open("training.edit_plan", year=2026)
    longer = page.submit(more="lines")
    assert len(longer.soup.select("tbody tr")) == 7
    assert page.submit(**{"lines-0-hours": "0.3"}).refusals()[0].startswith("学时按半学时计")
    empty = page.submit(**{"lines-0-topic": "", "lines-1-topic": ""})
    assert empty.refusals()[0].startswith("培训计划应有1至30项")
    assert browser(Post.SECTION).open("training.edit_plan", year=1999).status == 404


def test_everyones_hours_of_the_year(browser):
    training.held()
    rows = browser(Post.HR).open("training.hours", year=2026).texts("#list tbody tr")
    assert rows[0].endswith("3")
    assert rows[-1].endswith("0")


def test_the_office_revises_a_text_and_the_old_version_can_be_read(browser):
    office = browser(Post.OFFICE)
    page = office.open("training.revise_briefing", kind="integrity")
    assert page.submit(reason="无").refusals() == ["内容没有改动，不必另立新版"]
    page = page.submit(text="不收礼\n不赴宴", reason="增加宴请规定")
    assert page.text(".flash").startswith("廉政告知第2版已生效")
    assert "廉政告知（第2版）" in page.text("#texts")
    assert "廉洁自律：不收受" in page.text("#texts details")
    assert office.open("training.revise_briefing", kind="x").status == 404
    assert browser(Post.SECTION).open("training.revise_briefing", kind="ethics").status == 403


@pytest.fixture
def accepted(browser):
    """A task that its expert has accepted; and the expert's browser."""
    part = states.issued(briefing_points="井下禁止携带手机").seated[0]
    member = browser(part.expert.account.login)
    page = member.open("assignment.show", assignment_id=part.id)
    page.submit('form[action$="/accept"]', is_clear="y")
    return member, part.id


def test_an_expert_ticks_every_part_of_the_briefing(accepted):
    member, part_id = accepted
    page = member.open("assignment.show", assignment_id=part_id)
    boxes = [box["value"] for box in page.soup.select("input[name=read]")]
    assert "井下禁止携带手机" in page.text(".told")
    refused = page.submit('form[action$="/acknowledge"]', read=boxes[:-1])
    assert refused.refusals() == ["请阅读并勾选：本次任务的告知事项"]
    done = page.submit('form[action$="/acknowledge"]', read=boxes)
    assert done.text(".flash") == "已办理：确认廉政与保密告知"
    assert "确认防护用品" in member.open("desk.index").text(".todos")


def test_an_expert_confirms_every_piece_of_equipment(accepted):
    member, part_id = accepted
    page = member.open("assignment.show", assignment_id=part_id)
    boxes = [box["value"] for box in page.soup.select("input[name=received]")]
    refused = page.submit('form[action$="/fit"]', received=boxes[:1])
    assert refused.refusals()[0].startswith("安全帽还没有确认")
    done = page.submit('form[action$="/fit"]', received=boxes)
    assert done.text(".flash") == "已确认防护用品到位"
    assert not done.soup.select("input[name=received]")


def test_the_section_lists_the_equipment_row_by_row(browser):
    dispatch = states.drafted()
    section = browser(Post.SECTION)
    page = section.open("dispatch.edit", dispatch_id=dispatch.id)
    refused = page.submit(**{"protection-0-per_person": "100"})
    assert refused.refusals() == ["每人1至99件"]
    page = page.submit(
        **{"protection-2-what": "便携式甲烷检测仪", "protection-2-provided_by": "bureau",
           "briefing_points": "禁止携带火种"}
    )  # fmt: skip
    assert "便携式甲烷检测仪（每人1件，县应急管理局提供）" in page.text("#matter")
    assert "禁止携带火种" in page.text("#matter")
