"""培训资料 · files for whoever was asked to come."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.pages import refusals_shown_on
from blueprints.steps import StepForm
from blueprints.training.blueprint import bp, own_session
from blueprints.training.forms import MaterialForm
from blueprints.training.views import show_session
from models.db import unit_of_work
from models.operations.files import Upload
from models.operations.steps import steps_open_to
from models.operations.training_files import attach, detach
from models.tables import Attendance, TrainingSession
from models.vocabulary import Permission

P = Permission


@bp.post("/<int:session_id>/files")
@requires(P.RUN_TRAINING)
def add_files(session_id: int) -> ResponseReturnValue:
    found, form = own_session(session_id), MaterialForm()
    uploads = [
        Upload(file.filename, file.read())
        for file in request.files.getlist("files")
        if file.filename
    ]
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                attach(found, uploads, folder=attachments.folder(), by=me())
            flash(f"已上传{len(uploads)}个文件")
            return redirect(url_for(".show", session_id=session_id), 303)
    return show_session(found, StepForm(steps_open_to(me(), found), found), form)


@bp.post("/<int:session_id>/files/<int:file_id>/remove")
@requires(P.RUN_TRAINING)
def remove_file(session_id: int, file_id: int) -> ResponseReturnValue:
    found, form = own_session(session_id), MaterialForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                detach(found, file_id, by=me())
            flash("已移除")
            return redirect(url_for(".show", session_id=session_id), 303)
    return show_session(found, StepForm(steps_open_to(me(), found), found), form)


@bp.get("/<int:session_id>/files/<int:file_id>")
@requires(P.READ_TRAINING)
def file(session_id: int, file_id: int) -> ResponseReturnValue:
    found = load(TrainingSession, session_id, P.READ_TRAINING)
    return attachments.hand_out(attachments.among(found.files, file_id))


@bp.get("/notices/<int:attendance_id>/files/<int:file_id>")
@requires(P.ANSWER_TRAINING)
def own_file(attendance_id: int, file_id: int) -> ResponseReturnValue:
    """To an expert who was asked to come."""
    asked = load(Attendance, attendance_id, P.ANSWER_TRAINING)
    if asked.session.announced_at is None:
        abort(404)  # nobody is asked before the notice goes out
    return attachments.hand_out(attachments.among(asked.session.files, file_id))
