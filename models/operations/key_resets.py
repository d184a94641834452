"""重置密码和签名密钥 · a ceremony of two administrators: neither can take a signer's place alone.

The system administrator asks and, once the security administrator has agreed, carries out: the old
key is retired, a one-time password given. The new key is made under the password that the person
then sets. The register has every step, and both keys by their fingerprints.
"""

from typing import Any

from sqlalchemy import select

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations import accounts
from models.operations.notices import tell, tell_next
from models.operations.register import register
from models.operations.signing_keys import key_of, retire
from models.operations.steps import advance, choose
from models.tables import Account, Holding, KeyReset
from models.vocabulary import Permission
from models.workflows.key_reset import OPEN, Action, State
from models.workflows.machine import Move


def ask(account: Account, reason: str, *, by: Holding) -> KeyReset:
    """Ask that ``account`` be given a new password and with it a new key."""
    reset = KeyReset(account_id=account.id, account=account, asker_id=by.account_id)
    reset.reason = reason.strip()
    if no := policy.refusal(by, Permission.PROPOSE_KEY_RESET, reset):
        raise no
    if not reset.reason:
        raise Refusal("请写明为什么重置，例如：本人当面提出，忘记密码", field="reason")
    if account.id == by.account_id:
        raise Refusal("不能为自己申请重置，请由另一名系统管理员办理", field="reason")
    if open_of(account):
        raise Refusal("已有一份重置申请正在办理，请先办结或撤回", field="reason")
    db.session.add(reset)
    register(
        "key_reset:ask", "申请重置密码和签名密钥", by=by, subject=reset, article=11,
        name=account.name, reason=reset.reason, key=_fingerprint(account),
    )  # fmt: skip
    tell_next(reset, besides=by.account_id)
    return reset


def open_of(account: Account) -> KeyReset | None:
    """The one that is under way."""
    is_its = KeyReset.account_id == account.id
    return db.session.scalars(select(KeyReset).where(is_its, KeyReset._state.in_(OPEN))).first()


def take(reset: KeyReset, action: str, *, by: Holding, note: str = "") -> Move[Any, Any]:
    """Agree, refuse or withdraw."""
    move = choose(reset, action, by=by, note=note, key=_fingerprint(reset.account))
    if move.target is State.CONFIRMED:
        reset.confirmer_id, reset.confirmed_at = by.account_id, clock.now()
    tell(reset.asker_id, f"{reset.caption}：{reset.state.label}", reset.matter)
    return move


def carry_out(reset: KeyReset, *, by: Holding) -> str:
    """Retire the key and give a one-time password: returned once, kept by its hash alone."""
    advance(reset, Action.CARRY_OUT, by=by, key=_fingerprint(reset.account))
    if key := key_of(reset.account):
        retire(key, reset.reason, by=by)
    return accounts.replace_password(reset.account, by=by)


def _fingerprint(account: Account) -> str:
    key = key_of(account)
    return key.fingerprint if key else ""
