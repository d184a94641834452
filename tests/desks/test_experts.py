"""专家名册, as people of several posts meet it."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from sqlalchemy import event

from models import clock
from models.db import db, unit_of_work
from models.operations.particulars import particulars_of
from models.operations.roster import amend
from models.spreadsheets import read_rows
from models.tables import Absence, Event, Expert, Interest
from models.vocabulary import Post, Standing
from tests import rosters, states
from tests.office import EXPERTS

FILLED = {
    "name": "单柏川",
    "id_number": rosters.id_number(date(1975, 3, 4), 12),
    "mobile": "19900000001",
    "employer": "泽北煤业有限公司",
    "primary": "A0103",
    "grade": "SENIOR",
}
RIGHT = rosters.xlsx([rosters.HEADER, *rosters.right_rows()])
CLERKS = rosters.xlsx(rosters.grid())


@pytest.fixture
def office(browser):
    return browser(Post.OFFICE)


def names(page):
    return page.texts("#list tbody th")


def last_event():
    return db.session.scalars(db.select(Event).order_by(Event.number.desc())).first()


def count(table=Expert):
    return db.session.query(table).count()


def upload(browser, name, content, *, htmx=False):
    page = browser.open("experts.upload")
    return page.submit("#upload form", file=(BytesIO(content), name), htmx=htmx)


def kept(app):
    return list(app.extensions["instance"].uploads.glob("*.sheet"))


# The list


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"words": "zhuanjia03"}, ["专家03"]),
        ({"words": "zj", "sort": "-name", "page": 1}, [f"专家{n:02}" for n in range(12, 0, -1)]),
        ({"words": "专家1"}, ["专家10", "专家11", "专家12"]),
        ({"words": "zz0007"}, ["专家07"]),
        ({"words": "聘0008"}, ["专家08"]),
        ({"employer": "矿业12"}, ["专家12"]),
        ({"industry": "A01", "words": "zz0001"}, ["专家01"]),
        ({"specialty": "A0104"}, []),
        ({"grade": "LEGAL"}, []),
        ({"standing": "ended"}, []),
        ({"grade": "no such grade", "words": "zz0001"}, ["专家01"]),
    ],
)
def test_the_list_is_narrowed_and_ordered_by_its_address(browser, filters, found):
    assert names(browser(Post.SECTION).open("experts.index", **filters)) == found


def test_a_list_asks_the_database_no_more_for_a_hundred_than_for_one(office):
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    office.open("experts.index", per_page=100)
    statements = [each for each in asked if not each.startswith(("BEGIN", "ROLLBACK"))]
    assert len(statements) <= 12, statements


def test_a_clerk_of_a_section_reads_but_neither_edits_nor_exports(browser):
    page = browser(Post.SECTION).open("experts.index")
    assert page.texts(".page-head a") == []
    assert browser(Post.SECTION).open("experts.export").status == 403
    assert browser(Post.SECTION).open("experts.new").status == 403


# The export


def rows_of(page):
    assert page.response.headers["Content-Disposition"].isascii(), "a server can send the name"
    return read_rows("annex-3.xlsx", page.response.data)


def test_the_export_holds_exactly_what_is_listed_with_its_numbers_masked(office):
    page = office.open("experts.annex_3", words="专家1", sort="-name")
    title, _, *lines = rows_of(page)
    assert title[0] == "泽州县安全生产和应急管理专家推荐汇总表"
    assert [line[1] for line in lines] == ["专家12", "专家11", "专家10"]
    assert lines[0][3:5] == ["990***********0127", "190****0012"]
    assert lines[0][10] == "安全生产/煤矿/A0103 通风与防灭火"


def test_whole_numbers_leave_the_office_for_a_reason_that_is_registered(office):
    page = office.open("experts.export", words="zz0001")
    page = page.submit("#export form", reason="上级核查名册")
    line = rows_of(page)[2]
    assert (line[3][:6], len(line[3]), line[4]) == ("990100", 18, "19000000001")
    assert last_event().kind == "roster:export_whole"
    assert last_event().facts == {"reason": "上级核查名册", "persons": 1}


def test_without_a_reason_no_whole_number_leaves(office):
    page = office.open("experts.export").submit("#export form", reason=" ")
    assert (page.status, page.refusals()) == (422, ["请写明导出完整号码的理由"])
    assert last_event().kind != "roster:export_whole"


# One expert's page


def test_an_experts_page_masks_the_numbers_and_shows_them_for_a_reason(office):
    page = office.open("experts.show", expert_id=1)
    assert "19000000001" not in page.response.text
    page = page.submit("#contact form", reason="电话通知任务", htmx=True)
    assert page.is_fragment()
    assert "19000000001" in page.response.text
    assert (last_event().kind, last_event().matter) == ("expert:reveal", "expert:1")
    assert last_event().facts == {"reason": "电话通知任务"}


def test_without_a_reason_the_numbers_stay_masked(office):
    page = office.open("experts.show", expert_id=1).submit("#contact form", reason="")
    assert (page.status, page.refusals()) == (422, ["请写明查看理由"])
    assert "19000000001" not in page.response.text


def test_who_only_reads_is_not_offered_the_numbers(browser):
    page = browser(Post.SUPERVISOR).open("experts.show", expert_id=1)
    assert page.status == 200
    assert not page.soup.select("#contact form")


def test_the_page_tells_the_history_of_the_entry(office):
    page = office.open("experts.edit", expert_id=2).submit("#entry form", title="教授")
    assert page.text(".timeline-what") == "修改信息"
    assert "改了：职务职称" in page.text(".timeline blockquote")


def test_a_name_drawn_but_not_yet_signed_for_leaves_no_trace_on_the_page(office):
    [part, *_] = states.endorsed().assignments
    page = office.open("experts.show", expert_id=part.expert_id)
    assert page.text(".stat-value") == "0次"
    assert part.dispatch.title not in page.response.text


def test_a_task_that_was_made_known_is_counted_and_leads_to_its_dispatch(office):
    [part, *_] = states.issued().assignments
    page = office.open("experts.show", expert_id=part.expert_id)
    assert page.text(".stat-value") == "1次"
    assert page.text("td a") == part.dispatch.title


# Entering and changing


def test_the_office_enters_an_expert(office):
    page = office.open("experts.new").submit("#entry form", **FILLED)
    assert page.text(".flash") == "已登记：ZZ0013 单柏川"
    assert page.text("h1") == "单柏川"
    assert FILLED["id_number"] not in page.response.text


def test_what_is_missing_is_asked_for_beside_its_field(office):
    page = office.open("experts.new").submit("#entry form", htmx=True)
    assert page.status == 422
    assert page.refusals() == [
        "请填写姓名", "请填写身份证号", "请填写移动电话",
        "请填写单位全称", "请选择主专业", "请选择级别",
    ]  # fmt: skip


WRONG = {
    "身份证号应为18位，现在是17位": {"id_number": FILLED["id_number"][:-1]},
    "统一社会信用代码应为18位，现在是3位": {"credit_code": "911"},
    "请写成2023-10-20这样的日期": {"appointed_from": "明天"},
    "年限应在0至70之间": {"years": "71"},
    "移动电话应为一个以1开头的11位手机号": {"mobile": "03561234567"},
}


@pytest.mark.parametrize(("sentence", "written"), WRONG.items())
def test_what_is_wrong_is_said_beside_its_field_and_the_input_kept(office, sentence, written):
    page = office.open("experts.new").submit("#entry form", **(FILLED | written))
    assert (page.status, page.refusals()) == (422, [sentence])
    assert page.soup.select_one("#employer")["value"] == FILLED["employer"]
    assert count() == EXPERTS


def test_a_new_unit_keeps_its_checked_credit_code(office):
    code = "91350100M000100Y43"
    office.open("experts.new").submit("#entry form", **FILLED, credit_code=code)
    expert = db.session.scalars(db.select(Expert).filter_by(name="单柏川")).one()
    assert expert.employer.credit_code == code


def test_an_edit_keeps_the_numbers_that_are_left_empty(office):
    office.open("experts.edit", expert_id=2).submit("#entry form", major="采矿工程")
    expert = db.session.get(Expert, 2)
    assert (expert.major, expert.mobile) == ("采矿工程", "19000000002")


def test_a_page_left_open_while_another_changed_the_expert_says_so(office, person):
    page = office.open("experts.edit", expert_id=2)
    expert = db.session.get(Expert, 2)
    with unit_of_work():
        amend(expert, replace(particulars_of(expert), title="教授"), by=person(Post.OFFICE))
    page = page.submit("#entry form", title="研究员")
    assert page.status == 422
    assert "已被他人修改" in page.text(".refusal")
    assert db.session.get(Expert, 2).title == "教授"


def test_an_expert_is_suspended_with_a_reason(office):
    page = office.open("experts.standing", expert_id=2)
    refused = page.submit("#standing form", standing="suspended", reason="")
    assert refused.refusals() == ["请写明变更状态的理由"]
    page = page.submit("#standing form", standing="suspended", reason="住院治疗")
    assert page.text(".flash") == "已变更为“暂停使用”：ZZ0002 专家02"
    assert db.session.get(Expert, 2).standing is Standing.SUSPENDED


# Declarations


def test_an_expert_declares_an_absence_and_takes_it_back(browser):
    own = browser(Post.EXPERT)
    page = own.open("experts.declare_own", kind="absence")
    page = page.submit("#declare form", first_day="2026-06-08", last_day="2026-06-12", note="出差")
    assert page.text("#declarations tbody th") == "2026年6月8日至2026年6月12日"
    page = page.submit("#declarations td form")
    assert page.text(".flash") == "已撤回"
    assert count(Absence) == 0


def test_the_office_declares_an_interest_for_an_expert(office):
    page = office.open("experts.declare", expert_id=2, kind="interest")
    page = page.submit("#declare form", unit="虚构目标煤矿", kind="relative", note="配偶任职")
    assert page.text("h1") == "专家02"
    assert db.session.query(Interest).one().unit.name == "虚构目标煤矿"


def test_a_former_employer_needs_the_day_it_was_left(office):
    page = office.open("experts.declare", expert_id=2, kind="former")
    page = page.submit("#declare form", unit="虚构目标煤矿", left_on="")
    assert (page.status, page.refusals()) == (422, ["请填写离任日期"])


def test_an_expert_cannot_take_back_what_is_somebody_elses(browser, office):
    page = office.open("experts.declare", expert_id=2, kind="interest")
    page.submit("#declare form", unit="虚构目标煤矿", kind="relative")
    interest = db.session.query(Interest).one()
    own = browser(Post.EXPERT)
    page = own.open("experts.own")
    token = page.soup.select_one("input[name=csrf_token]")["value"]
    url = f"/experts/own/declarations/interest/{interest.id}/withdraw"
    assert own.send(url, {"csrf_token": token}).status == 404
    assert count(Interest) == 1


# The import


def test_a_clerks_sheet_is_judged_row_by_row_and_cannot_be_confirmed(app, office):
    page = upload(office, "汇总表.xlsx", CLERKS)
    assert page.texts(".stat-value") == ["12行", "0行", "0行", "10行"]
    assert len(page.texts("[data-term=refused]")) == 10
    assert not page.soup.select("#judgement form.form")
    assert count() == EXPERTS


def test_the_judgement_may_be_narrowed_and_taken_home(office):
    page = upload(office, "汇总表.xlsx", CLERKS)
    narrowed = office.visit(f"{page.url}?outcome=refused")
    assert len(narrowed.soup.select("#judgement tbody tr")) == 10
    _, _, *lines = rows_of(office.visit(f"{page.url}/judgement.xlsx"))
    assert len(lines) == 22
    assert lines[1][2:] == ["不能导入", "", "身份证号应为18位，现在是17位"]


def test_a_right_sheet_is_taken_in_by_the_second_click_and_then_forgotten(app, office):
    page = upload(office, "汇总表.xlsx", RIGHT)
    assert count() == EXPERTS
    assert [file.read_bytes().count(b"990100") for file in kept(app)] == [0]
    page = page.submit("#judgement form.form")
    assert page.text(".flash") == "已导入：新增12人，修改0人"
    assert (count(), kept(app)) == (EXPERTS + 12, [])


def test_a_sheet_confirmed_after_the_roster_changed_is_judged_anew(office):
    page = upload(office, "汇总表.xlsx", RIGHT)
    written = FILLED | {"certificate_no": "ZJ20230001"}
    office.open("experts.new").submit("#entry form", **written)
    page = page.submit("#judgement form.form", htmx=True)
    assert page.status == 422
    assert "核对之后名册有变动" in page.text(".refusal")
    assert "聘书号“ZJ20230001”已发给ZZ0013 单柏川" in page.response.text
    assert count() == EXPERTS + 1


def test_a_sheet_opens_only_for_who_handed_it_in_and_may_be_given_up(app, office, browser, person):
    page = upload(office, "汇总表.xlsx", RIGHT)
    with unit_of_work():
        person(Post.HR).post = Post.OFFICE
    assert browser(Post.HR).visit(page.url).status == 404
    page = page.submit(".page-head form")
    assert page.text(".flash") == "已放弃，名册没有变动"
    assert kept(app) == []


def test_a_sheet_that_nobody_confirmed_is_swept_away(app, office):
    upload(office, "汇总表.xlsx", RIGHT)
    [old] = kept(app)
    with clock.held_at(clock.now() + timedelta(days=2)):
        upload(office, "汇总表.xlsx", RIGHT)
    assert old not in kept(app)


FILES = {
    "用到了第60000行，超过20,000行": rosters.csv_in("utf-8", [["甲"]] * 60_000),
    "是旧版 .xls 文件（改文件名无效）": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "设了打开密码": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "没有找到附件3的表头": rosters.xlsx([["通讯录"], ["甲", "乙"]]),
    "是空文件": b"",
}


@pytest.mark.parametrize(("sentence", "content"), FILES.items())
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(app, office, sentence, content):
    page = upload(office, "汇总表.xlsx", content, htmx=True)
    assert page.status == 422
    assert sentence in page.text(".field .error")
    assert kept(app) == []
