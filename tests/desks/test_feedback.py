"""对象单位反馈与回访, as the section, the unit and hr meet them."""

import re
from contextlib import ExitStack

import pytest
from flask import session

from blueprints.logs import asker
from models import clock
from models.db import db
from models.tables import Feedback, FeedbackInvitation, ReturnVisit
from models.vocabulary import Post
from tests import states
from tests.documents.reading import A4, Paper
from tests.feedback import AFTER, OVERDUE, WORDS, answered, invited, visited
from tests.states import holder
from tests.test_queries import MOST, counted

CODE = re.compile(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){3}")
ANSWERS = {
    "punctuality": "5", "professionalism": "4", "integrity": "5", "attitude": "5",
    "favours": "no", "text": WORDS,
}  # fmt: skip


@pytest.fixture
def anybody(browser):
    return browser(None)


@pytest.fixture
def afterwards(app):
    """``afterwards(dispatch)``: the dispatch, and it is two days later from now on."""
    with ExitStack() as held:

        def wait(dispatch):
            held.enter_context(clock.held_at(AFTER))
            return dispatch

        yield wait


def opened(browser, dispatch, who=Post.SECTION):
    return browser(who).open("dispatch.show", dispatch_id=dispatch.id)


def sent(anybody, code, **other):
    page = anybody.open("feedback.answer", code=code)
    return page.submit("#feedback form", **(ANSWERS | other))


# The section asks


def test_the_section_gets_a_code_a_link_and_a_slip_once(browser, afterwards):
    dispatch = afterwards(states.reported())
    issued = opened(browser, dispatch).submit('form[action*="/feedback/"]')
    code = CODE.search(issued.text(".case-code")).group()
    assert f"/feedback/{code}" in issued.text(".address")
    slip = Paper(issued.submit('form[action$="slip.pdf"]').response.data)
    assert slip.sizes == [A4]
    assert slip.pictures == 1
    assert slip.says("对象单位反馈单", "虚构目标煤矿", code, "有吃拿卡要", "0356-2061979")
    assert code not in str(opened(browser, dispatch).soup)


def test_a_slip_is_made_of_a_code_that_is_good_and_of_the_own_section(app, browser, afterwards):
    code = invited(afterwards(states.reported()))
    app.config["WTF_CSRF_ENABLED"] = False
    readers = ("section", "section_2", "hr")
    given = {
        each: browser(each).send("/feedback-slip.pdf", {"code": code}).status for each in readers
    }
    assert given == {"section": 200, "section_2": 404, "hr": 403}
    wrong = browser(Post.SECTION).send("/feedback-slip.pdf", {"code": "ABCD-EFGH-JKMN-PQRS"})
    assert wrong.status == 404


def test_before_the_task_is_over_the_page_says_nothing_of_feedback(browser):
    assert not opened(browser, states.underway()).soup.select("#heard")


def test_what_is_revoked_says_so_on_both_sides(browser, anybody, afterwards):
    dispatch = afterwards(states.reported())
    code = invited(dispatch)
    page = opened(browser, dispatch).submit('form[action$="/revoke"]')
    assert "已撤回" in page.text("#heard")
    assert "已撤回" in anybody.open("feedback.answer", code=code).refusals()[0]


# The unit answers


def test_the_unit_answers_by_the_link_without_signing_in(browser, anybody, afterwards):
    dispatch = afterwards(states.reported())
    code = invited(dispatch)
    thanks = sent(anybody, code.lower())
    assert "已经收到您单位的反馈" in thanks.text("main")
    heard = opened(browser, dispatch).text("#heard")
    assert "已反馈" in heard
    assert "4分（好）" in heard
    assert WORDS in heard


def test_the_code_from_the_slip_is_typed_as_well(anybody, afterwards):
    code = invited(afterwards(states.reported()))
    page = anybody.open("feedback.find").submit("#feedback form", code=f" {code.lower()} ")
    assert "虚构目标煤矿" in page.text("main")


def test_the_page_names_the_task_and_none_of_the_experts(anybody, afterwards):
    dispatch = afterwards(states.reported())
    page = anybody.open("feedback.answer", code=invited(dispatch))
    assert dispatch.number in page.text("main")
    assert not [part for part in dispatch.seated if part.expert_name in page.text("main")]
    assert "0356-2061979" in page.text("main")


def test_it_is_answered_once_and_the_second_is_refused(anybody, afterwards):
    code = invited(afterwards(states.reported()))
    page = anybody.open("feedback.answer", code=code)
    page.submit("#feedback form", **ANSWERS)
    again = page.submit("#feedback form", **(ANSWERS | {"integrity": "1"}))
    assert again.status == 422
    assert "已经提交过" in again.refusals()[0]
    assert db.session.scalars(db.select(Feedback)).one().integrity == 5


@pytest.mark.parametrize("left_out", ["punctuality", "integrity", "favours"])
def test_every_question_is_asked_for_and_what_was_typed_is_kept(anybody, afterwards, left_out):
    page = sent(anybody, invited(afterwards(states.reported())), **{left_out: None})
    assert page.status == 422
    assert len(page.refusals()) == 1
    assert page.text("#text") == WORDS
    assert db.session.query(Feedback).count() == 0


@pytest.mark.parametrize(
    "hostile",
    [
        {"punctuality": "6"}, {"punctuality": "-1"}, {"punctuality": "五"}, {"favours": "maybe"},
        {"integrity": "5; DROP TABLE feedback"}, {"text": "长" * 1001}, {"name": "名" * 101},
    ],
)  # fmt: skip
def test_what_no_form_would_send_is_refused_in_words(anybody, afterwards, hostile):
    page = sent(anybody, invited(afterwards(states.reported())), **hostile)
    assert page.status == 422
    assert page.refusals()
    assert db.session.query(Feedback).count() == 0


def test_markup_formulas_and_rare_characters_are_kept_as_text(browser, anybody, afterwards):
    dispatch = afterwards(states.reported())
    wild = "<script>alert(1)</script>=1+1 \u202e 𫖯𬭎"
    sent(anybody, invited(dispatch), text=wild, name="=cmd")
    page = opened(browser, dispatch, Post.HR)
    assert "<script>alert" in page.text("#heard")
    assert not page.soup.select("#heard script")


@pytest.mark.parametrize(
    "code", ["ABCD-EFGH-JKMN-PQRS", "%E2%80%AE", "x" * 300, "专家", "../admin"]
)
def test_a_code_that_opens_nothing_gets_the_same_answer_whatever_it_is(anybody, code):
    page = anybody.visit(f"/feedback/{code}")
    assert page.status in {404, 422}
    if page.status == 422:
        assert page.refusals() == ["没有这个反馈码，请核对后再填"]


@pytest.mark.parametrize("method", ["link", "form"])
def test_codes_are_not_guessed_one_after_the_other(anybody, method):
    page = anybody.open("feedback.find")
    tried = [
        (
            anybody.visit(f"/feedback/ABCD-EFGH-JKMN-{number:04}")
            if method == "link"
            else page.submit("#feedback form", code=f"ABCD-EFGH-JKMN-{number:04}")
        ).status
        for number in range(25)
    ]
    assert (tried[0], tried[-1]) == (422, 429)


def test_the_log_is_told_no_account_that_answers(app):
    with app.test_request_context("/feedback/ABCD-EFGH-JKMN-PQRS"):
        session["_user_id"] = "7:0"
        assert asker() == ""


# Who reads it


@pytest.mark.parametrize(
    ("who", "reads", "names"),
    [
        ("section", True, False), ("section_head", True, False), ("hr", True, True),
        ("office", True, True), ("supervisor", True, True), ("finance", False, False),
        ("leader", False, False), ("deputy", False, False),
    ],
)  # fmt: skip
def test_who_reads_the_words_and_who_the_writer(browser, afterwards, who, reads, names):
    dispatch = afterwards(states.rated())
    answered(dispatch)
    page = str(opened(browser, dispatch, who).soup)
    assert (WORDS in page, "尚文慧" in page, "19000000088" in page) == (reads, names, names)


def test_the_expert_reads_nothing_of_it(browser, afterwards):
    part = afterwards(states.rated()).seated[0]
    answered(part.dispatch)
    reader = browser(part.expert.account.login)
    page = str(reader.open("assignment.show", assignment_id=part.id).soup)
    assert WORDS not in page
    assert "尚文慧" not in page


def test_the_section_reads_it_beside_annex_6(browser, afterwards):
    part = afterwards(states.reported()).seated[0]
    answered(part.dispatch)
    page = browser(Post.SECTION).open("assignment.show", assignment_id=part.id)
    assert WORDS in page.text("main")
    assert "尚文慧" not in page.text("main")


# hr visits


def test_what_is_overdue_waits_on_hr_as_one_card(browser):
    states.closed()
    states.closed(title="虚构目标煤矿复查")
    with clock.held_at(OVERDUE):
        desk = browser(Post.HR).open("desk.index")
        [card] = [each for each in desk.soup.select(".todo") if "回访" in each.text]
        assert "2件派遣办结后没有反馈" in card.text
        page = browser(Post.HR).visit(card.select_one("a.btn")["href"])
        assert len(page.soup.select("tbody tr")) == 2
    with clock.held_at(AFTER):
        assert "回访" not in browser(Post.HR).open("desk.index").text("#desk")
        assert "没有应当回访的派遣" in browser(Post.HR).open("feedback.unheard").text("main")
        every = browser(Post.HR).open("feedback.unheard", show="all")
        assert len(every.soup.select("tbody tr")) == 2


def test_hr_writes_down_a_visit_and_the_page_shows_it(browser, afterwards):
    dispatch = afterwards(states.closed())
    page = browser(Post.HR).open("feedback.visit", dispatch_id=dispatch.id)
    shown = page.submit(
        "#visit form", manner="phone", whom="安全科科长", said="意见都能落实", result="satisfied"
    )
    assert "意见都能落实" in shown.text("#heard")
    assert db.session.query(ReturnVisit).count() == 1
    assert "电话回访" in browser(Post.OFFICE).open("feedback.visited").text("tbody")


def test_a_visit_left_half_written_is_refused_and_kept(browser, afterwards):
    dispatch = afterwards(states.closed())
    page = browser(Post.HR).open("feedback.visit", dispatch_id=dispatch.id)
    refused = page.submit("#visit form", said="意见都能落实", visited_on="2026-06-01")
    assert refused.status == 422
    assert refused.text("#said") == "意见都能落实"
    assert len(refused.refusals()) == 3


def test_the_lists_ask_no_more_when_there_is_more(browser, app):
    def ask():
        person = browser(Post.HR)
        with clock.held_at(OVERDUE), counted() as asked:
            person.open("feedback.unheard")
        return len(asked)

    visited(states.closed())
    states.closed(title="虚构目标煤矿复查")
    few = ask()
    states.closed(title="虚构目标煤矿再查")
    assert ask() == few <= MOST


def test_the_page_of_a_dispatch_stays_within_its_queries(browser, afterwards):
    dispatch = afterwards(states.closed())
    answered(dispatch)
    visited(dispatch)
    person, number = browser(Post.HR), dispatch.id
    with counted() as asked:
        person.open("dispatch.show", dispatch_id=number)
    assert len(asked) <= MOST
    assert db.session.query(FeedbackInvitation).one().issuer_id == holder(Post.SECTION).account_id
