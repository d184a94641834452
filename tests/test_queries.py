"""No page asks the database more than twelve times, nor more often the more there is to show."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from models.db import db, unit_of_work
from models.operations import assignments, declarations, expert_objections, opinions
from models.tables import (
    Assignment,
    Attendance,
    Expert,
    ExpertObjection,
    Resolution,
    Section,
)
from models.vocabulary import ChangeKind, DeclineKind, GroupOffice, Post
from models.workflows.application import State as Stage
from tests import (
    advising,
    applications,
    assessments,
    dismissals,
    elections,
    meetings,
    states,
    training,
)

MOST = 12
A_DAY = timedelta(days=1)
LATER = states.ENDS + A_DAY
_STATES = (
    states.drafted,
    states.reserved,
    states.frozen,
    states.drawn,
    states.endorsed,
    states.reported,
    states.delivered,
)


@contextmanager
def counted():
    """The statements, by their text, that read from the database inside."""
    asked: list[str] = []

    def note(connection, cursor, statement, *rest):
        if statement.lstrip().startswith("SELECT"):
            asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


def work():
    """Dispatches that wait on most of the posts."""
    for state in _STATES:
        state(seats=1)
    states.propose(states.issued(seats=1), ChangeKind.CANCEL, reason="对象单位停产")


@pytest.fixture
def pages(browser):
    """What each main page asks for: ``pages()`` gives endpoint and post → the number of SELECTs."""
    work()
    voided, rated = states.voided(seats=1), states.rated(seats=1)
    case = dismissals.opened()
    part, later = rated.assignments[0], {"ends_at": LATER}
    change = states.propose(
        states.issued(seats=1), ChangeKind.EXTEND, reason="巷道较长", after=later
    )
    opened = [
        *((post, "desk.index", {}) for post in Post if post is not Post.UNIT),
        (Post.SECTION, "dispatch.index", {}),
        (Post.SECTION, "dispatch.new", {}),
        *((Post.DEPUTY, "dispatch.show", {"dispatch_id": each.id}) for each in (voided, rated)),
        *(
            (Post.SECTION, "dispatch.ceremony", {"dispatch_id": each.id})
            for each in (voided, rated)
        ),
        (Post.SECTION, "dispatch.alter", {"dispatch_id": rated.id, "kind": "extend"}),
        (Post.DEPUTY, "dispatch.decide_change", {"change_id": change.id}),
        (Post.SECTION, "assignment.fall_out", {"assignment_id": part.id}),
        (Post.SECTION, "assignment.show", {"assignment_id": part.id}),
        (Post.EXPERT, "assignment.mine", {}),
        (Post.EXPERT, "experts.own", {}),
        (Post.OFFICE, "experts.index", {}),
        (Post.OFFICE, "experts.show", {"expert_id": part.expert_id}),
        (Post.OFFICE, "experts.edit", {"expert_id": part.expert_id}),
        (Post.OFFICE, "experts.annex_3", {}),
        (Post.SUPERVISOR, "supervision.index", {}),
        (Post.SUPERVISOR, "supervision.use", {}),
        (Post.SUPERVISOR, "register.index", {}),
        (Post.SUPERVISOR, "verification.show", {"number": rated.draws[0].number}),
        (Post.FINANCE, "finance.index", {}),
        (Post.FINANCE, "finance.by_month", {}),
        (Post.LEADER, "finance.standards", {}),
        (Post.FINANCE, "finance.line", {"line_id": rated.budget_line_id}),
        (Post.OFFICE, "taxonomy.index", {}),
        (Post.SYSADMIN, "accounts.index", {}),
        (Post.SECADMIN, "posts.index", {}),
        (Post.SYSADMIN, "settings.index", {}),
        (Post.SYSADMIN, "settings.calendar", {}),
        (Post.SECTION, "notices.index", {}),
        (Post.SECTION, "deliveries.contact", {}),
        (Post.SYSADMIN, "deliveries.all_words", {}),
        (Post.SYSADMIN, "deliveries.words", {"kind": "near", "channel": "sms"}),
        (Post.SECTION, "search.results", {"q": "虚构"}),
        (Post.OFFICE, "dismissals.index", {}),
        (Post.OFFICE, "dismissals.show", {"dismissal_id": case.id}),
        (Post.EXPERT, "own.dismissal", {"dismissal_id": case.id}),
        (Post.OFFICE, "commendations.index", {}),
        (Post.EXPERT, "own.record", {}),
    ]

    def ask() -> dict[tuple[str, str, int], int]:
        asks = {}
        for order, (who, endpoint, values) in enumerate(opened):
            person = browser(who)
            with counted() as asked:
                assert person.open(endpoint, **values).status == 200, endpoint
            asks[who.value, endpoint, order] = len(asked)
        return asks

    return ask


def test_no_page_asks_more_than_twelve_times(pages: Callable):
    assert {page: count for page, count in pages().items() if count > MOST} == {}


def test_more_dispatches_are_shown_without_asking_more_often(pages: Callable):
    before = pages()
    work()
    after = pages()
    assert {
        page: (before[page], count) for page, count in after.items() if count > before[page]
    } == {}


def test_a_list_of_experts_does_not_even_fetch_their_sealed_numbers(browser):
    with counted() as asked:
        browser(Post.OFFICE).open("experts.index")
    fetched = [statement for statement in asked if not statement.startswith("SELECT count")]
    assert not [statement for statement in fetched if "expert.mobile" in statement]


@pytest.mark.parametrize("who", [Post.SECTION, Post.OFFICE, Post.SUPERVISOR, "expert"])
def test_a_second_election_is_not_asked_about_apart(browser, who):
    elections.give_accounts()

    def asks() -> int:
        person = browser(who)
        with counted() as asked, elections.in_voting():
            assert person.open("desk.index").status == 200
        return len(asked)

    elections.voting()
    before = asks()
    elections.voting(office=GroupOffice.DEPUTY_HEAD, places=2, candidates=(4, 5, 6))
    assert asks() == before <= MOST


@pytest.fixture
def application_pages(browser, person):
    """What the pages of applications ask for, by endpoint and post."""
    made = [applications.application(serial, Stage.SORTED) for serial in (501, 502)]
    with unit_of_work():
        chemistry = db.session.scalars(db.select(Section).filter_by(name="危化监管股")).one()
        opinions.ask(made[0], chemistry, "是否了解其工作经历", by=person(Post.SECTION))
    where = {"application_id": made[0].id}
    opened = [
        *((post, "desk.index", {}) for post in (Post.HR, Post.SECTION, "section_2")),
        *((post, "vetting.index", {}) for post in (Post.HR, Post.SECTION, Post.OFFICE)),
        (Post.HR, "vetting.sort", {}),
        *((post, "vetting.show", where) for post in (Post.HR, Post.SECTION, Post.OFFICE)),
        ("section_2", "vetting.opinion", {"opinion_id": made[0].opinions[0].id}),
    ]

    def ask() -> dict[tuple[str, str], int]:
        asks = {}
        for who, endpoint, values in opened:
            client = browser(who)
            with counted() as asked:
                assert client.open(endpoint, **values).status == 200, endpoint
            asks[str(who), endpoint] = len(asked)
        return asks

    return ask


def test_more_applications_are_shown_without_asking_more_often(application_pages: Callable):
    applications.application(511)
    before = application_pages()
    for serial in range(512, 520):
        applications.application(serial)
        applications.application(serial + 20, Stage.SORTED)
    assert application_pages() == before
    assert {
        page: count
        for page, count in before.items()
        if count > MOST and page[1].startswith("vetting")
    } == {}


def test_an_applicants_pages_ask_as_often_however_much_there_is(browser):
    made = applications.application(500, Stage.DRAFT)
    opened = [
        ("applicant", "desk.index", {}),
        ("applicant", "applications.mine", {}),
        ("applicant", "applications.fill", {"application_id": made.id}),
        ("applicant", "applications.show", {"application_id": made.id}),
        (Post.OFFICE, "intake.index", {}),
        (Post.OFFICE, "intake.show", {"cycle_id": made.intake_id}),
        (Post.OFFICE, "bulletin.index", {}),
    ]

    def ask() -> dict[str, int]:
        asks = {}
        for who, endpoint, values in opened:
            client = browser(who)
            with counted() as asked:
                assert client.open(endpoint, **values).status == 200, endpoint
            asks[endpoint] = len(asked)
        return asks

    before = ask()
    assert {page: count for page, count in before.items() if count > MOST} == {}
    for serial in range(501, 509):
        applications.application(serial, Stage.DRAFT)
    assert ask() == before


def test_more_meetings_are_shown_without_asking_more_often(browser):
    meeting = meetings.minuted()
    with unit_of_work():
        db.session.add_all(
            Resolution(
                meeting_id=meeting.id, text=f"事项{n}", section_id=meeting.section_id,
                due_on=meetings.DUE,
            )
            for n in range(5)
        )  # fmt: skip
    opened = [
        *((post, "desk.index", {}) for post in (Post.SECTION, Post.DEPUTY, Post.OFFICE)),
        ("expert", "desk.index", {}),
        ("expert", "meetings.mine", {}),
        (Post.OFFICE, "meetings.index", {}),
        (Post.SUPERVISOR, "meetings.resolutions", {}),
        (Post.OFFICE, "meetings.reports", {}),
        *(
            (post, "meetings.show", {"meeting_id": meeting.id})
            for post in (Post.SECTION, Post.DEPUTY, Post.OFFICE)
        ),
    ]
    asks = {}
    for order, (who, endpoint, values) in enumerate(opened):
        someone = browser(who)
        with counted() as asked:
            assert someone.open(endpoint, **values).status == 200, endpoint
        asks[who, endpoint, order] = len(asked)
    assert {page: count for page, count in asks.items() if count > MOST} == {}


def test_more_people_in_training_are_shown_without_asking_more_often(browser):
    """Twelve experts, then forty, of one session and then of two."""
    part = states.issued(seats=1).seated[0]
    plan = training.planned_year()
    found = training.held(item=plan.items[0])
    asked_first = found.attendances[0].id
    opened = [
        *((post, "desk.index", {}) for post in (Post.SECTION, Post.OFFICE, "zz0002")),
        ("zz0002", "training.mine", {}),
        ("zz0002", "training.notice", {"attendance_id": found.attendances[1].id}),
        (Post.SECTION, "training.notice", {"attendance_id": asked_first}),
        (Post.HR, "training.index", {}),
        (Post.HR, "training.plans", {}),
        (Post.HR, "training.hours", {}),
        (Post.SECTION, "training.edit_plan", {"year": 2026}),
        (Post.SECTION, "training.new", {}),
        (Post.SECTION, "training.show", {"session_id": found.id}),
        (Post.SECTION, "training.attendance", {"session_id": found.id}),
        (Post.OFFICE, "training.briefings", {}),
        (part.expert.account.login, "assignment.show", {"assignment_id": part.id}),
    ]

    def ask() -> dict[tuple[str, str, int], int]:
        asks = {}
        for order, (who, endpoint, values) in enumerate(opened):
            someone = browser(who)
            with counted() as asked:
                assert someone.open(endpoint, **values).status == 200, endpoint
            asks[who, endpoint, order] = len(asked)
        return asks

    before = ask()
    assert {page: count for page, count in before.items() if count > MOST} == {}
    elections.give_accounts(40)
    training.announced(topic="第二次", item=plan.items[1])
    training.prepared(topic="第三次")
    with unit_of_work():
        there = {each.expert_id for each in found.attendances}
        everyone = db.session.scalars(db.select(Expert.id))
        db.session.add_all(
            Attendance(session_id=found.id, expert_id=each)
            for each in everyone
            if each not in there
        )
    after = ask()
    more = {page: (before[page], count) for page, count in after.items() if count > before[page]}
    # Once there is something to answer or to write down, a desk asks for that: once.
    assert not [page for page, (was, now) in more.items() if page[1] != "desk.index" or now > MOST]


def test_an_experts_own_pages_ask_as_often_however_much_there_is(browser):
    part = states.left(seats=1).seated[0]
    expert, login = part.expert, part.expert.account.login

    def ask() -> dict[str, int]:
        opened = [
            ("desk.index", {}),
            ("calendar.month", {"month": "2026-06"}),
            ("experts.wish", {}),
            ("assignment.report", {"assignment_id": part.id}),
        ]
        asks = {}
        for endpoint, values in opened:
            client = browser(login)
            with counted() as asked:
                assert client.open(endpoint, **values).status == 200, endpoint
            asks[endpoint] = len(asked)
        return asks

    before = ask()
    assert {page: count for page, count in before.items() if count > MOST} == {}
    with unit_of_work():
        by = states.acting_for(part)
        for day in range(10, 20):
            away = {"first_day": date(2026, 6, day), "last_day": date(2026, 6, day)}
            declarations.declare_absence(expert, note="", by=by, **away)
    later = {"starts_at": states.STARTS + A_DAY, "ends_at": states.ENDS + A_DAY}
    states.issued(seats=11, **later)
    assert ask() == before


def test_more_of_an_experts_own_is_shown_without_asking_more_often(browser):
    advice, change, leaving = advising.given(), advising.proposed(), advising.leaving()
    part = _declined()
    login, raised = part.expert.account.login, _objected(part)
    opened = [
        *((post, "desk.index", {}) for post in (Post.SECTION, Post.OFFICE, Post.SUPERVISOR)),
        (login, "own.record", {}),
        (login, "own.objections", {}),
        (Post.EXPERT, "own.changes", {}),
        (Post.EXPERT, "own.propose_change", {}),
        (Post.EXPERT, "own.leave", {}),
        (Post.EXPERT, "meetings.my_advice", {}),
        (Post.OFFICE, "own.matters", {}),
        (Post.OFFICE, "own.profile_change", {"change_id": change.id}),
        (Post.OFFICE, "own.resignation", {"resignation_id": leaving.id}),
        (Post.SECTION, "own.objection", {"objection_id": raised.id}),
        (Post.OFFICE, "meetings.advice", {}),
        (Post.SECTION, "meetings.one_advice", {"advice_id": advice.id}),
    ]

    def ask() -> dict[tuple[str, str], int]:
        asks = {}
        for who, endpoint, values in opened:
            client = browser(who)
            with counted() as asked:
                assert client.open(endpoint, **values).status == 200, endpoint
            asks[str(who), endpoint] = len(asked)
        return asks

    before = ask()
    assert {page: count for page, count in before.items() if count > MOST} == {}
    for _ in range(3):
        advising.given()
    _objected(_declined())
    assert ask() == before


def test_more_people_are_assessed_without_asking_more_often(browser):
    """Twelve experts, then thirty, with an objection of each kind of hand it goes through."""
    objection = assessments.answered()
    found = objection.item.assessment
    login = objection.expert.account.login
    where, item = {"assessment_id": found.id}, {"item_id": objection.item_id}
    opened = [
        *((post, "desk.index", {}) for post in (Post.SECTION, Post.OFFICE, Post.LEADER)),
        *((post, "assessments.index", {}) for post in (Post.SECTION, Post.OFFICE, Post.LEADER)),
        *((post, "assessments.show", where) for post in (Post.SECTION, Post.OFFICE, Post.LEADER)),
        (Post.SECTION, "assessments.propose", where),
        (Post.LEADER, "assessments.together", {}),
        (Post.OFFICE, "assessments.item", item),
        (login, "assessments.item", item),
        (login, "assessments.mine", {}),
        (Post.LEADER, "assessments.objection", {"objection_id": objection.id}),
        (Post.OFFICE, "assessments.ratings", {}),
        (Post.OFFICE, "assessments.rating", {"expert_id": objection.item.expert_id}),
        (Post.SECTION, "assessments.formula", {}),
    ]

    def ask() -> dict[tuple[str, str], int]:
        asks = {}
        for who, endpoint, values in opened:
            client = browser(who)
            with counted() as asked:
                assert client.open(endpoint, **values).status == 200, endpoint
            asks[str(who), endpoint] = len(asked)
        return asks

    before = ask()
    assert {page: count for page, count in before.items() if count > MOST} == {}
    assessments.enroll(found, 30)
    assert ask() == before


def _declined() -> Assignment:
    part = states.issued(seats=1).seated[0]
    with unit_of_work():
        by = states.acting_for(part)
        assignments.decline(part, DeclineKind.BUSY, note="当日值班", by=by)
    return part


def _objected(part: Assignment) -> ExpertObjection:
    by = states.acting_for(part)
    return advising.objected(expert_objections.object_to_decline, part, by=by)
