"""收款账号 · where I am paid, and what was paid to me (Art. 8(5), Art. 20)."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.oneself import own_entry
from blueprints.own.blueprint import bp, tabs
from blueprints.pages import page, refusals_shown_on
from blueprints.reimbursements.forms import OwnAccountForm
from models.db import db, unit_of_work
from models.operations import bank_accounts
from models.queries import reimbursements
from models.vocabulary import Permission


@bp.route("/bank-account", methods=["GET", "POST"])
@requires(Permission.READ_OWN_RECORD)
def bank_account() -> ResponseReturnValue:
    """The number is shown to nobody again, not even to its owner, but by its last digits."""
    expert, form = own_entry(), OwnAccountForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                bank_accounts.record(expert, by=me(), **form.entries())
            flash("已登记收款账号")
            return redirect(url_for(".bank_account"), 303)
    session = db.session()
    return page(
        "own/bank_account.html", "account", form=form, expert=expert, tabs=tabs(),
        known=reimbursements.account_of(session, expert.id),
        lines=reimbursements.of_expert(session, expert),
    )  # fmt: skip
