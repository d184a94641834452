"""催办 · whom a deadline is told: before it, once it has passed, and when it long has."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.errors import Refusal
from models.rules.working_days import Calendar, add_working_days
from models.vocabulary import NoticeKind


def reminders(
    due: date, today: date, *, ahead: int, patience: int, calendar: Calendar
) -> Iterator[NoticeKind]:
    """What is to be told today of something due on ``due``: ``ahead`` days before it, from the day
    after it, and (whoever stands above) when ``patience`` working days more have gone by."""
    if today <= due <= today + timedelta(days=ahead):
        yield NoticeKind.NEAR
    if due < today:
        yield NoticeKind.PASSED
        if _is_long_past(due, today, patience, calendar):
            yield NoticeKind.ESCALATED


def _is_long_past(due: date, today: date, patience: int, calendar: Calendar) -> bool:
    """Nobody is reported by a calendar that was not confirmed."""
    try:
        return today > add_working_days(due, patience, calendar)
    except Refusal:
        return False
