"""推荐汇总表 · the list, and the one page that every edition has."""

from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.sheets.blueprint import bp
from blueprints.sheets.forms import SheetQuery
from blueprints.steps import StepForm, track_of
from models import policy
from models.db import db, unit_of_work
from models.operations import sheet_steps
from models.operations.steps import steps_open_to
from models.queries import register, sections, sheet_lists, sheets, signatures
from models.queries.sheet_editions import difference as between
from models.queries.sheet_findings import findings
from models.tables import RecommendationSheet
from models.vocabulary import Permission
from models.workflows.sheet import State

P = Permission


@bp.get("/")
@requires(P.READ_SHEET)
def index() -> ResponseReturnValue:
    query = SheetQuery(request.args)
    query.offer(sections.in_use(db.session()), sheet_lists.cycles(db.session()))
    found = db.paginate(sheet_lists.listed(me(), query.chosen()), per_page=page_size())
    return page(
        "sheets/index.html", "list", query=query, sheets=found,
        counts=sheet_lists.counts(db.session(), [each.id for each in found.items]),
        may_compile=policy.may(me(), P.COMPILE_SHEET),
    )  # fmt: skip


@bp.route("/<int:sheet_id>", methods=["GET", "POST"])
@requires(P.READ_SHEET)
def show(sheet_id: int) -> ResponseReturnValue:
    sheet = load(RecommendationSheet, sheet_id, P.READ_SHEET, *sheets.WHOLE)
    form = StepForm(steps_open_to(me(), sheet), sheet)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                move = sheet_steps.take(sheet, form.action.data, by=me(), note=form.note.data or "")
            flash(f"已办理：{move.action.label}")
            return redirect(url_for(".show", sheet_id=sheet_id), 303)
    return page("sheets/show.html", "sheet", form=form, **_facts(sheet))


def _facts(sheet: RecommendationSheet) -> dict[str, Any]:
    session = db.session()
    persons = sheets.persons(session, sheet)
    compiles = not policy.refusal(me(), P.COMPILE_SHEET, sheet)
    checks = not policy.refusal(me(), P.CHECK_SHEET, sheet)
    editions = sheet_lists.editions(session, sheet)
    return {
        "sheet": sheet,
        "track": track_of(sheet),
        "lacking": lacking(sheet),
        "persons": persons,
        "industries": sheets.by_industry(persons),
        "findings": findings(session, sheet, persons) if compiles or checks else {},
        "signatures": signatures.of_matter(session, sheet.matter) if sheet.is_frozen else [],
        "editions": editions,
        "may_compose": compiles and sheet.state is State.COMPILING,
        "may_revise": compiles and sheet.state is State.RETURNED and sheet is editions[-1],
        "may_check": checks and sheet.state is State.DELIVERED,
        "sees_numbers": sheets.sees_numbers(me(), sheet),
        "entries": register.of_matter(session, sheet.matter),
    }


def lacking(sheet: RecommendationSheet) -> list[tuple[str, int | None]]:
    """What the next step still asks for, with the article that asks."""
    moves = [move for move in steps_open_to(me(), sheet) if move.forward]
    return [(gap.message, gap.article) for move in moves for gap in move.missing_from(sheet)]


@bp.get("/<int:sheet_id>/difference")
@requires(P.READ_SHEET)
def difference(sheet_id: int) -> Response:
    """What this edition has otherwise than the one it replaces."""
    sheet = load(RecommendationSheet, sheet_id, P.READ_SHEET, *sheets.WHOLE)
    before = db.get_or_404(RecommendationSheet, sheet.replaces_id or 0, options=sheets.WHOLE)
    return page(
        "sheets/difference.html", "difference", sheet=sheet, before=before,
        told=between(db.session(), before, sheet),
    )  # fmt: skip
