"""编制汇总表 · opening one, saying who stands on it in which order, and a new edition."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.sheets.blueprint import bp
from blueprints.sheets.forms import OpenForm, compose_form
from models.db import db, unit_of_work
from models.operations import sheets as operations
from models.queries import sheet_lists, sheets
from models.queries.sheet_findings import findings
from models.tables import IntakeCycle, RecommendationSheet, Section
from models.vocabulary import Permission

P = Permission


@bp.route("/new", methods=["GET", "POST"])
@requires(P.COMPILE_SHEET)
def new() -> ResponseReturnValue:
    """Where people wait; a sheet that is being compiled there already is where to go on."""
    form, places = OpenForm(), sheet_lists.places(db.session(), me().section_ids)
    preferred = request.args.get("section_id", type=int)
    form.offer(places, preferred)
    here = [each for each in places if each.section_id == preferred]
    if len(here) == 1 and here[0].sheet_id:
        return redirect(url_for(".compose", sheet_id=here[0].sheet_id), 303)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                opened = _open(form.chosen())
            flash(f"已编制{opened.caption}，初审通过的{len(opened.lines)}人已列入")
            return redirect(url_for(".show", sheet_id=opened.id), 303)
    return page("sheets/new.html", "new", form=form, places=places)


def _open(place: sheet_lists.Place) -> RecommendationSheet:
    section = db.get_or_404(Section, place.section_id)
    cycle = db.get_or_404(IntakeCycle, place.intake_id)
    return operations.open_sheet(section, cycle, by=me())


@bp.route("/<int:sheet_id>/persons", methods=["GET", "POST"])
@requires(P.COMPILE_SHEET)
def compose(sheet_id: int) -> ResponseReturnValue:
    sheet = load(RecommendationSheet, sheet_id, P.COMPILE_SHEET, *sheets.WHOLE)
    form = compose_form(sheet, sheet_lists.passed(db.session(), sheet.section_id, sheet.intake_id))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.compose(sheet, form.chosen(), seen=form.seen.data, by=me())
            flash(f"名单已保存，共{len(sheet.lines)}人")
            return redirect(url_for(".show", sheet_id=sheet_id), 303)
    persons = sheets.persons(db.session(), sheet)
    found = findings(db.session(), sheet, persons)
    return page(
        "sheets/compose.html", "compose", form=form, sheet=sheet,
        findings={line.application_id: found.get(line.id, []) for line in sheet.lines},
    )  # fmt: skip


@bp.post("/<int:sheet_id>/editions")
@requires(P.COMPILE_SHEET)
def revise(sheet_id: int) -> ResponseReturnValue:
    sheet = load(RecommendationSheet, sheet_id, P.COMPILE_SHEET)
    with unit_of_work():
        edition = operations.revise(sheet, by=me())
    flash(f"已另编第{edition.edition}版，人员照旧，可以增减")
    return redirect(url_for(".compose", sheet_id=edition.id), 303)
