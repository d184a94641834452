"""第六条第五项: numbers in order, and a term that is never shorter than promised."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.rules import article_06_archive as art6

MADE = date(2026, 6, 1)
START = datetime(2026, 6, 1, 4, tzinfo=UTC)


def test_packages_are_numbered_by_the_year():
    assert [art6.number(2026, serial) for serial in (1, 12, 1000)] == [
        "D2026-001", "D2026-012", "D2026-1000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("made_on", "until"),
    [(date(2026, 6, 12), date(2031, 6, 12)), (date(2028, 2, 29), date(2033, 3, 1))],
)
def test_five_years_end_on_the_same_day(made_on, until):
    assert art6.kept_until(made_on, 5) == until


def days(*numbers):
    return [START + timedelta(days=number) for number in numbers]


def test_a_term_that_was_raised_since_holds_for_what_was_filed_before():
    assert art6.longer(MADE, date(2031, 6, 1), 5) == date(2031, 6, 1)
    assert art6.longer(MADE, date(2031, 6, 1), 10) == date(2036, 6, 1)


def test_a_term_that_was_promised_is_not_shortened():
    assert art6.longer(MADE, date(2036, 6, 1), 5) == date(2036, 6, 1)


def test_an_office_at_work_witnesses_every_day():
    assert art6.days_witnessed(days(*range(0, 1830, 3))) == 1827


def test_a_leap_of_the_clock_witnesses_nothing():
    assert art6.days_witnessed(days(0, 10, 1826, 1827)) == 11


def test_a_clock_that_goes_to_and_fro_witnesses_each_day_once():
    assert art6.days_witnessed(days(0, 50, 1, 50, 1, 50)) == 50


def test_the_last_day_of_the_term_is_kept_still():
    until = date(2031, 6, 1)
    assert "保存期到2031年6月1日" in art6.early(MADE, until, until, 1826)
    assert art6.early(MADE, until, until + timedelta(days=1), 1826) == ""


def test_days_that_nobody_witnessed_do_not_end_a_term():
    said = art6.early(MADE, date(2031, 6, 1), date(2031, 6, 2), 11)
    assert "只能证明归档后过去了11天" in said
