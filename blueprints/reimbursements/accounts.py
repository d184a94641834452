"""收款账号 · finance enters it from what the expert signed."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.reimbursements.blueprint import bp
from blueprints.reimbursements.forms import AccountForm
from models.db import db, unit_of_work
from models.operations import bank_accounts
from models.queries import reimbursements
from models.tables import Expert
from models.vocabulary import Permission

P = Permission


@bp.route("/accounts/<int:expert_id>", methods=["GET", "POST"])
@requires(P.PAY_REIMBURSEMENT)
def account(expert_id: int) -> ResponseReturnValue:
    """``?bundle=``: the reimbursement to which finance goes back."""
    expert, form = load(Expert, expert_id, P.ENTER_BANK_ACCOUNT), AccountForm()
    if not form.is_submitted():
        form.holder.data = expert.name
    bundle_id = request.args.get("bundle", type=int)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                bank_accounts.record(expert, by=me(), **form.entries())
            flash(f"已登记{expert.name}的收款账号")
            back = url_for(".pay", bundle_id=bundle_id) if bundle_id else url_for(".index")
            return redirect(back, 303)
    known = reimbursements.account_of(db.session(), expert.id)
    return page(
        "reimbursements/account.html", "account", form=form, expert=expert, known=known,
        bundle_id=bundle_id,
    )  # fmt: skip
