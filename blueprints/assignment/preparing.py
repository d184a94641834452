"""出发前 · reading what is told before the work, and confirming the protective equipment."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.assignment.blueprint import bp
from blueprints.assignment.forms import BriefingForm, FittingForm
from blueprints.assignment.showing import do, show_part
from blueprints.pages import refusals_shown_on
from models.db import unit_of_work
from models.operations import preparing
from models.tables import Assignment
from models.vocabulary import Permission
from models.workflows.assignment import Action


@bp.post("/<int:assignment_id>/acknowledge")
@requires(Permission.ACKNOWLEDGE_BRIEFING)
def acknowledge(assignment_id: int) -> ResponseReturnValue:
    part = load(Assignment, assignment_id, Permission.ACKNOWLEDGE_BRIEFING)
    form = BriefingForm()
    form.offer(preparing.parts_told(part))

    def act() -> None:
        preparing.acknowledge(part, form.read.data, by=me())

    return do(part, Action.ACKNOWLEDGE, form, act)


@bp.post("/<int:assignment_id>/fit")
@requires(Permission.CONFIRM_PROTECTION)
def fit(assignment_id: int) -> ResponseReturnValue:
    part = load(Assignment, assignment_id, Permission.CONFIRM_PROTECTION)
    form = FittingForm()
    form.offer(part.dispatch.protection)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                preparing.fit(part, form.received.data, by=me())
            flash("已确认防护用品到位")
            return redirect(url_for(".show", assignment_id=part.id), 303)
    return show_part(part, "fit", form)
