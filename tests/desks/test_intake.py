"""申报批次 and the public invitation, as the office, readers and strangers meet them."""

from datetime import UTC, datetime

import pytest

from models import clock
from models.db import db, unit_of_work
from models.tables import Account, IntakeCycle
from models.vocabulary import Post
from tests.applications import open_cycle

GOOD = {"name": "虚构新人", "login": "Newcomer", "new": "Vernal-2031", "again": "Vernal-2031"}
JULY = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


def draft(browser, **fields):
    return browser(Post.OFFICE).open("intake.new").submit(**fields)


def only() -> IntakeCycle:
    return db.session.scalars(db.select(IntakeCycle)).one()


def open_account(browser, cycle, **fields):
    return browser(None).open("intake.open_account", cycle_id=cycle.id).submit(**(GOOD | fields))


def test_the_whole_of_june_is_proposed_and_opened_with_one_button(browser):
    page = draft(browser)
    assert page.text(".flash") == "已存为草稿，发布前请核对"
    page = page.submit("section.next form")
    assert page.text(".flash") == "2026年度专家申报：已发布"
    cycle = only()
    assert (str(cycle.opens_on), str(cycle.closes_on)) == ("2026-06-01", "2026-06-30")


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"title": ""}, "请填写名称"),
        ({"closes_on": "2026-05-31"}, "申报截止日早于开始日，请核对"),
        ({"closes_on": "0026-06-30"}, "年份应在1900至2100之间，请核对"),
        ({"closes_on": "2026-07-31"}, "每年6月份申报；在其他日期申报的是增补，请写明增补的理由"),
        ({"opens_on": "明天"}, "请填写申报开始日"),
    ],
)
def test_a_cycle_that_cannot_be_is_refused_beside_its_field(browser, fields, answer):
    page = draft(browser, **fields)
    assert page.status == 422
    assert answer in page.refusals() or "opens_on" in fields


def test_a_draft_is_changed_until_it_is_opened(browser):
    draft(browser)
    office = browser(Post.OFFICE)
    page = office.open("intake.edit", cycle_id=only().id).submit(title="专家申报")
    assert page.text("h1") == "专家申报"


def test_the_office_extends_the_window_and_says_why(browser):
    cycle = open_cycle()
    page = browser(Post.OFFICE).open("intake.extend", cycle_id=cycle.id)
    refused = page.submit(closes_on="2026-06-30", reason="人数不足")
    assert refused.refusals() == ["新的截止日应在2026年6月30日之后"]
    page = page.submit(closes_on="2026-07-10", reason="人数不足")
    assert "申报期已延长" in page.text(".flash")


@pytest.mark.parametrize("post", [Post.HR, Post.LEADER, Post.SUPERVISOR, Post.SECTION])
def test_others_read_the_cycles_and_change_none(browser, post):
    cycle = open_cycle()
    reader = browser(post)
    assert cycle.title in reader.open("intake.index").response.text
    page = reader.open("intake.show", cycle_id=cycle.id)
    assert (page.status, page.soup.select("main form")) == (200, [])
    assert reader.open("intake.new").status == 403


def test_a_stranger_reads_the_invitation_and_finds_the_way_to_apply(browser):
    cycle = open_cycle()
    stranger = browser(None)
    assert cycle.title in stranger.open("bulletin.index").response.text
    page = stranger.open("intake.invitation", cycle_id=cycle.id)
    told = page.response.text
    assert all(
        each in told
        for each in ("单位推荐", "个人自荐", "股室推荐", "2026年6月30日", "65周岁", "学历证明")
    )
    assert "我要申报" in page.texts(".page-head a")


def test_a_draft_has_no_public_page(browser):
    draft(browser)
    assert browser(None).open("intake.invitation", cycle_id=only().id).status == 404
    assert browser(None).open("intake.open_account", cycle_id=only().id).status == 404


def test_after_the_window_the_invitation_says_so(browser):
    cycle = open_cycle()
    with clock.held_at(JULY):
        page = browser(None).open("intake.invitation", cycle_id=cycle.id)
        assert "申报期已经结束" in page.refusals()[0]
        assert "我要申报" not in page.texts(".page-head a")
        assert open_account(browser, cycle).refusals()[0].startswith("2026年度专家申报的申报期是")


def test_a_stranger_opens_an_account_signs_in_and_applies(browser):
    page = open_account(browser, open_cycle())
    assert page.text(".flash") == "账号“newcomer”已开立，请登录后填报"
    page = page.submit("main form", login="newcomer", password=GOOD["new"])
    assert page.text("h1") == "专家申报表"


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"name": ""}, "请填写姓名"),
        ({"login": "applicant"}, "用户名“applicant”已被使用，请换一个"),
        ({"login": "虚构"}, "用户名应为2至32位字母、数字或 _ . -，以字母或数字开头"),
        ({"new": "short", "again": "short"}, "密码应为8至64位"),
        ({"again": "Vernal-2032"}, "两次输入的密码不一样，请重新输入"),
    ],
)
def test_an_account_that_cannot_be_is_refused_beside_its_field(browser, fields, answer):
    page = open_account(browser, open_cycle(), **fields)
    assert (page.status, page.refusals()) == (422, [answer])
    assert not db.session.scalar(db.select(Account).filter_by(login="newcomer"))


def test_accounts_are_not_opened_by_the_hundred(browser):
    cycle = open_cycle()
    form = browser(None).open("intake.open_account", cycle_id=cycle.id)
    answers = {form.submit(login="").status for _ in range(41)}
    assert answers == {422, 429}


def test_opening_a_cycle_leads_those_told_to_its_invitation(browser):
    draft(browser).submit("section.next form")
    page = browser(Post.UNIT).open("notices.index")
    link = page.soup.select_one("main td a")
    assert browser(Post.UNIT).visit(str(link["href"])).response.location.endswith("/invitation")


def test_a_concluded_cycle_stays_readable(browser):
    cycle = open_cycle()
    with clock.held_at(JULY):
        page = browser(Post.OFFICE).open("intake.show", cycle_id=cycle.id)
        page = page.submit("section.next form")
        assert page.text(".flash") == "2026年度专家申报：已办结"
        assert browser(None).open("intake.invitation", cycle_id=cycle.id).status == 200


def test_a_draft_is_withdrawn_with_a_reason(browser):
    page = draft(browser)
    refused = page.submit("section.next form", action="withdraw")
    assert refused.refusals() == ["撤销本批次必须写明理由"]
    assert "已撤销" in page.submit("section.next form", action="withdraw", note="改期").text(
        ".flash"
    )
    with unit_of_work():
        assert only().state == "withdrawn"
