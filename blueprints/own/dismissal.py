"""解聘事项 · the expert reads the ground and the facts, answers within the term, or waives it."""

from typing import Any

from flask import Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.dismissals.forms import StatementForm
from blueprints.own.blueprint import bp
from blueprints.pages import page, refusals_shown_on
from blueprints.steps import track_of
from models import policy
from models.db import db, unit_of_work
from models.operations import dismissals as operations
from models.queries import declines, dismissals
from models.rules.article_18_objection import APPEAL_DAYS
from models.tables import Assignment, Dismissal
from models.vocabulary import DismissalGround, Permission
from models.workflows.dismissal import State

P = Permission


@bp.route("/dismissals/<int:dismissal_id>", methods=["GET", "POST"])
@requires(P.READ_OWN_RECORD)
def dismissal(dismissal_id: int) -> ResponseReturnValue:
    case, form = _told(dismissal_id), StatementForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            uploads = attachments.sent("files")
            with unit_of_work():
                operations.state(
                    case, form.text.data, uploads=uploads, folder=attachments.folder(), by=me()
                )
            flash("陈述申辩已提交，专家管理办公室研究时一并考虑")
            return redirect(url_for(".dismissal", dismissal_id=dismissal_id), 303)
    return page(
        "own/dismissal.html", "dismissal", case=case, form=form, track=track_of(case),
        may_answer=_may_answer(case), counted=_counted(case), appeal_days=APPEAL_DAYS,
    )  # fmt: skip


@bp.post("/dismissals/<int:dismissal_id>/waive")
@requires(P.ANSWER_DISMISSAL)
def waive_hearing(dismissal_id: int) -> ResponseReturnValue:
    case = _told(dismissal_id)
    with unit_of_work():
        operations.waive(case, by=me())
    flash("已放弃陈述申辩")
    return redirect(url_for(".dismissal", dismissal_id=dismissal_id), 303)


@bp.get("/dismissals/<int:dismissal_id>/files/<int:file_id>")
@requires(P.READ_OWN_RECORD)
def dismissal_file(dismissal_id: int, file_id: int) -> Response:
    """What the expert brought; what the office holds may name whoever reported something."""
    said = _told(dismissal_id).statement
    return attachments.hand_out(attachments.among(said.files if said else [], file_id))


def _told(dismissal_id: int) -> Dismissal:
    """What was only proposed does not exist for the expert."""
    options: Any = dismissals.WHOLE
    case = load(Dismissal, dismissal_id, P.READ_OWN_RECORD, *options)
    return case if case.is_told else abort(404)


def _may_answer(case: Dismissal) -> bool:
    is_open = case.state is State.HEARING
    return is_open and not policy.refusal(me(), P.ANSWER_DISMISSAL, case)


def _counted(case: Dismissal) -> list[Assignment]:
    if case.ground is not DismissalGround.DECLINES:
        return []
    return declines.counted(db.session(), case.expert, case.facts_on)
