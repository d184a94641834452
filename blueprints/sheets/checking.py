"""形式审查 · the office judges every line of a delivered sheet, all on one form (Art. 6(3))."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.sheets.blueprint import bp
from blueprints.sheets.forms import check_form
from models.db import db, unit_of_work
from models.operations import sheet_steps
from models.queries import sheets
from models.queries.sheet_findings import findings
from models.tables import RecommendationSheet
from models.vocabulary import Permission

P = Permission


@bp.route("/<int:sheet_id>/check", methods=["GET", "POST"])
@requires(P.CHECK_SHEET)
def check(sheet_id: int) -> ResponseReturnValue:
    sheet = load(RecommendationSheet, sheet_id, P.CHECK_SHEET, *sheets.WHOLE)
    persons = sheets.persons(db.session(), sheet)
    found, form = findings(db.session(), sheet, persons), check_form(sheet)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            conclusions = form.conclusions(sheet.lines, found)
            with unit_of_work():
                sheet_steps.check(sheet, conclusions, by=me())
            waiting = sum(each.passed is None for each in conclusions.values())
            flash(f"已保存，还有{waiting}人没有结论" if waiting else "已保存，可以办结形式审查")
            return redirect(url_for(".show", sheet_id=sheet_id), 303)
    return page(
        "sheets/check.html", "check", form=form, sheet=sheet, persons=persons, findings=found
    )
