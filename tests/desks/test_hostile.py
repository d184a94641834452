"""What nobody types by mistake, and what some people do: every page answers, none breaks."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from models import clock
from models.db import db
from models.tables import Dispatch
from models.vocabulary import Post
from tests import states, training
from tests.desks.test_dispatch import FILLED

BEYOND = 10**30  # no column holds it
NASTY = (
    "", " ",
    "a\x00b", "\x1b[31m", "\u202e反着写", "𠮷𡃁", "²", "\uff11\uff12", "-1", "0", "9" * 25,
    "1e9999",
    "NaN", "sNaN", "-Infinity", "0.001", "<script>alert(1)</script>", "'; DROP TABLE event; --",
    "{{7*7}}", "../../etc/passwd", "甲" * 121, "甲" * 5000, "0001-01-01T00:00",
    "9999-12-31T23:59", "0001-01-01",
)  # fmt: skip
DRAFT = FILLED | {
    "basis": "", "phone": "", "hazards": "", "budget_line": "1",
    "meeting_point": "", "targets-0-credit_code": "", "targets-0-town": "", "targets-1-name": "",
    "seats-1-specialty": "", "seats-1-min_grade": "SENIOR", "seats-1-count": "1",
    "way": "random", "briefing_points": "", "protection-0-what": "安全帽",
    "protection-0-per_person": "1", "protection-0-provided_by": "own",
}  # fmt: skip
RATING = {
    "half_days": "2", "work": "检查", "hazards_found": "2", "grave_hazards": "0", "ethics": "1",
    "ability": "1", "discipline": "1", "integrity": "1", "incident": "", "target_feedback": "",
}  # fmt: skip


def twisted(fields):
    """``fields`` with something nasty in some of them, or left out, or sent twice."""
    value = st.one_of(st.sampled_from(NASTY), st.none(), st.lists(st.sampled_from(NASTY)))
    return st.dictionaries(st.sampled_from(sorted(fields)), value, min_size=1, max_size=4).map(
        lambda changed: {name: v for name, v in (fields | changed).items() if v is not None}
    )


def every_form(test):
    """Forty examples of it, in one office without tokens."""
    return settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )(test)


@pytest.fixture
def send(app, browser):
    """``send(who, address, fields)``: what the office answers, once."""
    app.config["WTF_CSRF_ENABLED"] = False
    clients = {}

    def post(who, address, fields):
        client = clients.setdefault(who, browser(who).client)
        with app.app_context():
            status = client.post(address, data=fields).status_code
        db.session.rollback()
        return status

    return post


@pytest.fixture
def reported(app):
    """The address of the part of an expert who has reported."""
    return f"/assignments/{states.reported().seated[0].id}"


@every_form
@given(fields=twisted(DRAFT))
@example(fields=DRAFT | {"rate": "sNaN"})
@example(fields=DRAFT | {"starts_at": "0001-01-01T00:00"})
@example(fields={})
def test_annex_4_answers_whatever_is_typed(send, fields):
    assert send(Post.SECTION, "/dispatches/new", fields) in {200, 303, 400, 422}


@every_form
@given(fields=twisted(RATING))
def test_annex_6_answers_whatever_is_typed(send, reported, fields):
    assert send(Post.SECTION, f"{reported}/rate", fields) in {303, 400, 422}


@every_form
@given(fields=twisted({"action": "depart", "note": "", "password": ""}))
def test_a_step_answers_whatever_is_typed(send, reported, fields):
    assert send(Post.SECTION, "/dispatches/1", fields) in {303, 400, 422}


@every_form
@given(fields=twisted({"kind": "cancel", "target": "", "reason": "改期"}))
def test_a_change_answers_whatever_is_typed(send, reported, fields):
    assert send(Post.SECTION, "/dispatches/1/changes/new", fields) in {303, 400, 422}


@every_form
@given(fields=twisted({"unit": "虚构公司", "kind": "relative", "note": ""}))
def test_a_declaration_answers_whatever_is_typed(send, fields):
    assert send(Post.EXPERT, "/experts/own/declare/interest", fields) in {303, 400, 422}


PLAN = {"lines-0-item": "", "lines-0-month": "6", "lines-0-topic": "宣贯", "lines-0-kind": "law",
        "lines-0-hours": "2"}  # fmt: skip
TRAINING = {
    "item": "0", "topic": "宣贯", "kind": "law", "starts_at": "2026-06-12T09:00", "hours": "2",
    "place": "会议室", "trainer": "讲师", "industries": "A01", "experts": "ZZ0001",
}  # fmt: skip
PRESENCE = {"people-0-expert": "1", "people-0-attended": "y", "people-0-hours": "2",
            "people-0-reason": ""}  # fmt: skip


@every_form
@given(fields=twisted(PLAN))
def test_a_plan_of_training_answers_whatever_is_typed(send, fields):
    address = "/training/plans/2026/edit"
    assert send(Post.SECTION, address, fields) in {200, 303, 400, 422}


@every_form
@given(fields=twisted(TRAINING))
def test_an_arrangement_of_training_answers_whatever_is_typed(send, fields):
    assert send(Post.SECTION, "/training/new", fields) in {303, 400, 422}


@pytest.fixture
def begun(app):
    """The address of a training whose attendance is to be taken."""
    found = training.announced()
    with clock.held_at(training.HELD):
        yield f"/training/{found.id}"


@every_form
@given(fields=twisted(PRESENCE))
@example(fields=PRESENCE | {"people-0-hours": "sNaN"})
def test_attendance_answers_whatever_is_typed(send, begun, fields):
    assert send(Post.SECTION, f"{begun}/attendance", fields) in {303, 400, 422}


@every_form
@given(fields=twisted({"code": "ZZ0001", "reason": "需要"}))
def test_who_is_added_on_the_spot_answers_whatever_is_typed(send, begun, fields):
    assert send(Post.SECTION, f"{begun}/attendances", fields) in {303, 400, 422}


def test_the_fields_that_the_tests_twist_are_a_draft(send):
    assert send(Post.SECTION, "/dispatches/new", DRAFT) == 303
    assert db.session.scalars(db.select(Dispatch)).one().title == FILLED["title"]


def test_a_year_typed_short_is_refused_beside_the_field(browser):
    page = browser(Post.SECTION).open("dispatch.new")
    page = page.submit("#draft form", **FILLED | {"starts_at": "0026-06-08T09:00"})
    assert "年份应在1900至2100之间" in page.text("#starts_at-error")


def test_a_field_that_never_came_is_an_empty_one(send):
    fields = {"first_day": "2026-07-01", "last_day": "2026-07-02"}
    assert send(Post.EXPERT, "/experts/own/declare/absence", fields) == 303


@pytest.mark.parametrize(
    ("who", "address"),
    [
        (Post.SECTION, "/search/?q=²"),
        (Post.SECTION, "/dispatches/?q=①"),
        (Post.SUPERVISOR, "/register/?first=0001-01-01"),
        (Post.SUPERVISOR, "/register/?last=9999-12-31"),
    ],
)
def test_words_that_name_nothing_find_nothing(browser, who, address):
    assert browser(who).visit(address).status == 200


@pytest.mark.parametrize(
    ("who", "address"),
    [
        (Post.SECTION, f"/dispatches/{BEYOND}"),
        (Post.SECTION, f"/dispatches/{2**31}/annex-4.pdf"),
        (Post.SECTION, f"/dispatches/?page={BEYOND}"),
        (Post.OFFICE, f"/experts/?page={BEYOND}"),
        (Post.SUPERVISOR, f"/register/?below={BEYOND}"),
        (Post.FINANCE, f"/finance/?year={BEYOND}"),
    ],
)
def test_a_number_beyond_every_column_is_no_page(browser, who, address):
    page = browser(who).visit(address)
    assert (page.status, page.text("h1")) == (404, "没有这一页")


@pytest.mark.parametrize(
    ("who", "address"),
    [
        (Post.SECTION, "/search/?q=%00"),
        (Post.SUPERVISOR, "/register/?person=a%00"),
        (None, "/verify/C%002026"),
        (None, "/auth/sign-in?next=/%00"),
    ],
)
def test_a_nul_is_refused_wherever_it_comes(app, browser, who, address):
    visitor = browser(who)
    with app.app_context():  # a request knows nothing of the test, which read before the sign-in
        assert visitor.client.get(address).status_code == 400


def test_a_text_longer_than_its_column_is_refused_and_kept(browser):
    page = browser(Post.EXPERT).open("experts.declare_own", kind="interest")
    page = page.submit(unit="甲" * 120)
    assert "甲" * 120 in page.response.text
    assert (page.status, page.texts(".flash")) in (
        (200, ["已申报利害关系：专家01"]),  # SQLite keeps it
        (422, []),
    )
