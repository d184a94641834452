"""呼叫 · whom to call, in order, and each call taken down by one tap after it."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.emergency.blueprint import bp
from blueprints.emergency.forms import CallForm, PhonesForm
from blueprints.pages import Form, page, refusals_shown_on
from models import policy
from models.db import db, unit_of_work
from models.operations import emergency, emergency_calls
from models.operations.emergency_calls import Call
from models.operations.steps import can
from models.queries import briefings
from models.queries import emergency as queries
from models.tables import Assignment, Dispatch, Expert
from models.vocabulary import CallOutcome, DeclineKind, Permission
from models.workflows.assignment import Action
from models.workflows.dispatch import CALLING

_AT_A_TIME = 6


@bp.get("/<int:dispatch_id>")
@requires(Permission.READ_DISPATCH)
def show(dispatch_id: int) -> ResponseReturnValue:
    return _show(_load(dispatch_id, Permission.READ_DISPATCH), CallForm(formdata=None))


@bp.post("/<int:dispatch_id>/phones")
@requires(Permission.CALL_EXPERTS)
def phones(dispatch_id: int) -> ResponseReturnValue:
    """From now on the telephones stand on the page for me; the register says so."""
    dispatch, form = _load(dispatch_id, Permission.CALL_EXPERTS), PhonesForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                emergency.read_phones(dispatch, by=me())
            return _back(dispatch_id)
    return _show(dispatch, form)


@bp.post("/<int:dispatch_id>/calls")
@requires(Permission.CALL_EXPERTS)
def call(dispatch_id: int) -> ResponseReturnValue:
    dispatch, form = _load(dispatch_id, Permission.CALL_EXPERTS), CallForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                expert = db.get_or_404(Expert, form.expert_id.data)
                made = emergency_calls.record(dispatch, expert, _call(form), by=me())
            flash(f"已记录：{made.expert.name}{made.outcome.label}")
            return _back(dispatch_id)
    return _show(dispatch, form)


def _call(form: CallForm) -> Call:
    return Call(
        attempt=form.attempt.data or 0,
        outcome=CallOutcome(form.outcome.data),
        kind=DeclineKind(form.kind.data) if form.kind.data else None,
        note=form.note.data or "",
    )


@bp.post("/briefings/<int:assignment_id>")
@requires(Permission.CALL_EXPERTS)
def brief(assignment_id: int) -> ResponseReturnValue:
    part, form = load(Assignment, assignment_id, Permission.CALL_EXPERTS), PhonesForm()
    dispatch = _load(part.dispatch_id, Permission.CALL_EXPERTS)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                emergency_calls.brief(part, by=me())
            flash(f"已记录：{part.expert_name}已经电话告知")
            return _back(part.dispatch_id)
    return _show(dispatch, form)


def _load(dispatch_id: int, permission: Permission) -> Dispatch:
    """Only what was ordered in an emergency has this page."""
    dispatch = load(Dispatch, dispatch_id, permission, *queries.WHOLE)
    return dispatch if dispatch.order else abort(404)


def _back(dispatch_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show", dispatch_id=dispatch_id), 303)


def _show(dispatch: Dispatch, form: Form) -> ResponseReturnValue:
    actor = me()
    is_calling = dispatch.state in CALLING
    may_call = is_calling and not policy.refusal(actor, Permission.CALL_EXPERTS, dispatch)
    sees = may_call and queries.has_read_phones(db.session(), dispatch, actor.account_id)
    most = min(max(request.args.get("most", _AT_A_TIME, type=int), _AT_A_TIME), 1000)
    rows, waiting = queries.to_call(db.session(), dispatch, most) if sees else ([], 0)
    return page(
        "emergency/show.html", "order", form=form, order=dispatch.order, dispatch=dispatch,
        rows=rows, waiting=waiting, most=most + _AT_A_TIME, may_call=may_call, sees_phones=sees,
        call=form if isinstance(form, CallForm) else CallForm(formdata=None), **_briefing(dispatch),
    )  # fmt: skip


def _briefing(dispatch: Dispatch) -> dict[str, Any]:
    """Whom to read the four items to, and what they say."""
    unread = [part for part in dispatch.seated if can(me(), Action.BRIEF_BY_PHONE, part)]
    texts = briefings.lines_of(briefings.in_force(db.session())) if unread else []
    return {"unread": [part.id for part in unread], "briefing": texts}
