"""签名密钥 · making one, locking it anew with a new password, retiring it."""

from functools import cache

from sqlalchemy import select

from models import clock, pens, policy
from models.db import db
from models.operations.hashing import TURNS
from models.operations.register import register
from models.pens import Lock, Pen
from models.tables import Account, Base, Holding, SigningKey
from models.vocabulary import Permission


def signs(account: Account) -> bool:
    """Whether a post of the account signs anything, by whatever workflow."""
    return any(_signed() & policy.GRANTS[holding.post].keys() for holding in account.holdings)


@cache
def _signed() -> frozenset[Permission]:
    """The permissions of all steps that are signed."""
    return frozenset(
        move.permission
        for mapper in Base.registry.mappers
        if (workflow := getattr(mapper.class_, "workflow", None))
        for move in workflow.moves
        if move.signed
    )


def is_signer(account: Account) -> bool:
    """Whether a forgotten password costs a key, or would let another make the first one."""
    return key_of(account) is not None or signs(account)


def key_of(account: Account) -> SigningKey | None:
    """What the account signs with now."""
    in_use = SigningKey.account_id == account.id, SigningKey.retired_at.is_(None)
    return db.session.scalar(select(SigningKey).where(*in_use))


def unlocked(account: Account, password: str) -> Pen | None:
    """The account's pen, if it has a key and this is the password."""
    key = key_of(account)
    return _unlocked(key, password) if key else None


def lock_of(password: str) -> Lock:
    """A lock of this password, in its turn: it takes as much as to judge the password."""
    with TURNS:
        return Lock.of(password)


def _unlocked(key: SigningKey, password: str) -> Pen | None:
    with TURNS:
        return pens.unlock(key.locked, key.public, password)


def make_key(account: Account, lock: Lock) -> Pen:
    """Give an account that has none a key of its own, locked under its password. The register
    takes down its fingerprint, and that of the one it follows."""
    pen, before = Pen.new(), _last_of(account)
    key = SigningKey(account_id=account.id, public=pen.public, locked=pen.locked(lock))
    db.session.add(key)
    register(
        "signing_key:make", "生成签名密钥", by=account, subject=key, article=11,
        key=key.fingerprint, replaces=before.fingerprint if before else "",
    )  # fmt: skip
    return pen


def lock_anew(account: Account, old: str, new: str) -> None:
    """Lock the account's key under its new password; the key stays the same. Who has none yet and
    will sign is given one."""
    lock = lock_of(new)
    key = key_of(account)
    if key is None:
        if signs(account):
            make_key(account, lock)
        return
    if pen := _unlocked(key, old):
        key.locked = pen.locked(lock)
    else:  # its private half was damaged: nobody can sign with it any more
        retire(key, "私钥不能解锁", by=account)


def retire(key: SigningKey, reason: str, *, by: Holding | Account) -> None:
    """From now on it signs nothing, and nobody can: its private half goes."""
    key.retired_at, key.reason, key.locked = clock.now(), reason, ""
    register(
        "signing_key:retire", "停用签名密钥", by=by, subject=key, article=11,
        key=key.fingerprint, reason=reason,
    )  # fmt: skip


def _last_of(account: Account) -> SigningKey | None:
    query = select(SigningKey).where(SigningKey.account_id == account.id)
    return db.session.scalars(query.order_by(SigningKey.id.desc()).limit(1)).first()
