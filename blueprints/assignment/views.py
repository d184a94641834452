"""任务 · answering, acknowledging, attending, reporting, rating: each one act, on one page."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.assignment.forms import (
    AcceptForm,
    AmendForm,
    AttendForm,
    BriefingForm,
    DeclineForm,
    ReportForm,
    ServiceForm,
)
from blueprints.pages import Form, page, page_size, refusals_shown_on
from blueprints.steps import track_of
from models.db import db, unit_of_work
from models.operations import assignments
from models.operations.assignments import Service
from models.operations.files import Upload, keep
from models.operations.steps import can
from models.rules.article_17_integrity import BRIEFING
from models.tables import Assignment, Expert, StoredFile
from models.vocabulary import DeclineKind, Permission
from models.workflows.assignment import Action

bp = Blueprint("assignment", __name__, url_prefix="/assignments")

# The forms of the page, by the step that each serves.
_FORMS: dict[Action, type[Form]] = {
    Action.ACCEPT: AcceptForm,
    Action.ACKNOWLEDGE: BriefingForm,
    Action.ARRIVE: AttendForm,
    Action.LEAVE: AttendForm,
    Action.REPORT: ReportForm,
    Action.RATE: ServiceForm,
    Action.AMEND: AmendForm,
    Action.DECLINE: DeclineForm,
}


@bp.get("/")
@requires(Permission.DECLARE_OWN)
def mine() -> ResponseReturnValue:
    """Every task I was ever told of, newest first."""
    query = (
        select(Assignment)
        .join(Assignment.expert)
        .where(Expert.account_id == me().account_id, Assignment.notified_at.is_not(None))
        .options(joinedload(Assignment.dispatch))
        .order_by(Assignment.id.desc())
    )
    return page("assignment/mine.html", "list", parts=db.paginate(query, per_page=page_size()))


@bp.get("/<int:assignment_id>")
@requires(Permission.READ_ASSIGNMENT)
def show(assignment_id: int) -> ResponseReturnValue:
    return _show(load(Assignment, assignment_id, Permission.READ_ASSIGNMENT))


@bp.post("/<int:assignment_id>/accept")
@requires(Permission.ANSWER_ASSIGNMENT)
def accept(assignment_id: int) -> ResponseReturnValue:
    part = load(Assignment, assignment_id, Permission.ANSWER_ASSIGNMENT)
    return _do(part, Action.ACCEPT, AcceptForm(), lambda: assignments.accept(part, by=me()))


@bp.post("/<int:assignment_id>/decline")
@requires(Permission.ANSWER_ASSIGNMENT)
def decline(assignment_id: int) -> ResponseReturnValue:
    part, form = load(Assignment, assignment_id, Permission.ANSWER_ASSIGNMENT), DeclineForm()

    def act() -> None:
        kind = DeclineKind(form.kind.data)
        assignments.decline(part, kind, note=form.note.data, by=me())

    return _do(part, Action.DECLINE, form, act)


@bp.post("/<int:assignment_id>/acknowledge")
@requires(Permission.ACKNOWLEDGE_BRIEFING)
def acknowledge(assignment_id: int) -> ResponseReturnValue:
    part = load(Assignment, assignment_id, Permission.ACKNOWLEDGE_BRIEFING)
    act = lambda: assignments.acknowledge(part, by=me())  # noqa: E731
    return _do(part, Action.ACKNOWLEDGE, BriefingForm(), act)


@bp.post("/<int:assignment_id>/arrive")
@requires(Permission.ATTEND_TASK)
def arrive(assignment_id: int) -> ResponseReturnValue:
    return _attend(assignment_id, Action.ARRIVE)


@bp.post("/<int:assignment_id>/leave")
@requires(Permission.ATTEND_TASK)
def leave(assignment_id: int) -> ResponseReturnValue:
    return _attend(assignment_id, Action.LEAVE)


def _attend(assignment_id: int, action: Action) -> ResponseReturnValue:
    part = load(Assignment, assignment_id, Permission.ATTEND_TASK)
    return _do(part, action, AttendForm(), lambda: assignments.attend(part, action, by=me()))


@bp.post("/<int:assignment_id>/report")
@requires(Permission.REPORT_TASK)
def report(assignment_id: int) -> ResponseReturnValue:
    part, form = load(Assignment, assignment_id, Permission.REPORT_TASK), ReportForm()
    uploads = [
        Upload(file.filename, file.read())
        for file in request.files.getlist("files")
        if file.filename
    ]

    def act() -> None:
        folder = attachments.folder()
        files = [keep(upload, folder, by=me()) for upload in uploads]
        assignments.report(
            part, content=form.content.data, advice=form.advice.data or "", files=files, by=me()
        )

    return _do(part, Action.REPORT, form, act)


@bp.post("/<int:assignment_id>/rate")
@requires(Permission.RATE_SERVICE)
def rate(assignment_id: int) -> ResponseReturnValue:
    part, form = load(Assignment, assignment_id, Permission.RATE_SERVICE), ServiceForm()

    def act() -> None:
        assignments.rate(part, _service(form), by=me())

    return _do(part, Action.RATE, form, act)


def _service(form: ServiceForm) -> Service:
    return Service(
        half_days=form.half_days.data,
        work=form.work.data,
        hazards_found=form.hazards_found.data,
        grave_hazards=form.grave_hazards.data,
        scores=form.scores(),
        incident=form.incident.data or "",
        target_feedback=form.target_feedback.data or "",
    )


@bp.post("/<int:assignment_id>/amend")
@requires(Permission.RATE_SERVICE)
def amend(assignment_id: int) -> ResponseReturnValue:
    part, form = load(Assignment, assignment_id, Permission.RATE_SERVICE), AmendForm()
    act = lambda: assignments.amend(part, by=me(), note=form.note.data)  # noqa: E731
    return _do(part, Action.AMEND, form, act)


@bp.get("/<int:assignment_id>/files/<int:file_id>")
@requires(Permission.READ_ASSIGNMENT)
def file(assignment_id: int, file_id: int) -> ResponseReturnValue:
    """A file of the report, to whoever may read the task; shown only where it cannot run."""
    part = load(Assignment, assignment_id, Permission.READ_ASSIGNMENT)
    query = select(StoredFile).where(
        StoredFile.id == file_id, StoredFile.report_id == (part.report.id if part.report else 0)
    )
    stored = db.first_or_404(query)
    return attachments.hand_out(stored)


def _do(
    part: Assignment, action: Action, form: Form, act: Callable[[], None]
) -> ResponseReturnValue:
    """One act of the page: done and told, or refused beside its form."""
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                act()
            flash(f"已办理：{action.label}")
            return redirect(url_for(".show", assignment_id=part.id), 303)
    return _show(part, action, form)


def _show(
    part: Assignment, action: Action | None = None, form: Form | None = None
) -> ResponseReturnValue:
    forms: dict[str, Any] = {
        step.value: kind(**_filled(part, step))
        for step, kind in _FORMS.items()
        if step is not action and can(me(), step, part)
    }
    if action and form:
        forms[action.value] = form
    return page(
        "assignment/show.html", "part", part=part, dispatch=part.dispatch, track=track_of(part),
        forms=forms, form=form, briefing=BRIEFING,
    )  # fmt: skip


def _filled(part: Assignment, step: Action) -> dict[str, Any]:
    """Annex 6 opens with what is already known: the approved half days, an earlier version."""
    if step is not Action.RATE:
        return {"formdata": None}
    return {"formdata": None, "obj": part.service, "data": {"half_days": part.dispatch.half_days}}
