"""申报通知 · what everyone may read without signing in, and the account with which to apply."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blueprints.access import me, public
from blueprints.intake.blueprint import bp
from blueprints.intake.forms import AccountForm
from blueprints.limits import ACCOUNTS_PER_ADDRESS, limiter
from blueprints.pages import page, refusals_shown_on
from models import policy
from models.db import db, unit_of_work
from models.operations import applicants
from models.rules.article_05_conditions import Limits
from models.rules.article_06_intake import CHANNELS, PAPERS, requirements_told
from models.tables import IntakeCycle
from models.vocabulary import Permission
from models.workflows.intake import State

_PUBLIC = {State.OPEN, State.CONCLUDED}


@bp.get("/<int:cycle_id>/invitation")
@public
def invitation(cycle_id: int) -> ResponseReturnValue:
    cycle = _announced(cycle_id)
    return page(
        "intake/invitation.html", "invitation", cycle=cycle, channels=CHANNELS, papers=PAPERS,
        requirements=requirements_told(Limits(**cycle.limits)), may_fill=_may_fill(),
    )  # fmt: skip


@bp.route("/<int:cycle_id>/account", methods=["GET", "POST"])
@public
@limiter.limit(ACCOUNTS_PER_ADDRESS, methods=["POST"])
def open_account(cycle_id: int) -> ResponseReturnValue:
    """An applicant's account. It opens nothing but one's own forms."""
    cycle, form = _announced(cycle_id), AccountForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            hashed = applicants.hashed_password(
                form.login.data, form.name.data, form.new.data, form.again.data
            )
            with unit_of_work():
                applicants.open_account(cycle, form.login.data, form.name.data, hashed)
            flash(f"账号“{form.login.data.strip().lower()}”已开立，请登录后填报")
            return redirect(url_for("auth.sign_in", next=url_for("applications.mine")), 303)
    return page("intake/account.html", "account", form=form, cycle=cycle)


def _announced(cycle_id: int) -> IntakeCycle:
    cycle = db.get_or_404(IntakeCycle, cycle_id)
    if cycle.state not in _PUBLIC:
        abort(404, "没有这份申报通知，或者它还没有发布")
    return cycle


def _may_fill() -> bool:
    has_post = current_user.is_authenticated and bool(current_user.holdings)
    return has_post and policy.may(me(), Permission.FILL_APPLICATION)
