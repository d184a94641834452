"""选定专家 · naming standing experts, and people from outside the roster (Art. 11(1)3, 4)."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.dispatch.blueprint import bp
from blueprints.dispatch.choosing_forms import NamingForm, OutsiderForm, naming_form
from blueprints.pages import Form, page, refusals_shown_on
from models.db import db, unit_of_work
from models.operations import choosing, outsiders
from models.queries import units
from models.queries.choosing import Candidate, candidates
from models.queries.dispatches import WHOLE
from models.tables import Dispatch, Outsider
from models.vocabulary import Permission, SelectionWay

P = Permission
_SEATED = (joinedload(Dispatch.targets), joinedload(Dispatch.seats))


@bp.route("/<int:dispatch_id>/choose", methods=["GET", "POST"])
@requires(P.NAME_EXPERTS)
def choose(dispatch_id: int) -> ResponseReturnValue:
    dispatch = load(Dispatch, dispatch_id, P.NAME_EXPERTS, *_SEATED)
    people = candidates(db.session(), dispatch)
    form = _naming_form(dispatch, people)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                chosen = form.chosen([seat for seat in dispatch.seats if seat.is_vacant])
                choosing.name(dispatch, chosen, by=me())
            flash(f"已办理：{dispatch.state.label}")
            return redirect(url_for(".show", dispatch_id=dispatch_id), 303)
    return _show(dispatch, form, people)


def _naming_form(dispatch: Dispatch, found: list[Candidate]) -> NamingForm:
    people = {
        each.expert.id: f"{each.expert.name}（{each.expert.employer.name}）"
        for each in found
        if not each.against
    }
    return naming_form([seat for seat in dispatch.seats if seat.is_vacant], people)


def _show(dispatch: Dispatch, form: Form, people: list[Candidate]) -> ResponseReturnValue:
    return page(
        "dispatch/choose.html", "choose", form=form, dispatch=dispatch,
        people=people,
        is_from_outside=dispatch.way is SelectionWay.OFF_ROSTER,
    )  # fmt: skip


@bp.route("/<int:dispatch_id>/outsiders/new", methods=["GET", "POST"])
@requires(P.NAME_EXPERTS)
def new_outsider(dispatch_id: int) -> ResponseReturnValue:
    dispatch = load(Dispatch, dispatch_id, P.NAME_EXPERTS, *WHOLE)
    form = OutsiderForm()
    if form.validate_on_submit():
        proof = next(iter(attachments.sent("proof")), None)
        with refusals_shown_on(form):
            with unit_of_work():
                entered = outsiders.engage(
                    dispatch, form.person(), proof=proof, folder=attachments.folder(), by=me()
                )
            flash(f"已登记库外专家：{entered.expert.name}")
            return redirect(url_for(".choose", dispatch_id=dispatch_id), 303)
    return page(
        "dispatch/outsider.html", "outsider", form=form, dispatch=dispatch,
        units=units.names(db.session()),
    )  # fmt: skip


@bp.post("/outsiders/<int:outsider_id>/strike")
@requires(P.NAME_EXPERTS)
def strike_outsider(outsider_id: int) -> ResponseReturnValue:
    outsider = load(Outsider, outsider_id, P.NAME_EXPERTS)
    dispatch, form = outsider.dispatch, Form()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                outsiders.strike(outsider, by=me())
            flash("已删除登记")
            return redirect(url_for(".choose", dispatch_id=dispatch.id), 303)
    people = candidates(db.session(), dispatch)
    answer = _naming_form(dispatch, people)
    answer.form_errors.extend(form.form_errors)
    return _show(dispatch, answer, people)


@bp.get("/outsiders/<int:outsider_id>/proof")
@requires(P.READ_DISPATCH)
def outsider_proof(outsider_id: int) -> ResponseReturnValue:
    """The proof of the title, to whoever may read the dispatch."""
    return attachments.hand_out(load(Outsider, outsider_id, P.READ_DISPATCH).proof)
