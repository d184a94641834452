"""通知 · what I have been told; opening one marks it read."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import desk
from blueprints.access import me, requires
from blueprints.pages import page
from models import clock, policy
from models.db import db, unit_of_work
from models.queries import notices
from models.tables import Application, Change, Draw, Notice
from models.vocabulary import Permission

bp = Blueprint("notices", __name__, url_prefix="/notices")


@bp.get("/")
@requires(Permission.USE_DESK)
def index() -> ResponseReturnValue:
    found = db.paginate(notices.of(me().account_id), per_page=25)
    reads = policy.may(me(), Permission.READ_DELIVERIES)
    return page("notices/index.html", "notices", notices=found, reads_deliveries=reads)


@bp.get("/<int:notice_id>")
@requires(Permission.USE_DESK)
def follow(notice_id: int) -> ResponseReturnValue:
    """Go where the notice points, and have read it."""
    notice = db.get_or_404(Notice, notice_id)
    if notice.account_id != me().account_id:
        abort(404)
    with unit_of_work():
        notice.read_at = notice.read_at or clock.now()
    return redirect(_page_of(notice.matter), 303)


def _page_of(matter: str) -> str:
    kind, _, number = matter.partition(":")
    if kind in _SPECIAL:
        return _SPECIAL[kind](number)
    pages = {
        "dispatch": ("dispatch.show", "dispatch_id"),
        "assignment": ("assignment.show", "assignment_id"),
        "expert": ("experts.show", "expert_id"),
        "election": ("elections.show", "election_id"),
        "intake_cycle": ("intake.invitation", "cycle_id"),
        "objection": ("objections.show", "objection_id"),
        "proposed_roster": ("proposals.show", "proposal_id"),
        "recommendation_sheet": ("sheets.show", "sheet_id"),
        "annual_review": ("reviews.show", "review_id"),
        "annual_assessment": ("assessments.show", "assessment_id"),
        "assessment_item": ("assessments.item", "item_id"),
        "assessment_objection": ("assessments.objection", "objection_id"),
        "section_opinion": ("vetting.opinion", "opinion_id"),
        "job": ("jobs.show", "job_id"),
        "key_reset": ("keys.reset", "reset_id"),
        "archive_package": ("archive.show", "package_id"),
        "archive_destruction": ("destructions.show", "destruction_id"),
        "advice": ("meetings.one_advice", "advice_id"),
        "delegation": ("delegations.show", "delegation_id"),
        "profile_change": ("own.profile_change", "change_id"),
        "resignation": ("own.resignation", "resignation_id"),
        "report_hearing": ("integrity.hearing", "hearing_id"),
        "reimbursement": ("reimbursements.show", "bundle_id"),
        "expert_objection": ("own.objection", "objection_id"),
    }
    if kind == "expert" and not policy.may(me(), Permission.READ_ROSTER):
        return url_for("experts.own")  # whoever reads no roster is told of their own entry alone
    if kind not in pages:
        return url_for("desk.index")
    endpoint, parameter = pages[kind]
    where: dict[str, Any] = {parameter: int(number)}
    return url_for(endpoint, **where)


def _page_of_dismissal(number: str) -> str:
    """The expert has a page of their own to answer on."""
    endpoint = "dismissals.show" if policy.may(me(), Permission.READ_DISMISSAL) else "own.dismissal"
    return url_for(endpoint, dismissal_id=int(number))


def _page_of_commendation(number: str) -> str:
    if policy.may(me(), Permission.READ_COMMENDATION):
        return url_for("commendations.show", commendation_id=int(number))
    return url_for("own.record")


def _page_of_task(task: str) -> str:
    """Of a reminder: where the desk has it done."""
    kind, _, number = task.partition(":")
    return desk.page_of(kind, int(number))


def _page_of_account(_: str) -> str:
    """Only experts are told of their accounts, and each has one."""
    return url_for("own.bank_account")


def _page_of_sign_in(_: str) -> str:
    """What one is told of one's own account is about how one signs in."""
    return url_for("codes.mine")


def _page_of_draw(number: str) -> str:
    dispatch_id = db.get_or_404(Draw, int(number)).dispatch_id
    return url_for("dispatch.ceremony", dispatch_id=dispatch_id)


def _page_of_standard(number: str) -> str:
    return url_for("finance.standards")


def _page_of_change(number: str) -> str:
    change = db.get_or_404(Change, int(number))
    return url_for("dispatch.decide_change", change_id=change.id)


def _page_of_application(number: str) -> str:
    """Who fills it in follows it; the others work on it."""
    application = db.get_or_404(Application, int(number))
    is_mine = application.owner_id == me().account_id
    endpoint = "applications.show" if is_mine else "vetting.show"
    return url_for(endpoint, application_id=application.id)


def _page_of_report(number: str) -> str:
    """Of a report the leader is told by its number alone."""
    if not policy.may(me(), Permission.READ_INTEGRITY):
        return url_for("desk.index")
    return url_for("integrity.show", report_id=int(number))


_SPECIAL: Mapping[str, Callable[[str], str]] = {
    "task": _page_of_task,
    "account": _page_of_sign_in,
    "draw": _page_of_draw,
    "bank_account": _page_of_account,
    "change": _page_of_change,
    "fee_standard": _page_of_standard,
    "application": _page_of_application,
    "integrity_report": _page_of_report,
    "dismissal": _page_of_dismissal,
    "commendation": _page_of_commendation,
}
