"""编制报销 · the section ticks closed dispatches; what cannot be entered stands there with why."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.reimbursements.blueprint import bp
from blueprints.reimbursements.forms import bundle_form
from models import clock
from models.db import db, unit_of_work
from models.operations import reimbursements as operations
from models.queries import reimbursements
from models.queries.reimbursement_entries import candidates
from models.rules.article_20_reimbursement import months
from models.tables import Reimbursement, Section
from models.vocabulary import Permission

P = Permission


@bp.route("/new", methods=["GET", "POST"])
@requires(P.COMPILE_REIMBURSEMENT)
def new() -> ResponseReturnValue:
    section = _my_section()
    found = candidates(db.session(), section.id)
    form = bundle_form(found, months(clock.today()))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            chosen, month = form.chosen(), form.chosen_month()
            with unit_of_work():
                bundle = operations.open_bundle(section, month, chosen, by=me())
            flash(f"已编制报销，共{len(bundle.lines)}笔；请核对后提交")
            return redirect(url_for(".show", bundle_id=bundle.id), 303)
    return page("reimbursements/new.html", "new", form=form, section=section, found=found)


@bp.route("/<int:bundle_id>/dispatches", methods=["GET", "POST"])
@requires(P.COMPILE_REIMBURSEMENT)
def compose(bundle_id: int) -> ResponseReturnValue:
    bundle = load(Reimbursement, bundle_id, P.COMPILE_REIMBURSEMENT, *reimbursements.WHOLE)
    found = candidates(db.session(), bundle.section_id, bundle)
    form = bundle_form(found, months(clock.today()), bundle)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            chosen, month, seen = form.chosen(), form.chosen_month(), form.seen.data
            with unit_of_work():
                operations.recompose(bundle, month, chosen, seen=seen, by=me())
            flash(f"已保存，共{len(bundle.lines)}笔")
            return redirect(url_for(".show", bundle_id=bundle_id), 303)
    return page("reimbursements/compose.html", "compose", form=form, bundle=bundle, found=found)


def _my_section() -> Section:
    """The one asked for, of those I belong to; else my first."""
    mine = {section.id: section for section in me().sections}
    asked = request.args.get("section_id", type=int)
    found = mine.get(asked or 0) or next(iter(mine.values()), None)
    return found or db.get_or_404(Section, 0)
