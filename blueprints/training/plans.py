"""年度计划 · every section's plan of the year with what is overdue; writing one's own."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.training.blueprint import bp, tabs
from blueprints.training.forms import PlanForm, filled_plan
from models import clock, policy
from models.db import db, unit_of_work
from models.operations.training_plans import YEARS, write_plan
from models.queries import training
from models.vocabulary import Permission

P = Permission


@bp.get("/plans")
@requires(P.READ_TRAINING)
def plans() -> ResponseReturnValue:
    today = clock.today()
    year = request.args.get("year", today.year, type=int)
    return page(
        "training/plans.html", "plans",
        year=year, rows=training.of_sections(db.session(), me(), year), tabs=tabs(),
        mine=me().section_ids if policy.may(me(), P.RUN_TRAINING) else (),
    )  # fmt: skip


@bp.route("/plans/<int:year>/edit", methods=["GET", "POST"])
@requires(P.RUN_TRAINING)
def edit_plan(year: int) -> ResponseReturnValue:
    if year not in YEARS:
        abort(404)
    section = me().sections[0]
    plan = training.plan_of(db.session(), section.id, year)
    form = PlanForm(data=filled_plan(plan.items) if plan else {})
    if request.form.get("more") == "lines":
        form.lines.append_entry()
    elif form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                write_plan(section, year, form.written(), by=me())
            flash(f"{year}年度培训计划已保存")
            return redirect(url_for(".plans", year=year), 303)
    return page("training/edit_plan.html", "plan", form=form, year=year, section=section)
