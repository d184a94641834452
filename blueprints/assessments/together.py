"""一并审定 · the sections' assessments signed with one password, each of them listed and read."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.assessments.blueprint import bp, tabs
from blueprints.assessments.forms import TogetherForm, version_of
from blueprints.pages import page, refusals_shown_on
from blueprints.signing import confirm_identity
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import assessments as operations
from models.operations.steps import can
from models.queries import assessments
from models.tables import AnnualAssessment
from models.vocabulary import AssessmentGrade, Permission
from models.workflows.assessment import Action, State


@bp.route("/together", methods=["GET", "POST"])
@requires(Permission.DECIDE_ASSESSMENT)
def together() -> ResponseReturnValue:
    found = assessments.in_state(db.session(), State.CHECKED)
    waiting = [each for each in found if can(me(), Action.DECIDE, each)]
    form = TogetherForm()
    form.offer(waiting)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            chosen = _chosen(waiting, set(form.chosen.data))
            confirm_identity(form.password)
            with unit_of_work():
                for each in chosen:
                    operations.take(each, Action.DECIDE, by=me())
            flash(f"已审定{len(chosen)}个股室的年度考核")
            return redirect(url_for(".together"), 303)
    return page(
        "assessments/together.html", "together", form=form, waiting=waiting, tabs=tabs(),
        version_of=version_of, grades=list(AssessmentGrade),
    )  # fmt: skip


def _chosen(waiting: list[AnnualAssessment], versions: set[str]) -> list[AnnualAssessment]:
    """As they were read; all of them or none."""
    chosen = [each for each in waiting if version_of(each) in versions]
    if len(chosen) != len(versions):
        raise Refusal("您打开本页之后内容已有改动，未签署；请核对后重新勾选", field="chosen")
    return chosen
