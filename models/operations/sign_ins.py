"""登录状态 · each browser in which somebody is signed in, and ending it."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete

from models import clock
from models.db import db
from models.operations.register import register
from models.queries.parameters import value_of
from models.settings import SESSION_HOURS
from models.tables import Account, SignIn

_NOTED_EVERY = timedelta(minutes=2)  # a page opened is a row written at most so often


def token_hash(token: str) -> str:
    """How the office knows a token again that only the cookie holds."""
    return hashlib.new("sm3", token.encode()).hexdigest()


def begin(account: Account, *, browser: str, address: str) -> str:
    """Note that ``account`` is signed in there, and return the token for its cookie. What of the
    account's has run out is forgotten."""
    longest = timedelta(hours=value_of(db.session(), SESSION_HOURS))
    gone = SignIn.account_id == account.id, SignIn.started_at < clock.now() - longest
    db.session.execute(delete(SignIn).where(*gone))
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignIn(
            account_id=account.id, token_hash=token_hash(token), browser=browser, address=address
        )
    )
    return token


def is_to_be_noted(sign_in: SignIn) -> bool:
    return clock.now() - sign_in.seen_at > _NOTED_EVERY


def note_seen(sign_in: SignIn) -> None:
    """That the browser is still in use. One that was signed out meanwhile stays so."""
    db.session.query(SignIn).filter_by(id=sign_in.id).update({"seen_at": clock.now()})


def end(sign_in: SignIn, *, by: Account) -> None:
    """Sign one browser of one's own out, wherever it stands."""
    db.session.delete(sign_in)
    register("account:end_sign_in", "退出一处登录", by=by, subject=by)


def end_this(sign_in: SignIn) -> None:
    """Signing out where one sits: the cookie, copied or not, opens nothing any more."""
    db.session.delete(sign_in)


def end_all(account: Account, *, besides: str = "") -> None:
    """Sign the account out in every browser but the one with the token ``besides``."""
    others = SignIn.account_id == account.id, SignIn.token_hash != token_hash(besides)
    db.session.execute(delete(SignIn).where(*others))
