"""动态口令 · on and off, a code taken once only, and without the telephone."""

import secrets
from typing import Any, cast

from pyotp import random_base32
from sqlalchemy import CursorResult, delete, update

from models import clock, policy, sealed
from models.db import db
from models.errors import Refusal
from models.operations.accounts import count_failure, forget_failures, refuse_locked
from models.operations.notices import tell
from models.operations.register import reference, register
from models.operations.sign_ins import end_all
from models.queries.authenticators import of_account
from models.queries.parameters import value_of
from models.rules import one_time_codes
from models.settings import CODES_REQUIRED
from models.tables import Account, Authenticator, Holding, RecoveryCode

ARTICLE = 15
_RECOVERY_CODES = 10  # given out at a time
_GROUPS, _DIGITS = 3, 4  # digits alone, as a telephone asks for codes: some forty bits
_WRONG = "动态口令不正确或者已经用过，请等手机上换了下一个再输入"


def begin(account: Account) -> None:
    """A new secret; it is asked for once a code has shown that the telephone has it."""
    kept = of_account(db.session(), account.id)
    if kept and kept.confirmed_at:
        raise Refusal("动态口令已经启用，不必再办", article=ARTICLE)
    if kept is None:
        kept = Authenticator(account_id=account.id)
        db.session.add(kept)
    kept.secret, kept.made_at = random_base32(), clock.now()


def confirm(account: Account, typed: str) -> list[str]:
    """Switch it on with a first code; the recovery codes, returned this once."""
    kept = of_account(db.session(), account.id)
    if kept is None or kept.confirmed_at:
        raise Refusal("请从启用动态口令的第一步重新办理", article=ARTICLE)
    if not _is_taken(kept, typed):
        raise Refusal("动态口令不正确，请核对手机的时间，等下一个再输入", field="code")
    kept.confirmed_at = clock.now()
    register(
        "account:code_on", "启用动态口令", by=account, subject=account, article=ARTICLE,
        name=account.name,
    )  # fmt: skip
    return _new_recovery_codes(account)


def admit_code(account: Account, typed: str, *, field: str | None = None) -> None:
    """Let whoever gave the right password pass with a code too, or with a recovery code. The caller
    commits, refused or not: failures are counted, and a code is used up."""
    refuse_locked(account, field)
    if not typed.strip():
        raise Refusal("请输入手机上的动态口令", field=field)
    kept = of_account(db.session(), account.id)
    if kept and not (_is_taken(kept, typed) or _is_recovered(account, typed)):
        count_failure(account)
        raise Refusal(_WRONG, field=field)
    forget_failures(account)


def renew_recovery_codes(account: Account) -> list[str]:
    """New ones; those of before are worth nothing any more."""
    register(
        "account:recovery_codes", "更换恢复码", by=account, subject=account, article=ARTICLE,
        name=account.name,
    )  # fmt: skip
    return _new_recovery_codes(account)


def switch_off(account: Account) -> None:
    """By one's own hand, where nothing requires it."""
    if must_have(account):
        raise Refusal("您的岗位须使用动态口令，不能停用", article=ARTICLE)
    _forget(account)
    register(
        "account:code_off", "停用动态口令", by=account, subject=account, article=ARTICLE,
        name=account.name,
    )  # fmt: skip


def reset(account: Account, *, by: Holding) -> None:
    """For somebody who lost their telephone: what they had is worth nothing, every sign-in ends."""
    if account.id == by.account_id:
        raise Refusal("不能重置自己的动态口令，请用恢复码登录，或由另一名安全管理员办理")
    if of_account(db.session(), account.id) is None:
        raise Refusal(f"{account.name}没有启用动态口令，不必重置")
    _forget(account)
    end_all(account)
    register(
        "account:code_reset", "重置动态口令", by=by, subject=account, article=ARTICLE,
        name=account.name,
    )  # fmt: skip
    tell(account.id, "您的动态口令已由安全管理员重置，请重新启用", reference(account))


def must_have(account: Account) -> bool:
    """Whether a post of the account requires it, where the office has decided so."""
    posts = {holding.post for holding in account.holdings}
    required = value_of(db.session(), CODES_REQUIRED) == "required"
    return required and bool(posts & policy.WITH_CODES)


def _is_taken(kept: Authenticator, typed: str) -> bool:
    """Use a code up. In one statement: of two who bring the same one at once, one is let in."""
    step = one_time_codes.step_of(kept.secret, typed, clock.now())
    if step is None:
        return False
    later = Authenticator.id == kept.id, Authenticator.last_step < step
    return _changes_one(update(Authenticator).where(*later).values(last_step=step))


def _is_recovered(account: Account, typed: str) -> bool:
    unused = (
        RecoveryCode.account_id == account.id,
        RecoveryCode.code_hash == _hash_of(account, typed),
        RecoveryCode.used_at.is_(None),
    )
    if not _changes_one(update(RecoveryCode).where(*unused).values(used_at=clock.now())):
        return False
    register(
        "account:recovery", "使用恢复码", by=account, subject=account, article=ARTICLE,
        name=account.name,
    )  # fmt: skip
    return True


def _changes_one(statement: Any) -> bool:
    return cast("CursorResult[Any]", db.session.execute(statement)).rowcount == 1


def _new_recovery_codes(account: Account) -> list[str]:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = [_recovery_code() for _ in range(_RECOVERY_CODES)]
    db.session.add_all(
        RecoveryCode(account_id=account.id, code_hash=_hash_of(account, code)) for code in codes
    )
    return codes


def _recovery_code() -> str:
    groups = (secrets.randbelow(10**_DIGITS) for _ in range(_GROUPS))
    return "-".join(f"{group:0{_DIGITS}}" for group in groups)


def _hash_of(account: Account, code: str) -> str:
    """A keyed hash: whoever has the database alone can try none of them."""
    return sealed.keyring().lookup(f"recovery:{account.id}:{one_time_codes.plain(code)}")


def _forget(account: Account) -> None:
    for table in (RecoveryCode, Authenticator):
        db.session.execute(delete(table).where(table.account_id == account.id))
