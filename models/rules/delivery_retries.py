"""重发 · when a notice that did not arrive is sent again, and when it is given up."""

from datetime import datetime, timedelta

_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
MOST_ATTEMPTS = len(_DELAYS) + 1

# Whoever tries has so long to say how it went; after that somebody else may try.
GRACE = timedelta(minutes=5)


def next_try(attempts: int, now: datetime) -> datetime | None:
    """After so many failed attempts; None where there have been enough."""
    return now + _DELAYS[attempts - 1] if attempts < MOST_ATTEMPTS else None
