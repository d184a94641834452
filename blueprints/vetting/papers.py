"""附件和证件号码 · the files that were handed in, and the whole ID number for who says why."""

from flask import Response, abort
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.pages import refusals_shown_on
from blueprints.vetting.blueprint import bp, read
from blueprints.vetting.forms import NumberForm
from blueprints.vetting.views import may_reveal, show_application
from models.db import db, unit_of_work
from models.operations.vetting import record_reveal
from models.tables import Application, SectionOpinion, StoredFile
from models.vocabulary import Permission

P = Permission


@bp.get("/<int:application_id>/files/<int:file_id>")
@requires(P.READ_APPLICATION)
def file(application_id: int, file_id: int) -> ResponseReturnValue:
    """To whoever may read the application; shown only where it cannot run."""
    return _file(read(application_id), file_id)


@bp.get("/opinions/<int:opinion_id>/files/<int:file_id>")
@requires(P.GIVE_OPINION)
def opinion_file(opinion_id: int, file_id: int) -> ResponseReturnValue:
    """To the section whose opinion was asked."""
    return _file(load(SectionOpinion, opinion_id, P.GIVE_OPINION).application, file_id)


def _file(application: Application, file_id: int) -> Response:
    """One of the files that came with any edition handed in."""
    if not any(file_id in edition.files for edition in application.editions):
        abort(404)
    stored = db.get_or_404(StoredFile, file_id)
    return attachments.hand_out(stored)


@bp.post("/<int:application_id>/number")
@requires(P.SORT_APPLICATION, P.VET_APPLICATION)
def reveal(application_id: int) -> ResponseReturnValue:
    """The whole ID number, once, in the answer itself; the register says why."""
    application, form = read(application_id), NumberForm()
    if not may_reveal(application):
        abort(404)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                record_reveal(application, reason=form.reason.data, by=me())
            return show_application(application, form, block="identity", is_whole=True)
    return show_application(application, form, block="identity")
