"""签名密钥 · one's own, and the ceremony by which two administrators reset a lost one."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from blueprints.access import load, me, myself, requires
from blueprints.pages import Form, page, refusals_shown_on
from blueprints.steps import StepForm, track_of
from models import policy
from models.db import db, unit_of_work
from models.operations import key_resets
from models.operations.signing_keys import key_of
from models.operations.steps import can, steps_open_to
from models.queries import register
from models.tables import Account, KeyReset, SigningKey
from models.vocabulary import Permission as P
from models.workflows.key_reset import Action

bp = Blueprint("keys", __name__, url_prefix="/keys")


class AskForm(Form):
    reason = StringField(
        "重置原因",
        [InputRequired("请写明重置原因"), Length(max=100, message="重置原因不超过100字")],
        description="例如：本人当面提出，忘记密码",
    )


@bp.get("/")
@requires()
def mine() -> ResponseReturnValue:
    """The keys that are or were mine, to compare with what the register and papers say."""
    query = db.select(SigningKey).filter_by(account_id=myself().id).order_by(SigningKey.id.desc())
    return page("keys/mine.html", "keys", keys=list(db.session.scalars(query)))


@bp.route("/resets/of/<int:account_id>", methods=["GET", "POST"])
@requires(P.PROPOSE_KEY_RESET)
def ask(account_id: int) -> ResponseReturnValue:
    account = load(Account, account_id, P.PROPOSE_KEY_RESET)
    form = AskForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                reset = key_resets.ask(account, form.reason.data or "", by=me())
            flash("已申请，待安全管理员确认")
            return redirect(url_for(".reset", reset_id=reset.id), 303)
    return page("keys/ask.html", "ask", form=form, account=account, key=key_of(account))


@bp.route("/resets/<int:reset_id>", methods=["GET", "POST"])
@requires(P.PROPOSE_KEY_RESET, P.CONFIRM_KEY_RESET)
def reset(reset_id: int) -> ResponseReturnValue:
    asked = _asked(reset_id)
    form = StepForm(steps_open_to(me(), asked), asked)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                move = key_resets.take(asked, form.action.data, by=me(), note=form.note.data or "")
            flash(f"已办理：{move.action.label}")
            return redirect(url_for(".reset", reset_id=reset_id), 303)
    return page(
        "keys/reset.html", "reset", form=form, reset=asked, track=track_of(asked),
        key=key_of(asked.account), may_carry_out=can(me(), Action.CARRY_OUT, asked),
        entries=register.of_matter(db.session(), asked.matter),
    )  # fmt: skip


@bp.post("/resets/<int:reset_id>/carry-out")
@requires(P.PROPOSE_KEY_RESET)
def carry_out(reset_id: int) -> ResponseReturnValue:
    """The answer is the one place that shows the one-time password."""
    asked = _asked(reset_id)
    with unit_of_work():
        password = key_resets.carry_out(asked, by=me())
    return page("accounts/password.html", "password", account=asked.account, password=password)


def _asked(reset_id: int) -> KeyReset:
    """Both administrators follow it to its end."""
    asks = policy.may(me(), P.PROPOSE_KEY_RESET)
    return load(KeyReset, reset_id, P.PROPOSE_KEY_RESET if asks else P.CONFIRM_KEY_RESET)
