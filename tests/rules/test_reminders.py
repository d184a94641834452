"""催办: before the day, after it, and when it is long past; and how a letter is tried again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.rules.delivery_retries import MOST_ATTEMPTS, next_try
from models.rules.reminders import reminders
from models.rules.working_days import Calendar, official_calendar

FRIDAY = date(2026, 6, 5)


def told(today, calendar=None, ahead=1):
    calendar = calendar or official_calendar()
    found = reminders(FRIDAY, today, ahead=ahead, patience=2, calendar=calendar)
    return [kind.value for kind in found]


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (3, []),
        (4, ["near"]),
        (5, ["near"]),
        (6, ["passed"]),
        (9, ["passed"]),  # the second working day is not over
        (10, ["passed", "escalated"]),
    ],
)
def test_it_is_told_before_after_and_when_two_working_days_have_gone_by(day, kinds):
    assert told(date(2026, 6, day)) == kinds


def test_nobody_is_reported_by_a_calendar_that_nobody_confirmed():
    assert told(date(2026, 6, 30), Calendar.of([], [])) == ["passed"]


def test_an_office_may_want_no_reminder_before_the_day():
    assert told(date(2026, 6, 4), ahead=0) == []


def test_the_intervals_grow_and_come_to_an_end():
    now = datetime(2026, 6, 1, tzinfo=UTC)
    waits = [next_try(attempt, now) for attempt in range(1, MOST_ATTEMPTS + 1)]
    assert [at and (at - now) for at in waits] == [
        timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), None,
    ]  # fmt: skip
