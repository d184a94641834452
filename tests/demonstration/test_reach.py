"""Every address with somebody's matter in it, in every post: what is within reach opens, and what
is not does not exist. The demonstration year has matters of every kind, of many people."""

from collections.abc import Iterator
from itertools import islice

import pytest
from flask import url_for
from sqlalchemy import inspect
from werkzeug.routing import Rule

from blueprints import access
from models import policy, tables
from models.db import db
from models.tables import Base, Event, Holding
from models.vocabulary import Post
from tests.pages.browser import Browser

# The first number in an address names the matter: argument → table …
MATTERS = {
    "account_id": tables.Account,
    "advice_id": tables.Advice,
    "announcement_id": tables.Announcement,
    "application_id": tables.Application,
    "assessment_id": tables.AnnualAssessment,
    "assignment_id": tables.Assignment,
    "attendance_id": tables.Attendance,
    "bundle_id": tables.Reimbursement,
    "certificate_id": tables.Certificate,
    "change_id": tables.Change,
    "commendation_id": tables.Commendation,
    "cycle_id": tables.IntakeCycle,
    "delegation_id": tables.Delegation,
    "delivery_id": tables.Delivery,
    "destruction_id": tables.Destruction,
    "dismissal_id": tables.Dismissal,
    "dispatch_id": tables.Dispatch,
    "draw_id": tables.Draw,
    "election_id": tables.Election,
    "engagement_id": tables.StandingEngagement,
    "expert_id": tables.Expert,
    "hearing_id": tables.ReportHearing,
    "holding_id": tables.Holding,
    "invitation_id": tables.Invitation,
    "job_id": tables.Job,
    "line_id": tables.BudgetLine,
    "meeting_id": tables.Meeting,
    "nomination_id": tables.Nomination,
    "notice_id": tables.Notice,
    "objection_id": tables.Objection,
    "officer_id": tables.GroupOfficer,
    "opinion_id": tables.SectionOpinion,
    "outsider_id": tables.Outsider,
    "package_id": tables.ArchivePackage,
    "payment_id": tables.Payment,
    "proposal_id": tables.ProposedRoster,
    "report_id": tables.GroupReport,
    "request_id": tables.UseRequest,
    "reset_id": tables.KeyReset,
    "resignation_id": tables.Resignation,
    "resolution_id": tables.Resolution,
    "review_id": tables.AnnualReview,
    "section_id": tables.Section,
    "session_id": tables.TrainingSession,
    "sheet_id": tables.RecommendationSheet,
    "sign_in_id": tables.SignIn,
    "signature_id": tables.Signature,
    "specialty_id": tables.Specialty,
    "standard_id": tables.FeeStandard,
}
# … but where the same word means another thing: (blueprint, argument) → table …
OF_A_DESK = {
    ("assessments", "item_id"): tables.AssessmentItem,
    ("assessments", "objection_id"): tables.AssessmentObjection,
    ("feedback", "invitation_id"): tables.FeedbackInvitation,
    ("integrity", "report_id"): tables.IntegrityReport,
    ("own", "objection_id"): tables.ExpertObjection,
    ("own", "change_id"): tables.ProfileChange,
}
# … and what names no matter of anybody's.
IMPERSONAL = {"number", "year", "declaration_id"}
# A signature is read where its matter is, by rules of its own (tests/desks/test_signatures.py).
FURTHER = {"signatures"}


def numbers_in(rule: Rule) -> list[str]:
    """The arguments of the address that are numbers of rows, as they come."""
    found = [name for name in rule.arguments - IMPERSONAL if _is_number(rule, name)]
    return sorted(found, key=lambda name: rule.rule.index(f":{name}>"))


def _is_number(rule: Rule, name: str) -> bool:
    return isinstance(rule._converters[name], access.RowNumber)


def matter_of(rule: Rule) -> tuple[str, type[Base]] | None:
    if not (names := numbers_in(rule)):
        return None
    desk = rule.endpoint.partition(".")[0]
    return names[0], OF_A_DESK.get((desk, names[0])) or MATTERS[names[0]]


def rows_of(table: type[Base]) -> list[Base]:
    query = db.select(table).order_by(*inspect(table).primary_key).limit(300)
    return list(db.session.scalars(query).unique())


class Visitor:
    """Somebody in one of their posts, who tries addresses; nothing they send carries a token."""

    def __init__(self, app, holding: Holding) -> None:
        self.app, self.holding = app, holding
        self.client = Browser(app, holding.account).client
        with self.client.session_transaction() as session:
            session["holding_id"] = holding.id

    def status(self, rule: Rule, method: str, name: str, row: Base) -> int:
        numbers = [each for each in rule.arguments if _is_number(rule, each)]
        values = dict.fromkeys(rule.arguments, "x") | dict.fromkeys(numbers, 1)
        with self.app.test_request_context():
            url = url_for(rule.endpoint, **(values | {name: row.id}))
        self.app.config["WTF_CSRF_ENABLED"] = method != "POST"
        with self.app.app_context():
            return self.client.open(url, method=method, buffered=True).status_code

    def allowed(self) -> Iterator[tuple[Rule, str, list[Base], list[Base]]]:
        """The addresses of matters that the post may ask for, with what is within its reach there,
        and what is beyond."""
        needs = access.needs(self.app)
        for rule in self.app.url_map.iter_rules():
            if rule.endpoint.partition(".")[0] in FURTHER:
                continue
            held = [each for each in needs[rule.endpoint] or () if policy.may(self.holding, each)]
            if held and (matter := matter_of(rule)):
                name, table = matter
                rows = rows_of(table)
                near = [
                    row
                    for row in rows
                    if any(policy.reaches(self.holding, each, row) for each in held)
                ]
                yield rule, name, near, [row for row in rows if row not in near]


@pytest.fixture
def visitor(year, flask_demo):
    app = flask_demo.app

    def arrive(post: Post) -> Visitor:
        query = db.select(Holding).filter_by(post=post).order_by(Holding.id)
        return Visitor(app, db.session.scalars(query).first())

    yield arrive
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.mark.parametrize("post", Post)
def test_a_matter_beyond_the_reach_of_a_post_does_not_exist_for_it(visitor, post):
    someone = visitor(post)
    before = db.session.scalar(db.select(db.func.count(Event.number)))
    found = [
        (rule.endpoint, method, row.id, status)
        for rule, name, _near, beyond in someone.allowed()
        for row in islice(beyond, 1)
        for method in sorted(rule.methods & {"GET", "POST"})
        if (status := someone.status(rule, method, name, row)) not in {403, 404}
    ]
    assert found == []
    db.session.rollback()
    assert db.session.scalar(db.select(db.func.count(Event.number))) == before


@pytest.mark.parametrize("post", Post)
def test_a_matter_within_reach_is_never_refused_and_never_breaks(visitor, post):
    someone = visitor(post)
    found = [
        (rule.endpoint, row.id, status)
        for rule, name, near, _beyond in someone.allowed()
        if "GET" in rule.methods
        for row in islice(near, 1)
        if (status := someone.status(rule, "GET", name, row)) == 403 or status >= 500
    ]
    assert found == []
