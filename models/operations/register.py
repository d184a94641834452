"""登记留痕 · writing an act into the register, in the transaction of the act itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from models import clock
from models.db import db, enlist
from models.tables import Event, Holding

_address: ContextVar[str] = ContextVar("address", default="本机")


def reference(subject: Any) -> str:
    """How the register names a row: ``dispatch:12``."""
    return f"{subject.__tablename__}:{subject.id}" if subject is not None else ""


@contextmanager
def acting_from(address: str) -> Iterator[None]:
    """Everything registered inside came from this network address."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def register(
    kind: str,
    label: str,
    *,
    by: Holding | None,
    subject: Any = None,
    article: int | None = None,
    **facts: Any,
) -> None:
    """Add one row: who (None: nobody signed in), in which post, what, to what, by which article.

    ``facts`` hold codes, figures and reasons; never an ID number, a telephone or a secret name.
    """
    db.session.flush()  # so that what was just made has its id
    enlist(
        Event(
            at=clock.now(),
            kind=kind,
            label=label,
            account_id=by.account_id if by else None,
            actor_name=by.account.name if by else "",
            post=by.post if by else None,
            address=_address.get(),
            article=article,
            matter=getattr(subject, "matter", None) or reference(subject),
            subject=reference(subject),
            facts=facts,
        )
    )
