"""突击检查, as everybody meets one: what an expert can reach is read whole for the unit's name."""

import io
from urllib.parse import urlsplit

import pdfplumber
import pytest

from models import clock
from models.db import db, unit_of_work
from models.operations import assignments
from models.tables import Event, Unit
from models.vocabulary import DeclineKind, Post, TaskType
from tests import states
from tests.states import acting_for
from tests.unannounced import HOUR, JUST_BEFORE, SECRET, UNIT, asked

_LEAVES = ("/auth/", "/static/", "/regulation", "/manual", "/taxonomy")


def words_of(page):
    """All that an answer says, as text: a page without the list of all units to choose from."""
    if page.response.mimetype == "application/pdf":
        with pdfplumber.open(io.BytesIO(page.response.data)) as pdf:
            return "".join("".join(each.extract_text().split()) for each in pdf.pages)
    if not page.is_html:
        return page.response.data.decode(errors="ignore")
    for choices in page.soup.find_all("datalist"):
        choices.decompose()
    return str(page.soup)


def everything_reached(browser, start="/", most=150):
    """Address → words, of every page that links lead to."""
    waiting, seen = [start], {}
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        if address in seen or address.startswith(_LEAVES):
            continue
        page = browser.visit(address)
        seen[address] = words_of(page)
        for link in page.soup.select("a[href], form[action]:not([method=post])"):
            parts = urlsplit(str(link.get("href") or link.get("action")))
            if not parts.netloc and parts.path.startswith("/"):
                waiting.append(parts.path)
    return seen


def names_it(found):
    return sorted(address for address, words in found.items() if SECRET in words)


def test_before_the_hour_nothing_an_expert_can_reach_names_the_unit(browser):
    part = states.briefed(**asked()).seated[0]
    with clock.held_at(JUST_BEFORE):
        found = everything_reached(browser(part.expert.account.login))
    assert f"/assignments/{part.id}" in found
    assert f"/assignments/{part.id}/notice.pdf" in found
    assert "/notices/" in found
    assert names_it(found) == []


def test_neither_does_anything_before_the_answer(browser):
    part = states.issued(**asked()).seated[0]
    found = everything_reached(browser(part.expert.account.login))
    assert f"/assignments/{part.id}" in found
    assert names_it(found) == []


def test_who_stays_away_does_not_read_it_afterwards_either(browser):
    part = states.issued(**asked()).seated[0]
    with unit_of_work():
        assignments.decline(part, DeclineKind.ILLNESS, note="住院", by=acting_for(part))
    with clock.held_at(HOUR):
        found = everything_reached(browser(part.expert.account.login))
    assert f"/assignments/{part.id}" in found
    assert names_it(found) == []


def test_the_task_says_when_and_where_to_gather_and_of_what_kind_it_is(browser):
    part = states.issued(**asked()).seated[0]
    page = browser(part.expert.account.login).open("assignment.show", assignment_id=part.id)
    assert page.text("h1") == TaskType.INSPECTION.label
    said = page.text("main")
    assert "县应急管理局一楼大厅" in said
    assert "2026年6月8日" in said
    assert said.count("到时告知") >= 3


def test_searching_for_the_unit_finds_an_expert_nothing(browser):
    part = states.issued(**asked()).seated[0]
    page = browser(part.expert.account.login).open("search.results", q=SECRET)
    assert not page.soup.select("main ul li")


def test_nobody_who_has_not_signed_in_reads_of_it(browser):
    states.underway(**asked())
    for start in ("/bulletin/", "/publicity/", "/verify/", "/feedback/"):
        assert names_it(everything_reached(browser(None), start)) == []


@pytest.mark.parametrize("who", ["leader", "hr", "supervisor", "finance", "section"])
def test_no_list_names_the_unit_not_even_to_those_who_may_open_the_file(browser, who):
    states.issued(**asked())
    reader = browser(who)
    for endpoint in ("desk.index", "dispatch.index", "dispatch.export", "notices.index"):
        assert SECRET not in words_of(reader.open(endpoint))
    results = reader.open("search.results", q=SECRET)
    assert not [link for link in results.soup.select("main a") if "/dispatches/" in link["href"]]


def test_another_dispatch_to_the_unit_does_not_tell_of_it(browser):
    secret = states.issued(**asked())
    other = states.drafted()
    page = browser(Post.SECTION).open("dispatch.show", dispatch_id=other.id)
    assert secret.number not in page.text("main")


def test_the_signing_chain_reads_all_and_is_written_down_once(browser):
    dispatch = states.endorsed(**asked())
    for _ in range(2):
        page = browser(Post.DEPUTY).open("dispatch.show", dispatch_id=dispatch.id)
    assert UNIT in page.text("main")
    browser(Post.SECTION).open("dispatch.show", dispatch_id=dispatch.id)
    browser(Post.SUPERVISOR).open("papers.annex_4", dispatch_id=dispatch.id)
    browser(Post.OFFICE).open("dispatch.ceremony", dispatch_id=dispatch.id)
    db.session.rollback()  # so that the test sees what the pages did
    read = db.session.scalars(db.select(Event).filter_by(kind="dispatch:open"))
    assert [event.post for event in read] == [Post.DEPUTY, Post.SUPERVISOR, Post.OFFICE]


def test_it_is_signed_on_its_own_page_and_not_together_with_others(browser):
    states.endorsed(**asked())
    assert "没有等您审签" in browser(Post.DEPUTY).open("dispatch.together").text("main")
    states.endorsed(title="虚构矿另一项检查")
    assert "另一项检查" in browser(Post.DEPUTY).open("dispatch.together").text("main")


def test_after_the_hour_opening_the_task_tells_it_without_the_timer(browser):
    dispatch = states.briefed(**asked())
    part = dispatch.seated[0]
    with clock.held_at(HOUR):
        page = browser(part.expert.account.login).open("assignment.show", assignment_id=part.id)
        assert UNIT in page.text("main")
        notices = browser(part.expert.account.login).open("notices.index").text("main")
    assert "检查对象已告知" in notices
    db.session.rollback()  # so that the test sees what the page did
    assert dispatch.revealed_at == HOUR


def test_the_unit_that_has_an_account_opens_its_notice_at_the_hour(browser, person):
    with unit_of_work():
        target = db.session.scalars(db.select(Unit).filter_by(name=UNIT)).one()
        person(Post.UNIT).unit = target
    dispatch = states.underway(**asked())
    with clock.held_at(HOUR):
        browser(Post.SECTION).open("dispatch.show", dispatch_id=dispatch.id)
        notices = browser(Post.UNIT).open("notices.index")
        assert "检查组即将到您单位" in notices.text("main")
        link = notices.soup.select_one('main a[href^="/notices/"]')["href"]
        followed = browser(Post.UNIT).visit(link).response
    assert (followed.status_code, followed.location) == (303, "/")


def test_the_form_asks_for_the_hour_and_keeps_what_was_typed(browser):
    dispatch = states.drafted(**asked())
    page = browser(Post.SECTION).open("dispatch.edit", dispatch_id=dispatch.id)
    assert page.soup.select_one("#is_unannounced").has_attr("checked")
    assert page.soup.select_one("#reveal_at")["value"] == "2026-06-08 08:00:00"
    page.submit("#draft form", is_unannounced=None)
    assert (dispatch.is_unannounced, dispatch.reveal_at) == (False, None)
