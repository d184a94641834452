"""申报附件 · bringing the papers, taking one out, opening one."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.applications.blueprint import bp
from blueprints.applications.filling import show_form
from blueprints.applications.forms import FilesForm
from blueprints.pages import refusals_shown_on
from models.db import db, unit_of_work
from models.operations.attachments import attach, detach
from models.tables import Application, Attachment, StoredFile
from models.vocabulary import AttachmentKind, Permission

P = Permission


@bp.post("/<int:application_id>/attachments/<kind>")
@requires(P.FILL_APPLICATION)
def upload(application_id: int, kind: str) -> ResponseReturnValue:
    application = load(Application, application_id, P.FILL_APPLICATION)
    if kind not in AttachmentKind.choices():
        abort(404)
    wanted = AttachmentKind(kind)
    form = FilesForm(wanted, is_sent=True)
    if form.validate_on_submit():
        uploads = attachments.sent("files")
        folder = attachments.folder()
        with refusals_shown_on(form):
            with unit_of_work():
                attach(application, wanted, uploads, folder, by=me())
            return _back(application, f"已上传{wanted.label}{len(uploads)}个文件")
    return show_form(application, form, block="papers")


@bp.post("/<int:application_id>/attachments/<int:attachment_id>/remove")
@requires(P.FILL_APPLICATION)
def remove(application_id: int, attachment_id: int) -> ResponseReturnValue:
    application = load(Application, application_id, P.FILL_APPLICATION)
    attachment = db.get_or_404(Attachment, attachment_id)
    if attachment.application_id != application.id:
        abort(404)
    name = attachment.file.name
    with unit_of_work():
        detach(attachment, by=me())
    return _back(application, f"已移除“{name}”")


def _back(application: Application, done: str) -> ResponseReturnValue:
    """What is being typed above stays as it is where a script can see to it."""
    flash(done)
    if request.headers.get("HX-Request") == "true":
        return show_form(application, block="papers")
    return redirect(url_for(".fill", application_id=application.id, _anchor="attachments"), 303)


@bp.get("/<int:application_id>/files/<int:file_id>")
@requires(P.FILL_APPLICATION)
def file(application_id: int, file_id: int) -> ResponseReturnValue:
    """A file of the form or of an edition handed in; shown only where it cannot run."""
    application = load(Application, application_id, P.FILL_APPLICATION)
    kept = {each.file_id for each in application.attachments}
    kept |= {number for edition in application.editions for number in edition.files}
    if file_id not in kept:
        abort(404)
    stored = db.get_or_404(StoredFile, file_id)
    return attachments.hand_out(stored)
