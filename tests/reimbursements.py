"""A reimbursement in each state of its life, brought there by the operations a person would use."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from models import clock
from models.db import db, unit_of_work
from models.operations import bank_accounts, payments, reimbursements
from models.tables import Dispatch, Expert, Reimbursement, Section
from models.vocabulary import Post
from models.workflows.reimbursement import Action
from tests import states

MONTH = date(2026, 6, 1)
AT = datetime(2026, 6, 11, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PAID_ON = date(2026, 6, 11)
NUMBER = "9901 2026 0000 {:04}"
HANDS = (
    (Action.ENDORSE, Post.SECTION_HEAD),
    (Action.CHECK, Post.HR),
    (Action.REVIEW, Post.OFFICE),
    (Action.SIGN, Post.LEADER),
)


def number_of(expert: Expert) -> str:
    """An account number that no bank has."""
    return NUMBER.format(expert.id)


def compiling(*dispatches: Dispatch, month: date = MONTH) -> Reimbursement:
    """编制中, with one closed dispatch unless told."""
    held = list(dispatches) or [states.closed()]
    section = db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one()
    with clock.held_at(AT), unit_of_work():
        return reimbursements.open_bundle(section, month, held, by=states.holder(Post.SECTION))


def take(bundle: Reimbursement, action: Action, post: Post, note: str = "") -> Reimbursement:
    with clock.held_at(AT), unit_of_work():
        reimbursements.take(bundle, action, by=states.holder(post), note=note)
    return bundle


def submitted(*dispatches: Dispatch) -> Reimbursement:
    """已提交，税已算."""
    return take(compiling(*dispatches), Action.SUBMIT, Post.SECTION)


def signed(*dispatches: Dispatch, until: Action = Action.SIGN) -> Reimbursement:
    """Signed by every hand up to ``until``."""
    return sign_on(compiling(*dispatches), until)


def sign_on(bundle: Reimbursement, until: Action = Action.SIGN) -> Reimbursement:
    take(bundle, Action.SUBMIT, Post.SECTION)
    for action, post in HANDS:
        take(bundle, action, post)
        if action is until:
            break
    return bundle


def with_accounts(bundle: Reimbursement) -> Reimbursement:
    """Every expert of it has said where to be paid."""
    with clock.held_at(AT), unit_of_work():
        for expert in dict.fromkeys(line.expert for line in bundle.lines):
            bank_accounts.record(
                expert, number=number_of(expert), bank="虚构银行泽州支行", holder=expert.name,
                basis="本人签字的账号登记表", by=states.holder(Post.FINANCE),
            )  # fmt: skip
    return bundle


def payable(*dispatches: Dispatch) -> Reimbursement:
    """待财务支付，账号都已登记."""
    return with_accounts(signed(*dispatches))


def pay(bundle: Reimbursement, count: int | None = None, paid_on: date = PAID_ON) -> Reimbursement:
    """The first ``count`` lines of it that are not paid, or all."""
    with clock.held_at(AT), unit_of_work():
        lines = [line for line in bundle.lines if line.payment is None][:count]
        payments.pay(
            bundle, lines, paid_on=paid_on, voucher="记账2026-06-011",
            by=states.holder(Post.FINANCE),
        )  # fmt: skip
    return bundle


def paid(*dispatches: Dispatch) -> Reimbursement:
    """已支付."""
    return pay(payable(*dispatches))
