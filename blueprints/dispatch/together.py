"""一并审签 · several dispatches signed with one password, each of them listed and read."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.access import me, requires
from blueprints.dispatch.blueprint import bp
from blueprints.pages import Form, page, refusals_shown_on
from blueprints.signing import SigningField, confirm_identity
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import dispatches
from models.operations.steps import can
from models.queries.dispatch_tasks import within_reach
from models.queries.dispatches import WHOLE
from models.queries.unannounced import is_told
from models.tables import Dispatch
from models.vocabulary import Permission
from models.workflows.dispatch import Action, State

# What waits for the deputy's hand, and the step that signs it.
_STEPS = {State.ENDORSED: Action.SIGN, State.REDRAWN: Action.APPROVE_SUPPLEMENT}


class TogetherForm(Form):
    chosen = SelectMultipleField(
        "派遣审批单",
        [InputRequired("请勾选要审签的派遣审批单")],
        coerce=int,
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    password = SigningField(
        "登录密码", [InputRequired("请输入登录密码")], description="每一件都记为您的审签"
    )


@bp.route("/together", methods=["GET", "POST"])
@requires(Permission.SIGN_DISPATCH)
def together() -> ResponseReturnValue:
    waiting = _waiting()
    form = TogetherForm()
    form.chosen.choices = {dispatch.id: dispatch.caption for dispatch in waiting}
    if form.validate_on_submit():
        with refusals_shown_on(form):
            confirm_identity(form.password)
            chosen = [dispatch for dispatch in waiting if dispatch.id in form.chosen.data]
            with unit_of_work():
                for dispatch in chosen:
                    _sign(dispatch)
            flash(f"已审签{len(chosen)}件")
            return redirect(url_for(".together"), 303)
    return page("dispatch/together.html", "together", form=form, waiting=waiting)


def _waiting() -> list[Dispatch]:
    """What can be signed now, the earliest task first. What is unannounced is signed on its own
    page, which writes down who has read it."""
    query = (
        select(Dispatch)
        .where(Dispatch._state.in_(_STEPS), within_reach(me(), Permission.SIGN_DISPATCH), is_told())
        .options(*WHOLE)
        .order_by(Dispatch.starts_at)
    )
    found = db.session.scalars(query).unique()
    return [dispatch for dispatch in found if can(me(), _STEPS[dispatch.state], dispatch)]


def _sign(dispatch: Dispatch) -> None:
    """All of them or none: a refusal names the one it is about."""
    if dispatch.state not in _STEPS:
        raise Refusal(f"{dispatch.number}刚刚已有人办理，请按最新状态重新勾选")
    dispatches.take(dispatch, _STEPS[dispatch.state], by=me())
