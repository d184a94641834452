"""申报批次 · the list, drafting one, and the page on which it is opened, extended and concluded."""

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.intake.blueprint import bp
from blueprints.intake.forms import CycleForm, ExtendForm
from blueprints.pages import page, page_size, refusals_shown_on, settings
from blueprints.steps import StepForm, track_of
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import intakes as operations
from models.operations.steps import steps_open_to
from models.queries import intakes, register
from models.rules.article_06_intake import INVITATION, month_from
from models.settings import INTAKE_MONTH
from models.tables import IntakeCycle
from models.vocabulary import Permission
from models.workflows.intake import State

P = Permission


@bp.get("/")
@requires(P.READ_PROPOSAL)
def index() -> ResponseReturnValue:
    found = db.paginate(intakes.listed(), per_page=page_size())
    counts = intakes.counts(db.session(), [each.id for each in found])
    may_run = policy.may(me(), P.RUN_INTAKE)
    return page("intake/index.html", "list", found=found, counts=counts, may_run=may_run)


@bp.route("/new", methods=["GET", "POST"])
@requires(P.RUN_INTAKE)
def new() -> ResponseReturnValue:
    first, last = month_from(clock.today(), settings()[INTAKE_MONTH.key])
    form = CycleForm(
        title=f"{first.year}年度专家申报", opens_on=first, closes_on=last, invitation=INVITATION
    )
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                cycle = operations.draft(form.terms(), by=me())
            flash("已存为草稿，发布前请核对")
            return redirect(url_for(".show", cycle_id=cycle.id), 303)
    return page("intake/edit.html", "cycle", form=form, cycle=None)


@bp.route("/<int:cycle_id>/edit", methods=["GET", "POST"])
@requires(P.RUN_INTAKE)
def edit(cycle_id: int) -> ResponseReturnValue:
    cycle = load(IntakeCycle, cycle_id, P.RUN_INTAKE)
    form = CycleForm(obj=cycle)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.redraft(cycle, form.terms(), seen=form.version.data or 0, by=me())
            flash("已保存草稿")
            return redirect(url_for(".show", cycle_id=cycle_id), 303)
    return page("intake/edit.html", "cycle", form=form, cycle=cycle)


@bp.route("/<int:cycle_id>", methods=["GET", "POST"])
@requires(P.READ_PROPOSAL)
def show(cycle_id: int) -> ResponseReturnValue:
    cycle = load(IntakeCycle, cycle_id, P.READ_PROPOSAL)
    form = StepForm(steps_open_to(me(), cycle))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.take(cycle, form.action.data, by=me(), note=form.note.data or "")
            flash(f"{cycle.title}：{cycle.state.label}")
            return redirect(url_for(".show", cycle_id=cycle_id), 303)
    return _show(cycle, form)


def _show(cycle: IntakeCycle, form: StepForm) -> Response:
    moves = steps_open_to(me(), cycle)
    gaps = [gap for move in moves if move.forward for gap in move.missing_from(cycle)]
    may_run = policy.may(me(), P.RUN_INTAKE)
    return page(
        "intake/show.html", "cycle", cycle=cycle, form=form, track=track_of(cycle),
        lacking=[(gap.message, gap.article) for gap in gaps],
        handed_in=intakes.counts(db.session(), [cycle.id]).get(cycle.id, 0),
        may_edit=may_run and cycle.state is State.DRAFT,
        may_extend=may_run and cycle.state is State.OPEN,
        history=register.of_matter(db.session(), cycle.matter),
    )  # fmt: skip


@bp.route("/<int:cycle_id>/extend", methods=["GET", "POST"])
@requires(P.RUN_INTAKE)
def extend(cycle_id: int) -> ResponseReturnValue:
    cycle, form = load(IntakeCycle, cycle_id, P.RUN_INTAKE), ExtendForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.extend(cycle, form.closes_on.data, reason=form.reason.data, by=me())
            flash(f"申报期已延长：{cycle.window}，已通知有关人员")
            return redirect(url_for(".show", cycle_id=cycle_id), 303)
    return page("intake/extend.html", "extend", form=form, cycle=cycle)
