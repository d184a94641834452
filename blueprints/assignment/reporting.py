"""书面报告 · written on a page of its own: saved as one types, with photographs, then handed in."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.assignment.blueprint import bp
from blueprints.assignment.forms import ReportForm
from blueprints.pages import page, refusals_shown_on
from models import clock
from models.db import unit_of_work
from models.operations import reports
from models.operations.steps import can
from models.tables import Assignment, ReportDraft, StoredFile
from models.vocabulary import Permission
from models.workflows.assignment import Action

P = Permission


@bp.route("/<int:assignment_id>/report", methods=["GET", "POST"])
@requires(P.REPORT_TASK)
def report(assignment_id: int) -> ResponseReturnValue:
    """What stands in the form is kept first, whether or not it can be handed in."""
    part = load(Assignment, assignment_id, P.REPORT_TASK)
    if not can(me(), Action.REPORT, part):
        return redirect(url_for(".show", assignment_id=part.id), 303)
    form = _form_of(part)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            draft = _save(part, form)
            if _bring(draft, form):
                with unit_of_work():
                    reports.hand_in(draft, by=me())
                flash(f"已办理：{Action.REPORT.label}")
                return redirect(url_for(".show", assignment_id=part.id), 303)
    return _show(part, form)


@bp.post("/<int:assignment_id>/report/draft")
@requires(P.REPORT_TASK)
def save_report(assignment_id: int) -> ResponseReturnValue:
    """To htmx, which sends the form a moment after each change, it answers when it was saved; to
    the button, with the page."""
    part = load(Assignment, assignment_id, P.REPORT_TASK)
    form = _form_of(part)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            draft = _save(part, form)
            if request.headers.get("HX-Request") == "true":
                return _show(part, form)
            if _bring(draft, form):
                flash(f"已保存 {clock.local(draft.saved_at):%H:%M}")
                return redirect(url_for(".report", assignment_id=part.id), 303)
    return _show(part, form)


@bp.post("/<int:assignment_id>/report/files/<int:file_id>/remove")
@requires(P.REPORT_TASK)
def remove_file(assignment_id: int, file_id: int) -> ResponseReturnValue:
    """The button stands in the form, so that what was typed comes along and is kept."""
    part = load(Assignment, assignment_id, P.REPORT_TASK)
    form = _form_of(part)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            draft = _save(part, form)
            file = _file_of(draft, file_id)
            with unit_of_work():
                reports.detach(draft, file, by=me())
            flash(f"已移除“{file.name}”")
            return redirect(url_for(".report", assignment_id=part.id), 303)
    return _show(part, form)


@bp.get("/<int:assignment_id>/report/files/<int:file_id>")
@requires(P.REPORT_TASK)
def draft_file(assignment_id: int, file_id: int) -> ResponseReturnValue:
    part = load(Assignment, assignment_id, P.REPORT_TASK)
    return attachments.hand_out(_file_of(part.draft, file_id))


def _form_of(part: Assignment) -> ReportForm:
    draft = reports.draft_of(part)
    entries = {"content": draft.content, "advice": draft.advice, "version": draft.version}
    return ReportForm(data=entries)


def _save(part: Assignment, form: ReportForm) -> ReportDraft:
    with unit_of_work():
        draft = reports.save(
            part,
            content=form.content.data or "",
            advice=form.advice.data or "",
            seen=form.version.data or 0,
            by=me(),
        )
    form.version.data = draft.version
    return draft


def _bring(draft: ReportDraft, form: ReportForm) -> bool:
    """Whether every file that came along was kept; what was not says so beside its field."""
    is_whole = True
    for field in (form.photos, form.files):
        if uploads := attachments.sent(field.name):
            with unit_of_work():
                refused = reports.attach(draft, uploads, attachments.folder(), by=me())
            field.errors = [*field.errors, *(each.message for each in refused)]
            is_whole = is_whole and not refused
    form.version.data = draft.version
    return is_whole


def _file_of(draft: ReportDraft | None, file_id: int) -> StoredFile:
    return attachments.among(draft.files if draft else [], file_id)


def _show(part: Assignment, form: ReportForm) -> Response:
    return page(
        "assignment/report.html", "saved", part=part, dispatch=part.dispatch, draft=part.draft,
        form=form,
    )  # fmt: skip
