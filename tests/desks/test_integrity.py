"""廉政举报, as anybody makes and follows one, as supervisors deal with it, as the reported one
explains."""

import io
import re

import pytest
import structlog
from flask import session
from sqlalchemy import select
from structlog.testing import capture_logs

from blueprints.logs import asker
from models import clock
from models.db import db, unit_of_work
from models.operations import integrity_bars
from models.operations.deadline_reminders import due_reminders
from models.tables import Event, IntegrityReport, ReportMessage
from models.vocabulary import NoticeKind, Post
from models.workflows.integrity import State
from tests.integrity import (
    ANSWER,
    FINDING,
    PHRASE,
    QUESTION,
    TEXT,
    accepted,
    asked,
    concluded,
    explained,
    lodged,
)
from tests.office import PASSWORD
from tests.operations.test_integrity import CONTACT, NAME, second_supervisor
from tests.operations.test_objections import everything_stored
from tests.publicity import later
from tests.states import holder
from tests.test_queries import MOST, counted

CODE = re.compile(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){3}")
PUBLIC = ("integrity.index", "integrity.report", "integrity.follow")


@pytest.fixture
def anybody(browser):
    return browser(None)


@pytest.fixture
def supervisor(browser):
    return browser(Post.SUPERVISOR)


def reported(anybody, **filled):
    given = {"conduct": "bribery", "text": TEXT, "phrase": PHRASE, "again": PHRASE}
    return anybody.open("integrity.report").submit("#integrity form", **(given | filled))


def code_of(page):
    return CODE.search(page.text(".case-code")).group()


def followed(anybody, code, phrase=PHRASE):
    page = anybody.open("integrity.follow")
    return page.submit("#integrity form", code=code, phrase=phrase)


def act(person, report, name, **filled):
    page = person.open("integrity.act", report_id=report.id, name=name)
    return page.submit("#act form", **filled)


# Reporting and following


def test_it_is_made_without_a_name_and_followed_by_code_and_phrase(anybody):
    code = code_of(reported(anybody))
    report = db.session.scalars(select(IntegrityReport)).one()
    assert (report.is_named, report.content["text"]) == (False, TEXT)
    page = followed(anybody, code.lower().replace("-", " "))
    assert page.text(".page-head .badge") == "待受理"
    assert TEXT not in page.response.text
    assert PHRASE not in page.response.text


def test_a_wrong_code_and_a_wrong_phrase_get_the_same_answer(anybody):
    code = code_of(reported(anybody))
    tried = ((code, "另外一个口令啊"), ("ABCD-EFGH-JKMN-PQRS", PHRASE), ("——", "1" * 400))
    pages = [followed(anybody, *each) for each in tried]
    assert {(page.status, *page.refusals()) for page in pages} == {
        (422, "编码或者口令不正确，请核对后再填")
    }


def test_one_address_does_not_go_on_guessing(anybody):
    page = anybody.open("integrity.follow")
    tried = [
        page.submit("#integrity form", code=f"{n:016}", phrase=PHRASE).status for n in range(21)
    ]
    assert (tried[19], tried[20]) == (422, 429)


def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_is_kept(anybody):
    page = reported(anybody, named="named", name=NAME)
    assert (page.status, page.refusals()) == (422, ["实名提出的，请填写联系方式"])
    assert TEXT in page.text("textarea")
    page = reported(anybody, conduct=None, phrase="短", again="短")
    assert page.refusals() == ["请选择举报的问题"]
    assert reported(anybody, phrase="短", again="短").status == 422


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.html", b"<script>"), ("a.pdf", b"MZ"), ("a.jpg", b"\xff\xd8\xff"), ("空.pdf", b"")],
)
def test_a_file_that_is_none_is_answered_and_nothing_half_done(anybody, name, content):
    page = reported(anybody, files=[(io.BytesIO(content), name)])
    assert page.status == 422
    assert db.session.query(IntegrityReport).count() == 0


def test_hostile_words_are_shown_as_words(anybody, supervisor):
    text = "<script>alert(1)</script> ‮倒写\u0007 𠮷野家的事情，=HYPERLINK(1)"
    assert reported(anybody, text=text, accused="<b>甲</b>").text(".case-code")
    page = supervisor.open("integrity.show", report_id=1)
    assert page.status == 200
    assert "<script>alert" not in page.response.text
    assert "𠮷野家" in page.text("blockquote")


def test_more_is_told_and_questions_are_answered_with_the_code(anybody, supervisor):
    code = code_of(reported(anybody))
    report = db.session.scalars(select(IntegrityReport)).one()
    assert act(supervisor, report, "ask", text="请问当天在场的还有谁？").status == 200
    page = followed(anybody, code)
    assert "请问当天在场的还有谁？" in page.texts("blockquote")
    told = page.submit(
        "#integrity form", text="还有一名司机在场，姓刘。", files=[(io.BytesIO(b"%PDF-1"), "b.pdf")]
    )
    assert told.text(".flash") == "您补充的情况已收到"
    again = page.submit("#integrity form", text="还有一名司机在场，姓刘。")
    assert again.refusals() == ["这段内容已经收到，不必重复提交"]
    message = db.session.scalars(select(ReportMessage).order_by(ReportMessage.id.desc())).first()
    shown = supervisor.open("integrity.show", report_id=report.id)
    link = shown.soup.select_one(".files a")
    assert (link.text, message.account_id) == ("附件1.pdf", None)
    assert supervisor.visit(link["href"]).response.data == b"%PDF-1"


def test_a_page_left_open_asks_for_code_and_phrase_again(anybody, monkeypatch):
    page = followed(anybody, code_of(reported(anybody)))
    monkeypatch.setattr("blueprints.integrity.public._HALF_AN_HOUR", -1)
    late = page.submit("#integrity form", text="还有一名司机在场，姓刘。")
    assert "已超过30分钟" in late.refusals()[0]
    forged = page.submit("#integrity form", text="还有一名司机在场，姓刘。", key="x.y.z")
    assert "已超过30分钟" in forged.refusals()[0]
    assert db.session.query(ReportMessage).count() == 0


# Nobody is told who


@pytest.fixture
def log():
    """Every line the program logs meanwhile, as an office that is no test would write them."""
    before = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(0))
    with capture_logs() as lines:
        yield lines
    structlog.configure(wrapper_class=before)


def test_nothing_of_who_reports_stands_in_the_database_or_the_log_though_they_are_signed_in(
    app, browser, log
):
    someone = browser(Post.SECTION)
    account_id = holder(Post.SECTION).account_id
    someone.client.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    someone.open("integrity.index")
    before = db.session.scalar(select(Event.number).order_by(Event.number.desc()).limit(1))
    code = code_of(
        reported(
            someone,
            named="named",
            name=NAME,
            contact=CONTACT,
            accused="虚构专家甲",
            files=[(io.BytesIO(b"%PDF-1.4 evidence"), "我的材料.pdf")],
        )
    )
    page = followed(someone, code)
    assert "股室承办人" not in page.response.text  # nor does the page know who looks at it
    page.submit("#integrity form", text="补充：司机姓刘，可以作证的。")
    kept = "".join(
        path.read_bytes().decode("latin-1") for path in app.extensions["instance"].uploads.iterdir()
    )
    whole = everything_stored() + kept + repr(log)
    for secret in (
        "203.0.113.77", TEXT, TEXT[:8], NAME, CONTACT, "虚构专家甲", "司机姓刘", PHRASE, code,
        code.replace("-", ""), "evidence", "我的材料",
    ):  # fmt: skip
        assert secret not in whole
        assert secret.encode("unicode_escape").decode() not in whole
    assert log
    assert {line.get("account", "") for line in log} == {""}
    told = db.session.scalars(select(Event).where(Event.number > (before or 0))).all()
    assert told
    assert {(event.account_id, event.address) for event in told} == {(None, "")}
    assert account_id not in {event.account_id for event in told}


@pytest.mark.parametrize("endpoint", [*PUBLIC, "integrity.message"])
def test_the_log_names_nobody_on_a_public_page(app, endpoint):
    with app.test_request_context():
        url = app.url_map.bind("").build(endpoint)
    method = "POST" if endpoint == "integrity.message" else "GET"
    with app.test_request_context(url, method=method):
        session["_user_id"] = "7:0"
        assert asker() == ""


@pytest.mark.parametrize("endpoint", PUBLIC)
def test_whoever_is_signed_in_gets_no_other_cookie_and_no_menu(browser, endpoint):
    page = browser(Post.OFFICE).open(endpoint)
    assert page.soup.select("nav.nav-wide") == []
    assert "专家管理办公室" not in page.text(".header")


# Dealing with it


def test_a_supervisor_takes_it_to_its_end_and_whoever_made_it_reads_the_answer(
    anybody, supervisor, browser
):
    code = code_of(reported(anybody, accused="专家01"))
    report = db.session.scalars(select(IntegrityReport)).one()
    show = supervisor.open("integrity.show", report_id=report.id)
    assert show.press(".button-form button").text(".page-head .badge") == "调查核实中"
    assert act(supervisor, report, "identify", expert="专家01").status == 200
    assert act(supervisor, report, "hear", question=QUESTION).status == 200
    expert = browser(Post.EXPERT)
    desk = expert.open("desk.index")
    [card] = [each for each in desk.soup.select(".todo") if "作出说明" in each.text]
    page = expert.visit(card.select_one(".btn")["href"])
    assert QUESTION in page.text("blockquote")
    assert TEXT[:8] not in page.response.text
    assert "J2026" not in page.response.text
    page = page.submit("#hearing form", text="我没有推销过任何产品，请核实。")
    assert "我没有推销过任何产品" in page.text("#hearing")
    given = {"action": "uphold", "finding": FINDING, "answer": ANSWER}
    wrong = act(supervisor, report, "conclude", password="Wrong-2026", **given)
    assert "密码不正确" in wrong.refusals()[0]
    done = act(supervisor, report, "conclude", password=PASSWORD, **given)
    assert done.text(".page-head .badge") == "查实"
    assert FINDING not in done.text(".timeline")
    done = act(supervisor, report, "refer", kind="assessment")
    assert "记入考核" in done.text("#case")
    assert "建议" not in done.text(".timeline")
    assert followed(anybody, code).text("#integrity blockquote") == ANSWER


def test_each_person_s_first_reading_is_registered_once(supervisor):
    report = lodged()
    for _ in range(2):
        supervisor.open("integrity.show", report_id=report.id)
    db.session.rollback()  # so that the test sees what the page did
    opened = db.session.scalars(select(Event).filter_by(kind="integrity_report:open")).one()
    assert opened.account_id == holder(Post.SUPERVISOR).account_id


def test_a_barred_supervisor_finds_it_nowhere(browser):
    second_supervisor()
    report = lodged(accused="监督乙")
    other = browser("supervisor_2")
    assert other.open("integrity.show", report_id=report.id).status == 404
    assert other.open("integrity.act", report_id=report.id, name="ask").status == 404
    for endpoint in ("integrity.cases", "desk.index", "notices.index"):
        assert "J2026-01" not in other.open(endpoint).response.text


def test_one_whose_name_changed_meanwhile_is_barred_when_it_is_opened(browser):
    second_supervisor("监督丙")
    report = lodged(accused="监督乙")
    holding = holder(Post.SUPERVISOR)
    with unit_of_work():
        holding.account.name = "监督乙"
    assert not report.barred_ids
    assert browser(Post.SUPERVISOR).open("integrity.show", report_id=report.id).status == 404
    assert browser("supervisor_2").open("integrity.show", report_id=report.id).status == 200


def test_who_declares_a_conflict_goes_back_to_a_list_without_it(supervisor, browser):
    report = lodged()
    page = act(supervisor, report, "recuse", reason="被举报人是我的亲戚，应当回避。")
    assert page.url.endswith("/integrity/cases")
    assert "J2026-01" not in page.text("#cases")
    leader = browser(Post.LEADER)
    assert "1件廉政举报没有可以办理的监督人员" in leader.open("desk.index").text("#desk")
    assert "J2026-01" in leader.open("integrity.figures").text(".warning")
    assert leader.open("integrity.show", report_id=report.id).status == 403


@pytest.mark.parametrize("post", [Post.SYSADMIN, Post.OFFICE, Post.SECTION, Post.AUDITOR])
def test_no_other_post_reads_one(browser, post):
    report = lodged()
    assert browser(post).open("integrity.show", report_id=report.id).status == 403


def test_an_explanation_is_for_the_expert_who_is_asked_and_nobody_else(browser):
    explained()
    assert browser(Post.OFFICE).open("integrity.hearing", hearing_id=1).status == 403
    page = browser(Post.EXPERT).open("integrity.hearing", hearing_id=1)
    assert page.soup.select("#hearing form") == []
    assert browser(Post.EXPERT).open("integrity.hearing", hearing_id=99).status == 404


def test_what_cannot_be_done_now_is_not_offered_and_refused_when_asked_for(supervisor):
    report = concluded(accepted(), "not_uphold")
    show = supervisor.open("integrity.show", report_id=report.id)
    assert show.soup.select(".next a") == []
    assert act(supervisor, report, "ask", text="请问当天在场的还有谁？").status == 422
    assert supervisor.open("integrity.act", report_id=report.id, name="x").status == 404
    assert report.state is State.NOT_UPHELD


def test_a_conclusion_on_what_was_not_read_is_refused(supervisor):
    report = accepted()
    page = supervisor.open("integrity.act", report_id=report.id, name="conclude")
    with unit_of_work():
        report.conclude_by = clock.today()
    late = page.submit(
        "#act form", action="groundless", finding=FINDING, answer=ANSWER, password=PASSWORD
    )
    assert "已有改动" in late.refusals()[0]


# Deadlines, figures, queries


def test_what_is_late_is_overdue_and_told_to_the_supervisor_and_then_to_the_leader(browser):
    lodged()
    with clock.held_at(later(20)):
        supervisor = browser(Post.SUPERVISOR)
        assert "已逾期" in supervisor.open("integrity.cases").text("#cases")
        assert supervisor.open("desk.index").soup.select(".todo[data-overdue]")
        due = due_reminders(clock.today())
    told = {(each.account_id, each.kind) for each in due if each.task.matter == "J2026-01"}
    assert told == {
        (holder(Post.SUPERVISOR).account_id, NoticeKind.PASSED),
        (holder(Post.LEADER).account_id, NoticeKind.ESCALATED),
    }


def test_many_of_one_state_make_one_card(supervisor):
    for number in range(6):
        lodged(ticket=f"{number:032}")
    assert "6件廉政举报待受理" in supervisor.open("desk.index").text("#desk")


def test_the_figures_have_counts_and_nothing_else(browser):
    concluded(explained(accused="虚构专家甲", unit="虚构甲煤业"))
    lodged(ticket="3" * 32)
    for post in (Post.LEADER, Post.EXECUTIVE_DEPUTY, Post.SUPERVISOR):
        page = browser(post).open("integrity.figures")
        assert page.texts("tbody tr") == ["2026年 联系业务、推销产品 2 1 1 0 0"]
        assert "虚构" not in page.text("#figures")


def test_the_pages_ask_for_few_rows_however_many_there_are(supervisor, browser):
    report = explained()
    others = [lodged(ticket=f"{number:032}") for number in range(3)]
    asked(ticket="9" * 32)
    with unit_of_work():
        integrity_bars.declare(others[0], "与被举报人同住一个小区多年", by=holder(Post.SUPERVISOR))
    pages = [
        (Post.SUPERVISOR, "integrity.cases", {}),
        (Post.SUPERVISOR, "integrity.show", {"report_id": report.id}),
        (Post.SUPERVISOR, "desk.index", {}),
        (Post.LEADER, "desk.index", {}),
        (Post.EXPERT, "desk.index", {}),
        (Post.LEADER, "integrity.figures", {}),
        (Post.EXPERT, "integrity.hearing", {"hearing_id": 1}),
    ]
    supervisor.open("integrity.show", report_id=report.id)
    for post, endpoint, where in pages:
        person = browser(post)
        with counted() as asked_for:
            assert person.open(endpoint, **where).status == 200
        assert len(asked_for) <= MOST, (post, endpoint, len(asked_for))
