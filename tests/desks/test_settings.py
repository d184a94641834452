"""参数与工作日历, as readers, the system administrator and the leader meet them."""

from datetime import date

import pytest

from models.db import db
from models.queries.calendar import confirmed
from models.queries.parameters import value_of
from models.settings import PARAMETERS, REPORT_DAYS, WEIGHTS
from models.tables import CalendarYear, Event
from models.vocabulary import Post


def change(browser, key, value, reason="测试", post=Post.SYSADMIN):
    return browser(post).open("settings.parameter", key=key).submit(value=value, reason=reason)


def test_everyone_reads_every_parameter_with_its_article_and_changes_none(browser):
    page = browser(Post.EXPERT).open("settings.index")
    rows = page.soup.select("tbody tr")
    assert len(rows) == len(PARAMETERS)
    assert all(row.select_one("a.article") for row in rows)
    assert not page.soup.select("td a:not(.article)")


def test_a_change_is_in_force_and_registered_with_before_after_and_reason(browser):
    page = change(browser, "report_days", "7", "县局会议定的")
    assert page.text(".flash") == "书面报告时限已修改"
    assert value_of(db.session(), REPORT_DAYS) == 7
    event = db.session.scalars(db.select(Event).filter_by(kind="setting:change")).one()
    assert event.facts == {"before": "5个工作日", "after": "7个工作日", "reason": "县局会议定的"}
    assert (event.article, event.matter) == (13, "setting:report_days")


@pytest.mark.parametrize(
    ("key", "value", "answer"),
    [
        ("roster_cap", "251", "专家总数上限应为1至250的整数（第四条：总数不超过250人）"),
        ("report_days", "-1", "书面报告时限应为1至60的整数（第十三条：及时提交）"),
        ("report_days", "五", "书面报告时限应为1至60的整数（第十三条：及时提交）"),
        ("report_days", "5", "书面报告时限没有变化，不必修改"),
        ("archive_years", "4", "档案保存年限应为5至100的整数（第六条第五项：不少于五年）"),
        ("appointment_end", "2028-02-30", "聘期截止日请填写日期，如 2028-10-20"),
        ("draw_policy", "dice", "请选择抽取方式"),
        ("hotline", "", "举报电话应为1至30个字"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_reason(browser, key, value, answer):
    page = change(browser, key, value)
    assert (page.status, page.refusals()) == (422, [answer])
    assert value_of(db.session(), PARAMETERS[key]) == PARAMETERS[key].default


def test_a_change_without_a_reason_is_refused(browser):
    assert change(browser, "report_days", "7", "").refusals() == ["请填写修改原因"]


def test_a_term_of_keeping_is_only_ever_raised(browser):
    change(browser, "archive_years", "10")
    page = change(browser, "archive_years", "6")
    assert page.refusals() == ["档案保存年限只能提高，现为10年"]


def test_the_weights_are_the_leaders_alone(browser):
    assert browser(Post.SYSADMIN).open("settings.parameter", key="weights").status == 403
    assert browser(Post.LEADER).open("settings.parameter", key="report_days").status == 403
    change(browser, "weights", "8、4，2,1", "轮换更快", Post.LEADER)
    assert value_of(db.session(), WEIGHTS) == [8, 4, 2, 1]
    assert db.session.scalars(db.select(Event).filter_by(kind="weights:change")).one()


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("8、x", "权重请填写用顿号或逗号分开的正整数"),
        ("1、2", "权重应为不小于1的整数，并且后一项不大于前一项"),
        ("9999999、1", "权重不超过20项，每项不大于100000"),
    ],
)
def test_weights_that_would_not_rotate_are_refused(browser, value, answer):
    assert change(browser, "weights", value, post=Post.LEADER).refusals() == [answer]


def test_a_choice_is_shown_in_words(browser):
    change(browser, "decline_year", "calendar")
    assert "按自然年度" in browser(Post.SECTION).open("settings.index").text("table")


def test_a_parameter_that_does_not_exist_is_not_found(browser):
    assert browser(Post.SYSADMIN).open("settings.parameter", key="demonstration").status == 404


def add_day(browser, day, kind="off", name="元旦"):
    page = browser(Post.SYSADMIN).open("settings.calendar", year=2027)
    return page.submit("form.form", day=day, kind=kind, name=name)


def test_a_year_is_entered_and_confirmed_and_then_reckoned(browser):
    assert add_day(browser, "2027-01-01").text(".flash") == "已登记2027-01-01"
    page = browser(Post.SYSADMIN).open("settings.confirm_year", year=2027)
    page = page.submit(document="国办发明电〔2026〕1号")
    assert page.text(".flash") == "2027年工作日历已确认"
    assert not confirmed(db.session()).is_working_day(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("day", "kind", "answer"),
    [
        ("2026-10-01", "off", "2026-10-01已登记，如有错误请先删除"),
        ("2027-01-04", "on", "2027-01-04不是周末，本来就上班，不必登记"),
        ("1999-01-01", "off", "年份应在2023至2099之间"),
        ("", "off", "请填写日期"),
    ],
)
def test_a_day_that_cannot_be_is_refused(browser, day, kind, answer):
    page = add_day(browser, day, kind)
    assert page.status in {404, 422}
    assert answer in (page.refusals() or [answer])


def test_a_year_without_a_day_is_not_confirmed(browser):
    page = browser(Post.SYSADMIN).open("settings.confirm_year", year=2028).submit(document="x")
    assert page.refusals() == ["2028年还没有登记任何放假和调休，请先逐日登记"]
    assert db.session.get(CalendarYear, 2028) is None


def test_a_day_entered_by_mistake_is_removed(browser):
    page = add_day(browser, "2027-01-01")
    page = page.submit('form[action$="/2027-01-01/remove"]')
    assert page.text(".flash") == "已删除2027-01-01"
    query = db.select(Event.label).where(Event.kind.startswith("calendar:")).order_by(Event.number)
    assert list(db.session.scalars(query)) == ["登记放假日", "删除放假日"]


def test_readers_of_the_calendar_change_nothing(browser):
    page = browser(Post.SECTION).open("settings.calendar", year=2026)
    assert page.texts("tbody th")
    assert not page.soup.select("main form")
