"""收款账号 · entered by the expert, or by finance from what the expert signed (Art. 20)."""

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell
from models.operations.register import register
from models.queries.reimbursements import account_of
from models.rules import bank_card
from models.sealed import keyring
from models.tables import BankAccount, Expert, Holding
from models.vocabulary import Permission


def record(
    expert: Expert, *, number: str, bank: str, holder: str, by: Holding, basis: str = ""
) -> BankAccount:
    """Where ``expert`` is paid from now on. ``basis``: the signed paper, where finance enters
    it. The register says that it changed and never what to."""
    if no := policy.refusal(by, Permission.ENTER_BANK_ACCOUNT, expert):
        raise no
    digits = bank_card.parse(number)
    bank_card.check_holder(holder, expert.name)
    _check_words(bank, basis, is_own=expert.account_id == by.account_id)
    account = account_of(db.session(), expert.id) or BankAccount(expert_id=expert.id)
    lookup = keyring().lookup(digits)
    _check_alone(lookup, expert)
    account.number, account.number_lookup, account.tail = digits, lookup, digits[-4:]
    account.bank, account.holder = bank.strip(), expert.name
    account.changed_at, account.by_id = clock.now(), by.account_id
    db.session.add(account)
    register(
        "bank_account:enter", "登记收款账号", by=by, subject=expert, article=bank_card.ARTICLE,
        name=expert.code, document=basis.strip(),
    )  # fmt: skip
    if expert.account_id != by.account_id:
        text = "财务登记了您的收款账号，请核对；不是您本人提供的，请立即告诉财务"
        tell(expert.account_id, text, f"bank_account:{expert.id}")
    return account


def _check_words(bank: str, basis: str, *, is_own: bool) -> None:
    if not bank.strip():
        raise Refusal("请填写开户银行，写到支行", article=bank_card.ARTICLE, field="bank")
    if not is_own and not basis.strip():
        raise Refusal(
            "代专家登记的，请写明依据，如本人签字的账号登记表和日期",
            article=bank_card.ARTICLE,
            field="basis",
        )


def _check_alone(lookup: str, expert: Expert) -> None:
    query = db.select(BankAccount.id).where(
        BankAccount.number_lookup == lookup, BankAccount.expert_id != expert.id
    )
    if db.session.scalar(query):
        raise Refusal(
            "这个账号已登记在另一位专家名下，请核对；劳务报酬只发给本人",
            article=bank_card.ARTICLE,
            field="number",
        )
