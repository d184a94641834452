"""待办 · the first page after signing in: what waits for me, with the one button that moves it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, current_app, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, needs, requires
from blueprints.pages import page, settings
from models import policy
from models.db import db
from models.queries import desks
from models.queries.dispatches import by_state
from models.queries.tasks import Task
from models.vocabulary import Permission

bp = Blueprint("desk", __name__)

# Where each kind of task is done.
_PAGES = {
    "dispatch": ("dispatch.show", "dispatch_id"),
    "emergency": ("emergency.show", "dispatch_id"),
    "not_drawn": ("supervision.not_drawn", "page"),
    "change": ("dispatch.decide_change", "change_id"),
    "draw": ("dispatch.ceremony", "dispatch_id"),
    "use_request": ("requests.show", "request_id"),
    "use_requests_unpaid": ("requests.unpaid", "page"),
    "return_visits": ("feedback.unheard", "page"),
    "assignment": ("assignment.show", "assignment_id"),
    "election": ("elections.show", "election_id"),
    "application": ("applications.fill", "application_id"),
    "proposal": ("proposals.show", "proposal_id"),
    "archive": ("archive.new", "proposal_id"),
    "destruction": ("destructions.show", "destruction_id"),
    "to_be_proposed": ("proposals.new", "cycle"),
    "public_notice": ("proposals.show", "proposal_id"),
    "objection": ("objections.show", "objection_id"),
    "objections": ("objections.index", "page"),
    "review": ("reviews.show", "review_id"),
    "review_opening": ("reviews.new", "year"),
    "review_year": ("reviews.index", "year"),
    "review_unassigned": ("reviews.unassigned", "year"),
    "assessment": ("assessments.show", "assessment_id"),
    "assessment_objection": ("assessments.objection", "objection_id"),
    "sorting": ("vetting.sort", "cycle"),
    "vetting": ("vetting.show", "application_id"),
    "section_opinion": ("vetting.opinion", "opinion_id"),
    "sheet": ("sheets.show", "sheet_id"),
    "to_be_listed": ("sheets.new", "section_id"),
    "meeting": ("meetings.show", "meeting_id"),
    "invitation": ("meetings.invitation", "invitation_id"),
    "engagement": ("engagements.show", "engagement_id"),
    "engagements": ("engagements.index", "page"),
    "on_paper": ("assignment.on_paper", "assignment_id"),
    "training": ("training.show", "session_id"),
    "training_plan": ("training.edit_plan", "year"),
    "training_overdue": ("training.plans", "year"),
    "training_notice": ("training.notice", "attendance_id"),
    "resolution": ("meetings.finish", "resolution_id"),
    "advice": ("meetings.one_advice", "advice_id"),
    "profile_change": ("own.profile_change", "change_id"),
    "resignation": ("own.resignation", "resignation_id"),
    "expert_matters": ("own.matters", "page"),
    "delegation": ("delegations.show", "delegation_id"),
    "key_reset": ("keys.reset", "reset_id"),
    "integrity": ("integrity.show", "report_id"),
    "integrity_reports": ("integrity.cases", "page"),
    "integrity_figures": ("integrity.figures", "page"),
    "hearing": ("integrity.hearing", "hearing_id"),
    "reimbursement": ("reimbursements.show", "bundle_id"),
    "payment": ("reimbursements.pay", "bundle_id"),
    "to_be_reimbursed": ("reimbursements.new", "section_id"),
    "expert_objection": ("own.objection", "objection_id"),
    "dismissal": ("dismissals.show", "dismissal_id"),
    "dismissals_proposed": ("dismissals.index", "page"),
    "own_dismissal": ("own.dismissal", "dismissal_id"),
    "commendation": ("commendations.show", "commendation_id"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A task as the page shows it."""

    title: str
    matter: str
    due: date | None
    is_overdue: bool
    url: str
    button: str


def _card(task: Task) -> Card:
    url = _address_of(task.kind, task.subject_id)
    return Card(task.title, task.matter, task.due, task.is_overdue, url, task.button)


def page_of(kind: str, subject_id: int) -> str:
    """Where a task of that kind is done; the desk itself for whoever may not open that page."""
    endpoint, _ = _PAGES[kind]
    needed = needs(current_app)[endpoint] or ()
    if not any(policy.may(me(), permission) for permission in needed):
        return url_for("desk.index")
    return _address_of(kind, subject_id)


def _address_of(kind: str, subject_id: int) -> str:
    endpoint, parameter = _PAGES[kind]
    where: dict[str, Any] = {parameter: subject_id}
    return url_for(endpoint, **where)


@bp.get("/")
@requires(Permission.USE_DESK)
def index() -> ResponseReturnValue:
    waiting = desks.waiting(db.session(), me(), settings())
    cards = [_card(task) for task in waiting]
    handed_on = desks.handed_on(db.session(), me(), waiting)
    reads = policy.may(me(), Permission.READ_DISPATCH)
    states = by_state(db.session(), me()) if reads else []
    return page("desk/index.html", "desk", cards=cards, handed_on=handed_on, states=states)
