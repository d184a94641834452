"""The house itself: it is up, asks who one is, and lets nobody in unseen."""

import json
import sys

import structlog

from blueprints.documents import font_gaps
from blueprints.logs import note_exception
from models.vocabulary import Post
from tests.office import PASSWORD


def test_the_office_says_that_it_is_up(browser):
    assert browser(None).visit("/healthz").status == 200


def test_whoever_has_not_signed_in_is_sent_to_sign_in_and_then_where_they_were_going(browser):
    page = browser(None).visit("/auth/sign-in?next=/notices/")
    page = page.submit(login="section", password=PASSWORD)
    assert page.text("h1") == "通知"


def test_a_wrong_password_and_an_unknown_name_are_refused_in_the_same_words(browser):
    page = browser(None).visit("/auth/sign-in")
    wrong = page.submit(login="section", password="x").refusals()
    assert wrong == page.submit(login="nobody", password="x").refusals() != []


def test_after_five_wrong_passwords_the_right_one_is_refused_too(browser):
    page = browser(None).visit("/auth/sign-in")
    for _ in range(5):
        page.submit(login="section", password="x")
    assert "账号已锁定" in page.submit(login="section", password=PASSWORD).refusals()[0]


def test_one_address_does_not_go_on_guessing(browser):
    page = browser(None).visit("/auth/sign-in")
    tried = [page.submit(login=f"guess{number}", password="x").status for number in range(25)]
    assert (tried[0], tried[-1]) == (422, 429)


def test_a_form_without_its_token_is_refused_and_not_a_fault(browser):
    assert browser(Post.SECTION).send("/auth/post", {"holding_id": 1}).status == 400


def test_a_broken_page_tells_nothing_of_anybody(app, capsys):
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stdout))
    with app.test_request_context("/?q=张利娟"):
        try:
            raise ValueError("990100197001010011")
        except ValueError as error:
            note_exception(app, error)
    told = json.loads(capsys.readouterr().out)
    assert told["kind"] == "ValueError"
    assert "9901" not in str(told)


def test_the_system_administrator_is_told_what_the_fonts_lack(app, browser):
    with app.test_request_context():
        gaps = font_gaps()
    shown = browser(Post.SYSADMIN).open("health.status").texts("tbody td")
    assert {gap for gap in gaps if gap not in shown} == set()


def test_each_post_meets_its_desk(browser):
    for post in Post:
        assert browser(post).open("desk.index").text("h1") == "待办"
