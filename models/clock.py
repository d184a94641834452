"""The office clock: the one place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "北京时间")

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """This instant, in UTC."""
    return _held.get() or datetime.now(UTC)


def today() -> date:
    """The date on the wall of the bureau."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same instant by Beijing time."""
    return moment.astimezone(BEIJING)


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Make it ``moment`` inside: the demonstration year and the tests live in their own time."""
    token = _held.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)
