"""推荐汇总表, as the section, those who sign and the office meet it."""

from datetime import date

import pytest
from sqlalchemy import func

from models.db import db, unit_of_work
from models.rules.annex_3 import read_annex_3
from models.rules.annex_3_columns import COLUMNS, NOTE, TITLE
from models.spreadsheets import read_rows
from models.tables import Event, RecommendationSheet, SheetLine, Specialty
from models.vocabulary import Post
from models.workflows.application import State as ApplicationState
from models.workflows.sheet import Action, State
from tests.applications import application
from tests.office import PASSWORD
from tests.sheets import CHEMISTRY, names, opened, passed, sheet, take
from tests.test_queries import MOST, counted

STEP = "form:has([name=action])"
READERS = (Post.SECTION_HEAD, Post.DEPUTY, Post.LEADER, Post.EXECUTIVE_DEPUTY, Post.SUPERVISOR)

pytestmark = pytest.mark.usefixtures("app")


def page_of(person, made):
    return person.open("sheets.show", sheet_id=made.id)


def buttons(browser, who):
    texts = browser(who).open("desk.index").texts(".todo .btn")
    return [text for text in texts if "汇总表" in text]


def sign(browser, made, who, action):
    page = page_of(browser(who), made)
    return page.submit(STEP, action=action, password=PASSWORD)


def test_a_sheet_goes_from_the_section_to_the_office_page_by_page(browser):
    passed(500, 501)
    section = browser(Post.SECTION)
    waiting = section.open("desk.index")
    assert waiting.texts(".todo-title") == ["2人初审通过，待编制汇总表"]
    page = section.visit(waiting.soup.select_one(".todo .btn")["href"]).submit("#new form")
    assert page.text(".flash") == "已编制煤矿监管股推荐汇总表，初审通过的2人已列入"
    [made] = db.session.scalars(db.select(RecommendationSheet))
    assert buttons(browser, Post.SECTION) == ["承办人签字：煤矿监管股推荐汇总表"]
    for who, action, said in (
        (Post.SECTION, "handle", "已办理：承办人签字"),
        (Post.SECTION_HEAD, "endorse", "已办理：股室负责人签字"),
        (Post.DEPUTY, "sign", "已办理：分管领导签字"),
        (Post.SECTION, "deliver", "已办理：送达专家办"),
    ):
        assert len(buttons(browser, who)) == 1
        assert sign(browser, made, who, action).text(".flash") == said
    assert buttons(browser, Post.OFFICE) == ["形式审查：煤矿监管股推荐汇总表"]
    office = browser(Post.OFFICE)
    checked = office.open("sheets.check", sheet_id=made.id).submit("#check form", rest="y")
    assert checked.text(".flash") == "已保存，可以办结形式审查"
    done = checked.submit(STEP, action="accept")
    assert done.text(".flash") == "已办理：形式审查完毕"
    assert [line.application.state for line in made.lines] == [ApplicationState.CHECKED] * 2
    assert buttons(browser, Post.OFFICE) == []


def test_nobody_signs_with_a_wrong_password(browser):
    page = page_of(browser(Post.SECTION), sheet())
    refused = page.submit(STEP, action="handle", password="x")
    assert refused.refusals() == ["密码不正确，未签署；请重新输入登录密码"]


def test_who_signed_and_whether_it_still_says_so_stands_on_the_page(browser):
    made = sheet(State.SIGNED)
    assert page_of(browser(Post.LEADER), made).texts("td:last-child").count("与签署时一致") == 3
    with unit_of_work():
        line = made.lines[0]
        line.columns = line.columns | {"单位全称": "另一单位"}
    page = page_of(browser(Post.LEADER), made)
    assert page.texts("td strong.warning") == ["已改动"] * 3


@pytest.mark.parametrize("who", READERS)
def test_a_reader_sees_masked_numbers_and_takes_masked_ones_alone(browser, who):
    made, person = sheet(State.DELIVERED), browser(who)
    page = page_of(person, made)
    number = made.lines[0].columns["身份证号"]
    assert number not in page.response.text
    assert not page.soup.select("form[action$='annex-3.xlsx']")
    token = page.soup.select_one("[name=csrf_token]")["value"]
    answer = person.send(f"/sheets/{made.id}/annex-3.xlsx", {"csrf_token": token})
    assert answer.status == 403


def test_another_section_finds_no_such_sheet(browser):
    made = sheet()
    for endpoint in ("show", "compose", "workbook", "difference"):
        answer = browser("section_2").open(f"sheets.{endpoint}", sheet_id=made.id)
        assert answer.status == 404
    assert browser("section_2").open("sheets.index").texts("tbody tr") == []


def test_the_clerk_takes_off_adds_and_orders_by_number(browser):
    made = sheet()
    passed(510)
    first, second, _ = (line.application_id for line in made.lines)
    page = browser(Post.SECTION).open("sheets.compose", sheet_id=made.id)
    assert page.texts("tbody th") == ["申报500", "申报501", "申报502", "申报510"]
    newcomer = db.session.scalar(db.select(func.max(SheetLine.application_id))) + 1
    done = page.submit(
        "#compose form",
        **{
            f"in_{second}": None,
            f"in_{newcomer}": "y",
            f"place_{newcomer}": "1",
            f"place_{first}": "9",
        },
    )
    assert done.text(".flash") == "名单已保存，共3人"
    db.session.expire_all()
    assert names(made) == ["申报510", "申报502", "申报500"]
    again = browser(Post.SECTION).open("sheets.compose", sheet_id=made.id)
    again.submit("#compose form", by_name="y")
    db.session.expire_all()
    assert names(made) == ["申报500", "申报502", "申报510"]


def test_a_place_that_is_no_place_is_refused_beside_it(browser):
    made = sheet()
    page = browser(Post.SECTION).open("sheets.compose", sheet_id=made.id)
    refused = page.submit("#compose form", **{f"place_{made.lines[0].application_id}": "0"})
    assert (refused.status, refused.refusals()) == (422, ["顺序号应在1至999之间"])


def test_the_card_of_a_section_that_compiles_already_leads_to_its_list(browser):
    sheet()
    passed(510)
    section = browser(Post.SECTION)
    card = section.open("desk.index").soup.select(".todo")
    link = next(each.a["href"] for each in card if "1人初审通过" in each.text)
    assert section.visit(link).response.location.endswith("/persons")


def test_a_return_shows_why_and_the_next_edition_what_is_different(browser):
    made = sheet(State.HANDLED)
    page = page_of(browser(Post.SECTION_HEAD), made)
    assert page.submit(STEP, action="return").refusals() == ["退回必须写明理由"]
    page.submit(STEP, action="return", note="请补充一人")
    section = browser(Post.SECTION)
    assert buttons(browser, Post.SECTION) == ["另编新版：煤矿监管股推荐汇总表"]
    returned = page_of(section, made)
    assert "意见请补充一人" in returned.response.text
    passed(510)
    compose = returned.submit("form[action$=editions]")
    assert compose.text(".flash") == "已另编第2版，人员照旧，可以增减"
    compose.submit("#compose form", **{f"in_{made.lines[0].application_id + 3}": "y"})
    [_, edition] = db.session.scalars(
        db.select(RecommendationSheet).order_by(RecommendationSheet.id)
    )
    told = section.open("sheets.difference", sheet_id=edition.id)
    assert "申报510" in told.text(".facts")
    assert page_of(section, edition).texts("td .badge")[:2] == ["已退回，须另编新版", "编制中"]
    assert "系统内审批记录" in page_of(section, made).texts("h2")


def test_a_first_edition_has_nothing_to_differ_from(browser):
    made = sheet()
    assert browser(Post.SECTION).open("sheets.difference", sheet_id=made.id).status == 404


def test_the_office_fails_a_line_beside_what_the_system_found(browser):
    made = sheet(State.DELIVERED)
    with unit_of_work():
        db.session.query(Specialty).filter_by(code="A0103").update({"is_active": False})
    office = browser(Post.OFFICE)
    page = office.open("sheets.check", sheet_id=made.id)
    assert page.texts("td .warning") == ["现行附件1中没有专业A0103"] * 3
    waiting = page.submit("#check form", rest="y")
    assert waiting.text(".flash") == "已保存，还有3人没有结论"
    first = made.lines[0].id
    page = office.open("sheets.check", sheet_id=made.id)
    refused = page.submit("#check form", **{f"verdict_{first}": "failed"})
    assert (refused.status, refused.refusals()) == (422, ["不通过的，必须写明理由"])
    verdicts = {f"verdict_{line.id}": "passed" for line in made.lines[1:]}
    saved = refused.submit(
        "#check form", **verdicts, **{f"verdict_{first}": "failed", f"finding_{first}": "重复推荐"}
    )
    assert "重复推荐" in saved.response.text
    saved.submit(STEP, action="accept")
    assert made.lines[0].application.state is ApplicationState.REJECTED


def test_the_workbook_has_the_annexs_eleven_columns_and_can_be_read_in_again(browser):
    made = sheet(State.SIGNED)
    section = browser(Post.SECTION)
    page = page_of(section, made).submit("form[action$='annex-3.xlsx']")
    rows = read_rows("附件3.xlsx", page.response.data)
    assert rows[0][0] == TITLE
    assert rows[1][0] == "填报股室：煤矿监管股"
    assert rows[2][0] == "填报时间：2026年6月1日"
    assert tuple(rows[3]) == COLUMNS
    assert {len(row) for row in rows} == {11}
    assert rows[-2][0] == NOTE
    signed = "承办人：股室承办人　　　　股室负责人：股室负责人　　　　分管领导：分管领导"
    assert rows[-1][0] == signed
    read = read_annex_3(
        rows, db.session.scalars(db.select(Specialty)), date(2026, 6, 1), lambda _: None
    )
    assert [row.texts["姓名"] for row in read] == names(made)
    assert not [problem for row in read for problem in row.problems if problem.column != "级别"]
    event = db.session.scalars(
        db.select(Event).filter_by(kind="recommendation_sheet:export_whole")
    ).one()
    assert event.facts["number"] == made.number


def test_what_a_spreadsheet_would_run_stays_text(browser):
    application(500, ApplicationState.PASSED, employer='=HYPERLINK("http://x","y")', school="+1-1")
    made = opened()
    page = browser(Post.LEADER).open("sheets.workbook", sheet_id=made.id)
    row = read_rows("附件3.xlsx", page.response.data)[4]
    assert (row[5], row[7]) == ('=HYPERLINK("http://x","y")', "+1-1")
    assert "*" in row[3]
    assert b"<f>" not in page.response.data


def test_the_list_is_narrowed_by_state_section_and_cycle(browser):
    made = sheet()
    sheet(State.COMPILING, 510, section=CHEMISTRY)
    leader = browser(Post.LEADER)
    assert len(leader.open("sheets.index").texts("tbody tr")) == 2
    assert leader.open("sheets.index", state="signed").texts("tbody tr") == []
    mine = leader.open("sheets.index", section=made.section_id, intake=made.intake_id)
    assert len(mine.texts("tbody tr")) == 1
    assert len(leader.open("sheets.index", section="x", state="x").texts("tbody tr")) == 2


def test_the_pages_ask_no_more_often_the_more_persons_there_are(browser):
    few = sheet(State.DELIVERED, 500, 501)
    passed(*range(520, 540))
    many = sheet(State.DELIVERED, *range(540, 545))
    for who, endpoint in (
        (Post.OFFICE, "show"), (Post.OFFICE, "check"), (Post.DEPUTY, "show"),
        (Post.LEADER, "workbook"),
    ):  # fmt: skip
        asked = {}
        for made in (few, many):
            person = browser(who)
            with counted() as statements:
                person.open(f"sheets.{endpoint}", sheet_id=made.id)
            asked[made.id] = len(statements)
        assert asked[many.id] == asked[few.id] <= MOST, (endpoint, asked)


def test_compiling_asks_no_more_often_the_more_persons_there_are(browser):
    made = sheet()
    section = browser(Post.SECTION)

    def asks(endpoint, **values):
        with counted() as statements:
            assert section.open(endpoint, **values).status == 200
        return len(statements)

    before = asks("sheets.compose", sheet_id=made.id)
    passed(*range(520, 530))
    assert asks("sheets.compose", sheet_id=made.id) == before <= MOST
    assert asks("sheets.index") <= MOST
    assert asks("sheets.new") <= MOST


def test_a_stale_step_is_told_what_is_so_now(browser):
    made = sheet(State.HANDLED)
    page = page_of(browser(Post.SECTION_HEAD), made)
    take(made, Action.ENDORSE, Post.SECTION_HEAD)
    late = page.submit(STEP, action="endorse", password=PASSWORD)
    assert late.status == 422
    assert "现在是“待分管领导签字”" in late.refusals()[0]


@pytest.mark.parametrize("seen", ["", "x", None])
def test_a_list_sent_without_the_version_it_was_read_in_is_not_taken(browser, seen):
    made = sheet()
    page = browser(Post.SECTION).open("sheets.compose", sheet_id=made.id)
    assert page.submit("#compose form", seen=seen).status == 422
    assert len(names(made)) == 3
