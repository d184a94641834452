"""登记留痕 · writing an act into the register, in the transaction of the act itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import inspect

from models import clock
from models.db import db, enlist
from models.tables import Account, Event, Holding
from models.tables.event import HERE

_address: ContextVar[str] = ContextVar("address", default=HERE)


def reference(subject: Any) -> str:
    """How the register names a row: ``dispatch:12``, ``setting:weights``."""
    if subject is None:
        return ""
    return ":".join([subject.__tablename__, *map(str, inspect(subject).identity)])


def come_from(address: str = HERE) -> None:
    """Whatever this thread registers from now on was asked for from this network address."""
    _address.set(address)


@contextmanager
def untraced() -> Iterator[None]:
    """What is registered inside was asked for from nowhere: nobody shall be found by an address."""
    token = _address.set("")
    try:
        yield
    finally:
        _address.reset(token)


def register(
    kind: str,
    label: str,
    *,
    by: Holding | Account | None,
    subject: Any = None,
    article: int | None = None,
    **facts: Any,
) -> None:
    """Add one row: who, in which post, what, to what, by which article. An account alone acts in
    no post (signing in); None is nobody signed in.

    ``facts`` hold codes, figures and reasons; never an ID number, a telephone or a secret name.
    """
    if db.session.new:
        db.session.flush()  # so that what was just made has its id
    account = by.account if isinstance(by, Holding) else by
    enlist(
        Event(
            at=clock.now(),
            kind=kind,
            label=label,
            account_id=account.id if account else None,
            actor_name=_name_of(by),
            post=by.post if isinstance(by, Holding) else None,
            address=_address.get(),
            article=article,
            matter=getattr(subject, "matter", None) or reference(subject),
            subject=reference(subject),
            facts=facts,
        )
    )


def _name_of(by: Holding | Account | None) -> str:
    """Both names, where one acts for another."""
    if by is None:
        return ""
    return by.signed_name if isinstance(by, Holding) else by.name
