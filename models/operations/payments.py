"""支付 · finance pays each task once, and once more what a bank has returned (Art. 20)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell
from models.operations.register import register
from models.operations.reimbursements import refuse_mistaxed, refuse_payee
from models.operations.steps import advance
from models.queries import reimbursements
from models.rules import article_20_reimbursement as art20
from models.tables import BankAccount, Holding, Payment, Reimbursement, ReimbursementLine
from models.vocabulary import Permission
from models.workflows.reimbursement import Action, State


def pay(
    bundle: Reimbursement, lines: Sequence[ReimbursementLine], *, paid_on: date, voucher: str,
    by: Holding,
) -> None:  # fmt: skip
    """Note that ``lines`` were paid by one voucher: all of them, or none. With the last one the
    reimbursement is paid."""
    _check_payer(bundle, by)
    if not lines:
        raise Refusal("请勾选已经支付的各笔", article=art20.ARTICLE, field="lines")
    if not voucher.strip():
        raise Refusal("请填写记账凭证号", article=art20.ARTICLE, field="voucher")
    accounts = reimbursements.accounts(db.session(), bundle)
    for line in lines:
        _pay(line, accounts.get(line.expert.id), paid_on, voucher.strip(), by)
    art20.check_after_signature(paid_on, reimbursements.signed_on(db.session(), bundle))
    flag_modified(bundle, "note")  # so that of two who pay at once the second is told
    register(
        "reimbursement:pay", "登记支付", by=by, subject=bundle, article=art20.ARTICLE,
        paid_on=str(paid_on), voucher=voucher.strip(), count=len(lines),
        net=sum(line.net for line in lines),
    )  # fmt: skip
    _settle(bundle, by)


def leave_out(bundle: Reimbursement, *, reason: str, by: Holding) -> None:
    """Let what could not be paid in the month go, so that the section enters it anew: of another
    month the tax is another. What the bank returned was paid once and is paid again here."""
    _check_payer(bundle, by)
    left = [line for line in bundle.lines if not line.payments]
    if not left:
        raise Refusal("没有需要移出的：各笔都已办理过支付", article=art20.ARTICLE)
    if len(left) == len(bundle.lines):
        raise Refusal("还没有支付过的，请整批退回股室", article=art20.ARTICLE)
    if not reason.strip():
        raise Refusal("请写明移出原因", article=art20.ARTICLE, field="reason")
    register(
        "reimbursement:leave_out", "移出未支付的", by=by, subject=bundle, article=art20.ARTICLE,
        dispatches=sorted({line.assignment.dispatch.number for line in left}), count=len(left),
        net=sum(line.net for line in left), reason=reason.strip(),
    )  # fmt: skip
    bundle.lines = [line for line in bundle.lines if line.payments]
    flag_modified(bundle, "note")
    text = f"{bundle.number}有{len(left)}笔未能支付，已移出，请另行编制报销：{reason.strip()}"
    tell(bundle.handler_id, text, bundle.matter)
    _settle(bundle, by)


def _settle(bundle: Reimbursement, by: Holding) -> None:
    """With the last payment it is done."""
    if not art20.unpaid(bundle):
        advance(bundle, Action.SETTLE, by=by, net=bundle.net)
        tell(bundle.handler_id, f"{bundle.caption}：{bundle.state.label}", bundle.matter)


def give_back(payment: Payment, *, returned_on: date, reason: str, by: Holding) -> None:
    """The bank returned it: it is to be paid again, once, after the account was put right."""
    bundle = payment.line.bundle
    if no := policy.refusal(by, Permission.PAY_REIMBURSEMENT, bundle):
        raise no
    if payment.is_standing is None:
        raise Refusal("这笔付款已登记退票，不能再次登记", article=art20.ARTICLE)
    refuse_payee(bundle, by)
    if not reason.strip():
        raise Refusal("请写明退票原因", article=art20.ARTICLE, field="reason")
    art20.check_returned_on(returned_on, payment.paid_on, clock.today())
    payment.is_standing, payment.returned_on = None, returned_on
    payment.reason = reason.strip()
    register(
        "reimbursement:give_back", "登记退票", by=by, subject=bundle, article=art20.ARTICLE,
        returned_on=str(returned_on), voucher=payment.voucher, net=payment.line.net,
        reason=payment.reason,
    )  # fmt: skip
    flag_modified(bundle, "note")
    if bundle.state is State.PAID:
        advance(bundle, Action.REOPEN, by=by, note=payment.reason)
    expert = payment.line.expert
    text = "您的劳务报酬被银行退回，请核对本人的收款账号"
    tell(expert.account_id, text, f"bank_account:{expert.id}")


def record_reveal(bundle: Reimbursement, *, reason: str, by: Holding) -> None:
    """Somebody takes the payment list with whole account numbers, and says why."""
    if no := policy.refusal(by, Permission.READ_BANK_ACCOUNT, bundle):
        raise no
    if not reason.strip():
        raise Refusal("请写明取用完整账号的理由", article=art20.ARTICLE, field="reason")
    register(
        "reimbursement:reveal", "取用完整收款账号", by=by, subject=bundle,
        article=art20.ARTICLE, reason=reason.strip(),
        persons=len({line.expert.id for line in bundle.lines}),
    )  # fmt: skip


def _check_payer(bundle: Reimbursement, by: Holding) -> None:
    if no := policy.refusal(by, Permission.PAY_REIMBURSEMENT, bundle):
        raise no
    refuse_payee(bundle, by)
    if bundle.state is not State.APPROVED:
        raise Refusal(
            f"现在是“{bundle.state.label}”，不能支付；领导签批之后才能支付，支付过的不再支付",
            article=art20.ARTICLE,
        )
    refuse_mistaxed(bundle)


def _pay(
    line: ReimbursementLine, account: BankAccount | None, paid_on: date, voucher: str, by: Holding
) -> None:
    name, number = line.expert.name, line.assignment.dispatch.number
    if line.payment:
        raise Refusal(f"{name}（{number}）已经支付，不能再付一次", article=art20.ARTICLE)
    if account is None:
        raise Refusal(f"{name}还没有登记收款账号，请先登记", article=art20.ARTICLE)
    if line.payments and line.payments[-1].returned_on:
        art20.check_paid_again_on(paid_on, line.payments[-1].returned_on, clock.today())
    else:
        art20.check_paid_on(paid_on, line.bundle.month, clock.today())
    line.payments.append(
        Payment(
            paid_on=paid_on,
            voucher=voucher,
            bank=account.bank,
            tail=account.tail,
            by_id=by.account_id,
            is_standing=True,
        )
    )
    text = f"劳务报酬已支付：{number}，请核对到账"
    tell(line.expert.account_id, text, f"bank_account:{line.expert.id}")
