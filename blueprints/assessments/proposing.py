"""提出等次 · the section goes through all its experts on one page."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.assessments.blueprint import bp, loaded, tabs
from blueprints.assessments.forms import ProposeForm
from blueprints.pages import page, refusals_shown_on
from models.db import unit_of_work
from models.operations.assessments import propose_grades
from models.vocabulary import Permission


@bp.route("/<int:assessment_id>/grades", methods=["GET", "POST"])
@requires(Permission.PROPOSE_ASSESSMENT)
def propose(assessment_id: int) -> ResponseReturnValue:
    found = loaded(assessment_id, Permission.PROPOSE_ASSESSMENT)
    others = [item for item in found.items if item.owner_account_id != me().account_id]
    form = ProposeForm.for_items(others)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                propose_grades(found, form.proposals(others), by=me())
            flash("考核等次已保存，请核对后提交")
            return redirect(url_for(".show", assessment_id=assessment_id), 303)
        found = loaded(assessment_id, Permission.PROPOSE_ASSESSMENT)
    return page(
        "assessments/propose.html", "propose", assessment=found, items=others, form=form,
        tabs=tabs(),
    )  # fmt: skip
