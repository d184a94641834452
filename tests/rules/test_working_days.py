"""工作日."""

from datetime import date

import pytest

from models.errors import Refusal
from models.rules.working_days import (
    add_working_days,
    first_working_day,
    official_calendar,
    official_days,
)

OFFICIAL = official_calendar()


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 6, 1), True),  # a Monday
        (date(2026, 6, 6), False),  # a Saturday
        (date(2026, 10, 1), False),  # 国庆节, a Thursday
        (date(2026, 10, 10), True),  # a Saturday worked in exchange
        (date(2026, 2, 23), False),  # a Monday off in exchange
        (date(2025, 10, 8), False),
        (date(2025, 9, 28), True),
    ],
)
def test_a_day_is_worked_as_the_notice_says(day, is_worked):
    assert OFFICIAL.is_working_day(day) is is_worked


def test_a_report_due_in_five_working_days_waits_for_the_national_day_to_pass():
    assert add_working_days(date(2026, 9, 29), 5, OFFICIAL) == date(2026, 10, 12)


def test_the_first_day_is_not_counted_and_none_is_the_day_itself():
    assert add_working_days(date(2026, 6, 1), 1, OFFICIAL) == date(2026, 6, 2)
    assert add_working_days(date(2026, 6, 6), 0, OFFICIAL) == date(2026, 6, 6)


def test_a_term_that_ends_on_a_day_off_moves_to_the_next_working_day():
    assert first_working_day(date(2026, 6, 19), OFFICIAL) == date(2026, 6, 22)
    assert first_working_day(date(2026, 6, 22), OFFICIAL) == date(2026, 6, 22)


def test_a_year_nobody_confirmed_is_refused_by_name():
    with pytest.raises(Refusal, match="2027年的节假日和调休安排还没有确认，请系统管理员"):
        add_working_days(date(2026, 12, 30), 3, OFFICIAL)


def test_the_days_off_of_each_year_are_as_many_as_announced():
    off = [day for day in official_days() if not day.is_worked]
    worked = [day for day in official_days() if day.is_worked]
    assert [sum(day.on.year == year for day in off) for year in (2025, 2026)] == [28, 33]
    assert [sum(day.on.year == year for day in worked) for year in (2025, 2026)] == [5, 6]
    assert all(day.on.weekday() >= 5 for day in worked)
