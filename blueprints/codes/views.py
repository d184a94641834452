"""动态口令 · switching it on, the picture for the telephone, recovery codes, switching it off."""

from io import BytesIO

import segno
from flask import Blueprint, Response, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import myself, requires
from blueprints.codes.forms import BeginForm, CodeForm, RenewForm, SwitchOffForm
from blueprints.pages import Form, page, refusals_shown_on
from blueprints.signing import confirm_presence
from models.db import db, unit_of_work
from models.operations import authenticators
from models.queries.authenticators import codes_left, of_account
from models.rules.one_time_codes import address_of
from models.tables import Authenticator

bp = Blueprint("codes", __name__, url_prefix="/auth/codes")


@bp.get("/")
@requires()
def mine() -> ResponseReturnValue:
    return _shown(BeginForm())


@bp.post("/begin")
@requires()
def begin() -> ResponseReturnValue:
    """Only with the password: nobody binds a telephone of theirs at another's open desk."""
    form = BeginForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            confirm_presence(form.password)
            with unit_of_work():
                authenticators.begin(myself())
            return redirect(url_for(".confirm"), 303)
    return _shown(form)


@bp.get("/picture")
@requires()
def picture() -> ResponseReturnValue:
    drawn = BytesIO()
    segno.make(_address(_waiting()), error="m", micro=False).save(
        drawn, kind="png", scale=6, border=4
    )
    return Response(drawn.getvalue(), mimetype="image/png")


@bp.route("/confirm", methods=["GET", "POST"])
@requires()
def confirm() -> ResponseReturnValue:
    """The secret, shown until a first code has come back from the telephone."""
    waiting, form = _waiting(), CodeForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                codes = authenticators.confirm(myself(), form.code.data)
            return _shown_once(codes)
    return page("codes/confirm.html", "confirm", form=form, secret=waiting.secret)


@bp.post("/recovery")
@requires()
def renew() -> ResponseReturnValue:
    form = RenewForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            confirm_presence(form.password)
            with unit_of_work():
                codes = authenticators.renew_recovery_codes(myself())
            return _shown_once(codes)
    return _shown(form)


@bp.post("/off")
@requires()
def switch_off() -> ResponseReturnValue:
    form = SwitchOffForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            confirm_presence(form.password)
            with unit_of_work():
                authenticators.switch_off(myself())
            flash("动态口令已停用")
            return redirect(url_for(".mine"), 303)
    return _shown(form)


def _waiting() -> Authenticator:
    """What waits for its first code; in use, its secret is shown to nobody any more."""
    kept = of_account(db.session(), myself().id)
    if kept is None or kept.confirmed_at:
        abort(404)
    return kept


def _address(kept: Authenticator) -> str:
    return address_of(kept.secret, myself().login)


def _shown(form: Form) -> ResponseReturnValue:
    """The page with ``form`` as it was sent, and the other forms empty."""
    kinds = (BeginForm, RenewForm, SwitchOffForm)
    forms = [form if type(form) is kind else kind(formdata=None) for kind in kinds]
    if not g.asks_code:
        return page("codes/off.html", "codes", form=forms[0], must=_must())
    return page(
        "codes/on.html", "codes", form=form, renew=forms[1], off=forms[2], must=_must(),
        kept=of_account(db.session(), myself().id), left=codes_left(db.session(), myself().id),
    )  # fmt: skip


def _must() -> bool:
    return authenticators.must_have(myself())


def _shown_once(codes: list[str]) -> ResponseReturnValue:
    return page("codes/recovery.html", "codes", codes=codes, account=myself())
