"""日历 and 工作量意愿: the own months, the feed under a private address, the wishes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from models import clock
from models.db import db, unit_of_work
from models.operations import assignments, changes, declarations
from models.tables import CalendarLink, Event, Expert
from models.vocabulary import ChangeKind, DeclineKind, Post, Standing
from models.workflows import change as change_flow
from tests import meetings, states
from tests.conftest import NOON
from tests.pages.browser import Browser
from tests.states import ENDS, STARTS, acting_for, holder


@pytest.fixture
def part(app):
    return states.issued(seats=1).seated[0]


@pytest.fixture
def expert(browser, part) -> Browser:
    return browser(part.expert.account.login)


def june(someone):
    return someone.open("calendar.month", month="2026-06")


def subscribe(someone) -> str:
    """The address, as the page shows it this once."""
    page = someone.open("calendar.month").submit('form[action$="/link"]')
    return page.text(".feed-address").removeprefix("http://localhost")


def read(browser, address: str) -> Calendar:
    answer = browser(None).visit(address)
    assert (answer.status, answer.response.mimetype) == (200, "text/calendar")
    return Calendar.from_ical(answer.response.data)


def events(browser, address: str) -> list:
    return read(browser, address).walk("VEVENT")


def be_away(expert: Expert, by, first=date(2026, 6, 20), last=date(2026, 6, 22)) -> None:
    with unit_of_work():
        declarations.declare_absence(expert, first_day=first, last_day=last, note="外出培训", by=by)


def test_a_month_shows_tasks_meetings_and_days_away(browser, part, expert):
    be_away(part.expert, acting_for(part))
    page = june(expert)
    assert "专家任务 泽应急专派〔2026〕1号" in page.text("#month")
    assert "2026年6月8日 09:00" in page.text("#month")
    assert page.texts(".month-mark") == ["任", "不", "不", "不"]


def test_an_invitation_stands_in_the_calendar_once_the_convener_has_signed(browser):
    meeting = meetings.convened()
    invited = meeting.invitations[0].expert.account.login
    month = meeting.meets_on.strftime("%Y-%m")
    page = browser(invited).open("calendar.month", month=month)
    assert meeting.caption in page.text("#month")
    assert "会" in page.texts(".month-mark")


@pytest.mark.parametrize("month", ["", "2026-13", "0001-01", "9999-12", "x"])
def test_a_month_that_is_none_is_this_one(expert, month):
    assert "2026年6月" in expert.open("calendar.month", month=month).text(".month-turn")


def test_months_are_turned_across_the_year(expert):
    page = expert.open("calendar.month", month="2026-12")
    links = [link["href"] for link in page.soup.select(".month-turn a")]
    assert [link.partition("=")[2] for link in links] == ["2026-11", "2027-01"]


def test_an_account_without_an_entry_of_the_roster_is_told_whom_to_ask(part, expert):
    with unit_of_work():
        part.expert.account = None
    page = expert.open("calendar.month")
    assert (page.status, "请联系专家管理办公室" in page.response.text) == (404, True)


def test_the_address_is_shown_once_and_only_a_hash_of_it_is_kept(expert):
    address = subscribe(expert)
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert len(token) >= 43
    assert token not in expert.open("calendar.month").response.text
    [link] = db.session.scalars(db.select(CalendarLink))
    assert token not in link.lookup
    assert "expert:calendar_link" in db.session.scalars(db.select(Event.kind)).all()


def test_the_feed_tells_number_time_and_gathering_place_and_nothing_else(browser, part, expert):
    [event] = events(browser, subscribe(expert))
    assert event["summary"] == "专家任务 泽应急专派〔2026〕1号"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (STARTS, ENDS)
    assert event["location"] == "县应急管理局一楼大厅"
    assert event["status"] == "CONFIRMED"


def test_the_feed_names_no_unit_no_title_no_content_and_no_person(browser, part, expert):
    raw = browser(None).visit(subscribe(expert)).response.data
    text = raw.replace(b"\r\n ", b"").decode()
    dispatch = part.dispatch
    secret = [
        dispatch.title, dispatch.content, dispatch.place, dispatch.hazards, part.expert_name,
        *(unit.name for unit in dispatch.targets), part.expert.mobile,
    ]  # fmt: skip
    assert [words for words in secret if words in text] == []


def test_the_feed_is_written_as_the_standard_asks(browser, part, expert):
    be_away(part.expert, acting_for(part))
    with unit_of_work():
        part.dispatch.meeting_point = "县应急管理局一楼大厅，东门；" * 8
    raw = browser(None).visit(subscribe(expert)).response.data
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert b"DTSTART:20260608T010000Z" in lines
    assert b"DTSTART;VALUE=DATE:20260620" in lines
    assert b"DTEND;VALUE=DATE:20260623" in lines  # the day after the last
    parsed = Calendar.from_ical(raw)
    assert parsed.walk("VEVENT")[0]["location"] == part.dispatch.meeting_point
    assert (parsed["version"], parsed["method"]) == ("2.0", "PUBLISH")


def test_an_occasion_keeps_its_name_and_its_edition_grows(browser, part, expert):
    address = subscribe(expert)
    [before] = events(browser, address)
    with unit_of_work():
        part.dispatch.meeting_point = "县应急管理局北门"
    [after] = events(browser, address)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]


def test_what_was_called_off_is_said_to_be(browser, part, expert):
    address = subscribe(expert)
    change = states.propose(part.dispatch, ChangeKind.CANCEL, reason="对象单位停产")
    with unit_of_work():
        changes.decide(change, change_flow.Action.APPROVE, by=holder(Post.DEPUTY), note="同意")
    [event] = events(browser, address)
    assert (event["status"], event["summary"][:5]) == ("CANCELLED", "（已取消）")
    assert "已取消" in june(expert).text(".todo-title")


def test_a_task_declined_is_off_the_calendar(browser, part, expert):
    address = subscribe(expert)
    with unit_of_work():
        assignments.decline(part, DeclineKind.BUSY, note="值班", by=acting_for(part))
    [event] = events(browser, address)
    assert event["status"] == "CANCELLED"
    assert june(expert).texts(".month-mark") == []


def test_nobody_is_told_before_the_deputy_has_signed(browser):
    part = states.endorsed(seats=1).seated[0]
    person = browser(part.expert.account.login)
    assert events(browser, subscribe(person)) == []
    assert june(person).texts(".month-mark") == []


def test_a_leaked_address_is_cut_off(browser, expert):
    address = subscribe(expert)
    page = expert.open("calendar.month").submit('form[action$="/cut-off"]')
    assert "订阅链接已停用" in page.response.text
    answer = browser(None).visit(address)
    assert answer.status == 410
    assert "已停用" in answer.response.text
    assert "BEGIN" not in answer.response.text
    assert "expert:cut_off_calendar" in db.session.scalars(db.select(Event.kind)).all()


def test_a_new_address_ends_the_old_one(browser, expert):
    old, new = subscribe(expert), subscribe(expert)
    assert browser(None).visit(old).status == 410
    assert len(events(browser, new)) == 1


def test_an_address_nobody_has_is_no_ones(browser, expert):
    subscribe(expert)
    answer = browser(None).open("calendar.feed", token="x" * 43)
    assert (answer.status, answer.response.mimetype) == (404, "text/plain")


def test_whoever_left_the_office_has_no_feed(browser, part, expert):
    address = subscribe(expert)
    with unit_of_work():
        part.expert.standing = Standing.ENDED
    assert browser(None).visit(address).status == 410


def test_nothing_in_use_cannot_be_cut_off(expert):
    page = expert.open("calendar.month")
    assert page.soup.select_one('form[action$="/cut-off"]') is None
    token = page.soup.select_one('form[action$="/link"] input[name=csrf_token]')["value"]
    answer = expert.send("/calendar/link/cut-off", {"csrf_token": token})
    assert (answer.status, "没有正在使用的订阅链接" in answer.response.text) == (422, True)


def test_guessing_addresses_is_made_slow(browser, expert):
    answers = {browser(None).open("calendar.feed", token=f"guess-{n}").status for n in range(40)}
    assert answers == {404, 429}


def test_a_wish_is_shown_to_the_section_and_to_oneself(browser, part, expert):
    page = expert.open("experts.wish")
    assert "意愿不影响抽取" in page.text("#wish")
    page = page.submit(most_a_month="2", weekdays=["0", "2"], note="上午有课")
    assert "每月最多2次；不便：周一、周三；上午有课" in page.text("#month")
    shown = browser(Post.SECTION).open("assignment.show", assignment_id=part.id)
    assert "每月最多2次" in shown.text("#part")
    roster = browser(Post.SECTION).open("experts.show", expert_id=part.expert_id)
    assert "每月最多2次" in roster.text("#expert")


def test_an_empty_wish_takes_it_back(expert, part):
    expert.open("experts.wish").submit(most_a_month="2")
    page = expert.open("experts.wish").submit(most_a_month="")
    assert "登记工作量意愿" in page.text("#month .actions")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"most_a_month": "0"}, "应为1至31的整数"),
        ({"most_a_month": "三"}, "数"),
        ({"weekdays": list("0123456")}, "登记不能参加"),
        ({"note": "长" * 101}, "不超过100字"),
    ],
)
def test_a_wish_that_is_none_is_refused_beside_its_field(expert, written, words):
    page = expert.open("experts.wish").submit(**written)
    assert page.status == 422
    assert words in page.refusals()[0]


def test_the_clock_of_the_feed_is_the_offices(browser, part, expert):
    with clock.held_at(NOON + timedelta(days=1)):
        [event] = events(browser, subscribe(expert))
    assert event.decoded("dtstamp") == datetime(2026, 6, 2, 4, 0, tzinfo=UTC)
