"""抽取 · the small ceremony on one screen: freeze, contribute, draw, explain."""

from typing import Any

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.dispatch.blueprint import bp
from blueprints.dispatch.forms import CallOffForm, ContributionForm
from blueprints.dispatch.opening import open_file
from blueprints.dispatch.showing import people_in, seats_of, who_is_out
from blueprints.pages import Form, page, refusals_shown_on
from models import policy
from models.db import db, unit_of_work
from models.operations import draws
from models.operations.steps import can
from models.queries.dispatches import WHOLE
from models.rules.article_11_draw import canonical, read_aloud
from models.tables import Dispatch, Draw
from models.vocabulary import ContributorRole, Permission
from models.workflows.dispatch import Action
from models.workflows.draw import State


@bp.get("/<int:dispatch_id>/draw")
@requires(Permission.READ_DISPATCH)
def ceremony(dispatch_id: int) -> ResponseReturnValue:
    dispatch = load(Dispatch, dispatch_id, Permission.READ_DISPATCH, *WHOLE)
    open_file(dispatch)  # who is out and why says where it goes
    return _show(dispatch, Form())


@bp.post("/<int:dispatch_id>/draw")
@requires(Permission.HOLD_DRAW)
def freeze(dispatch_id: int) -> ResponseReturnValue:
    dispatch = load(Dispatch, dispatch_id, Permission.HOLD_DRAW, *WHOLE)
    form = Form()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                draws.freeze(dispatch, by=me())
            flash("名单已冻结，承诺码已公布")
            return redirect(url_for(".ceremony", dispatch_id=dispatch_id), 303)
    return _show(dispatch, form)


@bp.post("/draws/<int:draw_id>/contribution")
@requires(Permission.CONTRIBUTE_TO_DRAW)
def contribute(draw_id: int) -> ResponseReturnValue:
    draw = load(Draw, draw_id, Permission.CONTRIBUTE_TO_DRAW)
    form = ContributionForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                draws.contribute(draw, form.text.data, by=me())
            flash("随机内容已投入")
            return redirect(url_for(".ceremony", dispatch_id=draw.dispatch_id), 303)
    return _show(draw.dispatch, form)


@bp.route("/draws/<int:draw_id>/call-off", methods=["GET", "POST"])
@requires(Permission.HOLD_DRAW)
def call_off(draw_id: int) -> ResponseReturnValue:
    draw = load(Draw, draw_id, Permission.HOLD_DRAW)
    form = CallOffForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                draws.call_off(draw, by=me(), note=form.note.data)
            flash("冻结已取消，记录在案")
            return redirect(url_for(".ceremony", dispatch_id=draw.dispatch_id), 303)
    return page("dispatch/call_off.html", "call_off", form=form, draw=draw)


@bp.get("/<int:dispatch_id>/draw/arrivals")
@requires(Permission.READ_DISPATCH)
def arrivals(dispatch_id: int) -> ResponseReturnValue:
    """What the screen asks for every few seconds: who has contributed. Once the draw was held, the
    answer takes the place of the whole ceremony."""
    dispatch = load(Dispatch, dispatch_id, Permission.READ_DISPATCH)
    draw = dispatch.current_draw
    if draw is None or draw.state is not State.FROZEN:
        answer = _show(dispatch, Form())
        answer.headers["HX-Retarget"] = "#ceremony"
        return answer
    return page("dispatch/arrivals.html", "arrivals", draw=draw, parties=parties_of(draw))


@bp.get("/draws/<int:draw_id>/bundle.json")
@requires(Permission.READ_DISPATCH)
def bundle(draw_id: int) -> ResponseReturnValue:
    """The whole draw for a stranger to compute again: exactly the bytes the digest covers."""
    draw = load(Draw, draw_id, Permission.READ_DISPATCH)
    open_file(draw.dispatch)
    if draw.bundle is None or not policy.sees_names(me(), draw):
        return page("dispatch/no_bundle.html", "content", draw=draw)
    answer = Response(canonical(draw.bundle), mimetype="application/json")
    answer.headers["Content-Disposition"] = f"attachment; filename={draw.number}.json"
    return answer


def _show(dispatch: Dispatch, form: Form) -> Response:
    draw = dispatch.current_draw
    context: dict[str, Any] = {"dispatch": dispatch, "draw": draw, "form": form}
    if draw and draw.state is State.FROZEN:
        context |= _frozen(draw, form)
    elif draw and draw.bundle:
        context |= _held(draw)
    actions = (Action.FREEZE, Action.REFREEZE)
    context["may_freeze"] = any(can(me(), action, dispatch) for action in actions)
    return page("dispatch/ceremony.html", "ceremony", **context)


def _frozen(draw: Draw, form: Form) -> dict[str, Any]:
    is_my_turn = (
        not policy.refusal(me(), Permission.CONTRIBUTE_TO_DRAW, draw)
        and draw.role_for(me().post) in draw.awaited
        and me().account_id not in {given.account_id for given in draw.contributions}
    )
    return {
        "parties": parties_of(draw),
        "groups": read_aloud(draw.commitment).split(),
        "out": who_is_out(draw, people_in(db.session(), draw)),
        "is_my_turn": is_my_turn,
        "contribution": form if isinstance(form, ContributionForm) else ContributionForm(),
        "may_call_off": can(me(), Action.CALL_OFF, draw.dispatch),
    }


def _held(draw: Draw) -> dict[str, Any]:
    sees, people = policy.sees_names(me(), draw), people_in(db.session(), draw)
    return {
        "parties": parties_of(draw),
        "groups": read_aloud(draw.commitment).split(),
        "out": who_is_out(draw, people),
        "sees_names": sees,
        "seats": seats_of(draw, people) if sees else [],
    }


def parties_of(draw: Draw) -> list[dict[str, Any]]:
    """Who contributes, and who already has."""
    wanted = [
        role for role in ContributorRole if role in draw.awaited or draw.contribution_of(role)
    ]
    parties = []
    for role in wanted:
        given = draw.contribution_of(role)
        who = given.account.name if given else ""
        parties.append({"label": role.label, "who": who, "at": given.at if given else None})
    return parties
