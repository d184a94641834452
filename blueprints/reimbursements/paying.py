"""财务支付 · the payment list, each payment by its voucher, and what a bank has returned."""

from typing import Any

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.reimbursements.blueprint import bp
from blueprints.reimbursements.forms import (
    CalculatorQuery,
    LeaveOutForm,
    PayForm,
    ReturnForm,
    RevealForm,
    pay_form,
)
from blueprints.workbooks import workbook_answer
from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import payments
from models.operations.payment_sheet import payment_sheet
from models.queries import reimbursements
from models.rules.income_tax import TaxTable, in_force
from models.rules.typed_yuan import fen_of
from models.tables import Payment, Reimbursement
from models.vocabulary import Permission
from models.workflows.reimbursement import State

P = Permission


@bp.route("/<int:bundle_id>/pay", methods=["GET", "POST"])
@requires(P.PAY_REIMBURSEMENT)
def pay(bundle_id: int) -> ResponseReturnValue:
    bundle = _load(bundle_id)
    form = _paying(bundle)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            paid_on, voucher = form.paid_on.data, form.voucher.data
            with unit_of_work():
                chosen = form.chosen(bundle.lines)
                payments.pay(bundle, chosen, paid_on=paid_on, voucher=voucher, by=me())
            flash(f"已登记支付{len(chosen)}笔")
            return redirect(url_for(".pay", bundle_id=bundle_id), 303)
    return _page(bundle, form)


@bp.post("/<int:bundle_id>/left-out")
@requires(P.PAY_REIMBURSEMENT)
def leave_out(bundle_id: int) -> ResponseReturnValue:
    bundle, leaving = _load(bundle_id), LeaveOutForm()
    if leaving.validate_on_submit():
        with refusals_shown_on(leaving):
            with unit_of_work():
                payments.leave_out(bundle, reason=leaving.why.data, by=me())
            flash("已移出未支付的各笔，并告知编制人")
            return redirect(url_for(".pay", bundle_id=bundle_id), 303)
        bundle = _load(bundle_id)
    return _page(bundle, _paying(bundle), leaving=leaving)


@bp.post("/<int:bundle_id>/numbers")
@requires(P.READ_BANK_ACCOUNT)
def numbers(bundle_id: int) -> ResponseReturnValue:
    """The whole account numbers, once, in the answer itself; the register says why."""
    bundle, reveal = _load(bundle_id), RevealForm()
    form = _paying(bundle)
    if reveal.validate_on_submit():
        with refusals_shown_on(reveal):
            with unit_of_work():
                payments.record_reveal(bundle, reason=reveal.reason.data, by=me())
            whole = reimbursements.account_numbers(db.session(), bundle)
            return _page(bundle, form, whole=whole)
    return _page(bundle, form, reveal=reveal)


@bp.post("/<int:bundle_id>/payment-list.xlsx")
@requires(P.READ_BANK_ACCOUNT)
def payment_list(bundle_id: int) -> ResponseReturnValue | Response:
    """The list with whole account numbers, to pay by; who took it stands in the register."""
    bundle, reveal = _load(bundle_id), RevealForm()
    if reveal.validate_on_submit():
        with refusals_shown_on(reveal):
            with unit_of_work():
                payments.record_reveal(bundle, reason=reveal.reason.data, by=me())
            known = reimbursements.accounts(db.session(), bundle)
            whole = reimbursements.account_numbers(db.session(), bundle)
            return workbook_answer(
                payment_sheet(bundle, known, whole), f"劳务报酬支付清单{bundle.number}"
            )
    form = pay_form(bundle.lines, (), clock.today())
    return _page(bundle, form, reveal=reveal)


@bp.route("/payments/<int:payment_id>/return", methods=["GET", "POST"])
@requires(P.PAY_REIMBURSEMENT)
def give_back(payment_id: int) -> ResponseReturnValue:
    payment = db.get_or_404(Payment, payment_id)
    bundle = payment.line.bundle
    form = ReturnForm(returned_on=clock.today())
    if form.validate_on_submit():
        with refusals_shown_on(form):
            day, reason = form.returned_on.data, form.reason.data
            with unit_of_work():
                payments.give_back(payment, returned_on=day, reason=reason, by=me())
            flash("已登记退票，请核对账号后重新支付")
            return redirect(url_for(".pay", bundle_id=bundle.id), 303)
    return page("reimbursements/return.html", "return", form=form, payment=payment, bundle=bundle)


@bp.get("/calculator")
@requires(P.PAY_REIMBURSEMENT)
def calculator() -> ResponseReturnValue:
    """What has to be paid before tax, so that so much is left."""
    query, table = CalculatorQuery(request.args), in_force(clock.today())
    answer, refusal = None, None
    try:
        answer = _reckoned(query, table)
    except Refusal as no:
        refusal = no
    return page(
        "reimbursements/calculator.html", "calculator", query=query, answer=answer,
        refusal=refusal, table=table,
    )  # fmt: skip


def _reckoned(query: CalculatorQuery, table: TaxTable) -> dict[str, int] | None:
    if not query.net.data:
        return None
    net, before = fen_of(query.net.data, "net"), fen_of(query.before.data or "0", "before")
    gross = table.gross_for(net, before)
    return {"gross": gross, "tax": gross - net, "net": net, "before": before}


def _load(bundle_id: int) -> Reimbursement:
    """Signed by the leader; before that there is nothing to pay."""
    bundle = load(Reimbursement, bundle_id, P.PAY_REIMBURSEMENT, *reimbursements.WHOLE)
    if bundle.state not in {State.APPROVED, State.PAID}:
        abort(404)
    return bundle


def _paying(bundle: Reimbursement) -> PayForm:
    return pay_form(bundle.lines, reimbursements.accounts(db.session(), bundle), clock.today())


def _page(
    bundle: Reimbursement,
    form: PayForm,
    *,
    reveal: RevealForm | None = None,
    leaving: LeaveOutForm | None = None,
    whole: dict[int, str] | None = None,
) -> ResponseReturnValue:
    unpaid = sum(not line.payments for line in bundle.lines)
    asked: dict[str, Any] = {
        "form": form, "reveal": reveal or RevealForm(), "leaving": leaving or LeaveOutForm(),
        "left": unpaid if unpaid < len(bundle.lines) else 0,
    }  # fmt: skip
    answer = page(
        "reimbursements/pay.html", "pay", bundle=bundle, whole=whole or {}, **asked,
        known=reimbursements.accounts(db.session(), bundle),
    )  # fmt: skip
    if any(sent and sent.errors for sent in (reveal, leaving)):
        answer.status_code = 422
    return answer
