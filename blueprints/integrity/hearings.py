"""情况说明 · what the reported expert is asked, and the page on which they answer it."""

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.integrity.blueprint import bp
from blueprints.integrity.forms import ExplainForm
from blueprints.pages import page, refusals_shown_on
from models.db import unit_of_work
from models.operations import integrity_cases
from models.operations.integrity_cases import HEARING_FILE
from models.tables import ReportHearing
from models.vocabulary import Permission

P = Permission


@bp.route("/hearings/<int:hearing_id>", methods=["GET", "POST"])
@requires(P.ANSWER_HEARING)
def hearing(hearing_id: int) -> ResponseReturnValue:
    asked, form = load(ReportHearing, hearing_id, P.ANSWER_HEARING), ExplainForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            uploads = attachments.sent("files")
            with unit_of_work():
                integrity_cases.explain(
                    asked, form.text.data, uploads=uploads, folder=attachments.folder(), by=me()
                )
            flash("您的说明已提交")
            return redirect(url_for(".hearing", hearing_id=hearing_id), 303)
    return page("integrity/hearing.html", "hearing", hearing=asked, form=form)


@bp.get("/hearings/<int:hearing_id>/files/<int:file_id>")
@requires(P.ANSWER_HEARING)
def hearing_file(hearing_id: int, file_id: int) -> Response:
    asked = load(ReportHearing, hearing_id, P.ANSWER_HEARING)
    return attachments.hand_out(attachments.among(asked.files, file_id), HEARING_FILE)
