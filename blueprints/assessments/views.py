"""年度考核 · the year section by section, one section's page with its steps, one expert's year."""

from dataclasses import asdict
from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.assessments.blueprint import bp, loaded, loaded_item, source_of, tabs
from blueprints.assessments.forms import OpenForm, TellForm
from blueprints.pages import page, refusals_shown_on
from blueprints.steps import StepForm, track_of
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import assessments as operations
from models.operations.steps import can, steps_open_to
from models.queries import assessments, register, signatures
from models.rules.article_18_credit import Fact, Formula, Line
from models.tables import AnnualAssessment, AssessmentItem
from models.vocabulary import AssessmentGrade, Permission
from models.workflows.assessment import Action, State

P = Permission


@bp.get("/")
@requires(P.READ_ASSESSMENT)
def index() -> ResponseReturnValue:
    session = db.session()
    years = assessments.years(session)
    year = request.args.get("year", type=int) or next(iter(years), clock.today().year)
    runs = policy.may(me(), P.RUN_ASSESSMENT)
    rows = assessments.progress(session, me(), year)
    decides = policy.may(me(), P.DECIDE_ASSESSMENT)
    return page(
        "assessments/index.html", "assessments", year=year, years=years, tabs=tabs(), rows=rows,
        grades=list(AssessmentGrade), may_open=runs,
        waiting=sum(decides and row.assessment.state is State.CHECKED for row in rows),
        left=assessments.unassessed(session, year) if runs and year in years else {},
    )  # fmt: skip


@bp.route("/new", methods=["GET", "POST"])
@requires(P.RUN_ASSESSMENT)
def new() -> ResponseReturnValue:
    today = clock.today()
    form = OpenForm(data={"year": request.args.get("year", today.year, type=int)})
    form.offer((today.year, today.year - 1))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                made = operations.open_year(form.year.data, by=me())
            flash(f"已测算{form.year.data}年度考核，已通知{len(made)}个股室")
            return redirect(url_for(".index", year=form.year.data), 303)
    return page("assessments/new.html", "new", form=form, tabs=tabs())


@bp.route("/<int:assessment_id>", methods=["GET", "POST"])
@requires(P.READ_ASSESSMENT)
def show(assessment_id: int) -> ResponseReturnValue:
    found = loaded(assessment_id, P.READ_ASSESSMENT)
    form = StepForm(steps_open_to(me(), found), found)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                operations.take(found, form.action.data, by=me(), note=form.note.data or "")
            flash(f"{found.caption}：{found.state.label}")
            return redirect(url_for(".show", assessment_id=assessment_id), 303)
        found = loaded(assessment_id, P.READ_ASSESSMENT)
    return _show(found, form, TellForm(formdata=None))


@bp.post("/<int:assessment_id>/told")
@requires(P.RUN_ASSESSMENT)
def tell(assessment_id: int) -> ResponseReturnValue:
    """Tell each expert in it."""
    found, form = loaded(assessment_id, P.RUN_ASSESSMENT), TellForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.tell_results(found, form.document_no.data, by=me())
            flash(f"{found.caption}：{found.state.label}")
            return redirect(url_for(".show", assessment_id=assessment_id), 303)
        found = loaded(assessment_id, P.RUN_ASSESSMENT)
    return _show(found, form, form)


@bp.post("/<int:assessment_id>/figures")
@requires(P.RUN_ASSESSMENT)
def reckon_again(assessment_id: int) -> ResponseReturnValue:
    found = loaded(assessment_id, P.RUN_ASSESSMENT)
    with unit_of_work():
        changed = operations.reckon_again(found, by=me())
    flash(f"已按现有记录重新测算，{changed}人的测算等次有变化")
    return redirect(url_for(".show", assessment_id=assessment_id), 303)


def _show(found: AnnualAssessment, form: Any, telling: TellForm) -> Response:
    """``form``: the one just sent, whose refusals are told."""
    step = form if isinstance(form, StepForm) else StepForm(steps_open_to(me(), found), found)
    gaps = [gap for move in steps_open_to(me(), found) for gap in move.missing_from(found)]
    is_open = found.state is State.RECKONED
    return page(
        "assessments/show.html", "assessment", assessment=found, form=form, step=step,
        telling=telling, track=track_of(found), tabs=tabs(), grades=list(AssessmentGrade),
        items=sorted(found.items, key=_striking_first),
        lacking=[(gap.message, gap.article) for gap in gaps],
        proposes=is_open and policy.reaches(me(), P.PROPOSE_ASSESSMENT, found),
        runs=is_open and policy.may(me(), P.RUN_ASSESSMENT),
        tells=can(me(), Action.TELL, found),
        history=register.of_matter(db.session(), found.matter),
        signatures=signatures.of_matter(db.session(), found.matter),
    )  # fmt: skip


def _striking_first(item: AssessmentItem) -> tuple[bool, bool, int]:
    """So that whoever signs sees first where somebody departs from the figures, and whom the year
    found wanting."""
    is_unqualified = item.grade is AssessmentGrade.UNQUALIFIED
    return not item.is_changed, not is_unqualified, item.id


@bp.get("/items/<int:item_id>")
@requires(P.READ_ASSESSMENT, P.READ_OWN_RECORD)
def item(item_id: int) -> ResponseReturnValue:
    found = loaded_item(item_id)
    weights = Formula(**found.assessment.formula)
    is_mine = found.owner_account_id == me().account_id
    return page(
        "assessments/item.html", "item", item=found, tabs=tabs(), formula=asdict(weights),
        lines=[Line(**line) for line in found.lines],
        facts=[Fact.of_json(fact) for fact in found.facts],
        source_of=source_of, is_mine=is_mine,
        may_object=is_mine and _may_object(found),
    )  # fmt: skip


def _may_object(found: AssessmentItem) -> bool:
    until = found.assessment.objections_until
    is_in_time = until is None or clock.today() <= until
    return is_in_time and not found.objection and policy.may(me(), P.RAISE_OWN_OBJECTION)
