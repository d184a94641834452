"""派遣变更 · asking the deputy to void, release, waive or cancel; and the answer to any change."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.dispatch.alterations import troubles_of
from blueprints.dispatch.blueprint import bp
from blueprints.dispatch.forms import ChangeForm
from blueprints.dispatch.opening import open_file
from blueprints.pages import page, refusals_shown_on
from blueprints.steps import StepForm
from models.db import db, unit_of_work
from models.operations import changes
from models.operations.steps import steps_open_to
from models.queries.dispatches import WHOLE
from models.rules.article_11_change import ALTERED
from models.tables import Assignment, Change, Dispatch, Seat
from models.vocabulary import ChangeKind, Permission
from models.workflows.assignment import Action
from models.workflows.change import POSSIBLE


@bp.route("/<int:dispatch_id>/changes/new", methods=["GET", "POST"])
@requires(Permission.PROPOSE_CHANGE)
def propose_change(dispatch_id: int) -> ResponseReturnValue:
    dispatch = load(Dispatch, dispatch_id, Permission.PROPOSE_CHANGE, *WHOLE)
    form = ChangeForm()
    kinds = [kind for kind, states in POSSIBLE.items() if dispatch.state in states]
    form.offer([kind for kind in kinds if kind not in ALTERED], _targets(dispatch))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                _propose(dispatch, form)
            flash("变更申请已报分管领导")
            return redirect(url_for(".show", dispatch_id=dispatch_id), 303)
    return page(
        "dispatch/propose_change.html", "change", form=form, dispatch=dispatch,
        altering=[kind for kind in kinds if kind in ALTERED],
    )  # fmt: skip


def _targets(dispatch: Dispatch) -> dict[str, str]:
    """Whom or what a change may concern: experts who can still be released, seats left empty."""
    people = {
        f"assignment:{part.id}": f"{part.expert_name}（{part.seat.label}）"
        for part in dispatch.seated
        if any(move.action is Action.RELEASE for move in part.workflow.moves_from(part.state))
    }
    seats = {f"seat:{seat.id}": seat.label for seat in dispatch.seats if seat.is_vacant}
    return people | seats


def _propose(dispatch: Dispatch, form: ChangeForm) -> None:
    kind, number = form.target.data.partition(":")[::2] if form.target.data else ("", "")
    changes.propose(
        dispatch,
        ChangeKind(form.kind.data),
        reason=form.reason.data,
        assignment=db.session.get(Assignment, int(number)) if kind == "assignment" else None,
        seat=db.session.get(Seat, int(number)) if kind == "seat" else None,
        by=me(),
    )


@bp.route("/changes/<int:change_id>", methods=["GET", "POST"])
@requires(Permission.DECIDE_CHANGE, Permission.PROPOSE_CHANGE, Permission.READ_DISPATCH)
def decide_change(change_id: int) -> ResponseReturnValue:
    change = load(Change, change_id, Permission.READ_DISPATCH)
    open_file(change.dispatch)
    form = StepForm(steps_open_to(me(), change), change)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                changes.decide(change, form.action.data, by=me(), note=form.note.data or "")
            flash(f"变更申请：{change.state.label}")
            return redirect(url_for(".show", dispatch_id=change.dispatch_id), 303)
    return page(
        "dispatch/decide_change.html", "change", form=form, change=change,
        dispatch=change.dispatch, troubles=troubles_of(change),
    )  # fmt: skip
