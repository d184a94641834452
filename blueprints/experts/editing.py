"""登记与修改 · an expert's entry as the office keeps it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.experts.blueprint import bp
from blueprints.experts.forms import ExpertForm, StandingForm
from blueprints.pages import page, refusals_shown_on
from models.db import db, unit_of_work
from models.operations.roster import amend, change_standing, enroll
from models.queries import roster, units
from models.tables import Expert
from models.vocabulary import Permission, Standing


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.EDIT_ROSTER)
def new() -> ResponseReturnValue:
    form = ExpertForm(roster.annex_1(db.session()))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                expert = enroll(form.particulars(), credit_code=form.credit_code.data, by=me())
            flash(f"已登记：{expert.code} {expert.name}")
            return redirect(url_for(".show", expert_id=expert.id), 303)
    return page("experts/edit.html", "entry", form=form, expert=None, unit_names=_unit_names())


@bp.route("/<int:expert_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_ROSTER)
def edit(expert_id: int) -> ResponseReturnValue:
    expert = load(Expert, expert_id, Permission.EDIT_ROSTER)
    form = ExpertForm(roster.annex_1(db.session()), expert)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                amend(
                    expert, form.particulars(), credit_code=form.credit_code.data,
                    seen=form.version.data or 0, by=me(),
                )  # fmt: skip
            flash(f"已保存：{expert.code} {expert.name}")
            return redirect(url_for(".show", expert_id=expert_id), 303)
    return page("experts/edit.html", "entry", form=form, expert=expert, unit_names=_unit_names())


def _unit_names() -> list[str]:
    return units.names(db.session())


@bp.route("/<int:expert_id>/standing", methods=["GET", "POST"])
@requires(Permission.EDIT_ROSTER)
def standing(expert_id: int) -> ResponseReturnValue:
    expert = load(Expert, expert_id, Permission.EDIT_ROSTER)
    form = StandingForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            wanted = Standing(form.standing.data)
            with unit_of_work():
                change_standing(expert, wanted, reason=form.reason.data, by=me())
            flash(f"已变更为“{wanted.label}”：{expert.code} {expert.name}")
            return redirect(url_for(".show", expert_id=expert_id), 303)
    return page("experts/standing.html", "standing", form=form, expert=expert)
