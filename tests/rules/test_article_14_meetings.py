"""第十四条: quarters without gaps, what is owed, and what was omitted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules.article_14_meetings import (
    Quarter,
    Standing,
    is_overdue,
    is_plenary_overdue,
    is_soon,
    missing_reports,
    refuse_uninvited,
    standing,
)

DAYS = st.dates(date(2023, 1, 1), date(2099, 12, 31))
LONG_AGO = date(2020, 1, 1)


@given(DAYS)
def test_every_day_lies_in_its_quarter(day):
    quarter = Quarter.of(day)
    assert quarter.first <= day <= quarter.last


@given(DAYS)
def test_quarters_follow_each_other_without_a_gap(day):
    quarter = Quarter.of(day)
    assert quarter.last + timedelta(days=1) == quarter.following.first
    assert quarter < quarter.following == Quarter.of(quarter.last + timedelta(days=1))


@given(DAYS, DAYS)
def test_an_ended_quarter_without_a_meeting_is_overdue_and_no_other(day, today):
    quarter = Quarter.of(day)
    stands = standing(quarter, today, LONG_AGO, is_held=False, is_planned=False)
    assert (stands is Standing.OVERDUE) == (quarter.last < today)


def test_a_meeting_that_was_only_planned_does_not_make_up_for_one():
    quarter, after = Quarter(2026, 1), date(2026, 4, 1)
    assert standing(quarter, after, LONG_AGO, is_held=False, is_planned=True) is Standing.OVERDUE
    assert standing(quarter, after, LONG_AGO, is_held=True, is_planned=True) is Standing.HELD


@pytest.mark.parametrize(
    ("today", "is_planned", "stands"),
    [
        (date(2026, 6, 30), False, Standing.AWAITED),
        (date(2026, 6, 30), True, Standing.PLANNED),
        (date(2026, 3, 31), False, Standing.AHEAD),
    ],
)
def test_while_there_is_time_it_is_awaited(today, is_planned, stands):
    quarter = Quarter(2026, 2)
    assert standing(quarter, today, LONG_AGO, is_held=False, is_planned=is_planned) is stands


def test_what_was_before_the_register_is_nobodys_omission():
    begun = date(2026, 5, 1)
    later = date(2027, 1, 1)
    of = lambda n: standing(Quarter(2026, n), later, begun, is_held=False, is_planned=False)  # noqa: E731
    assert [of(n) for n in (1, 2, 3)] == [Standing.BEFORE, Standing.BEFORE, Standing.OVERDUE]


def test_the_plenary_is_overdue_when_its_year_is_over():
    new_year = date(2027, 1, 1)
    assert is_plenary_overdue(2026, new_year, LONG_AGO, is_held=False)
    assert not is_plenary_overdue(2026, new_year, LONG_AGO, is_held=True)
    assert not is_plenary_overdue(2026, date(2026, 12, 31), LONG_AGO, is_held=False)
    assert not is_plenary_overdue(2026, new_year, date(2026, 1, 2), is_held=False)


def test_groups_whose_report_is_missing_keep_their_order():
    assert missing_reports(["A01", "A02", "A03"], {"A02"}) == ["A01", "A03"]


def test_a_resolution_is_late_the_day_after_its_day_and_stays_so():
    due = date(2026, 6, 30)
    assert not is_overdue(due, None, due)
    assert is_overdue(due, None, due + timedelta(days=1))
    assert not is_overdue(due, due, date(2027, 1, 1))
    assert is_overdue(due, due + timedelta(days=1), date(2027, 1, 1))


def test_one_is_reminded_three_days_before_and_not_after():
    meets = date(2026, 6, 10)
    reminded = [n for n in range(-2, 7) if is_soon(meets, meets - timedelta(days=n))]
    assert reminded == [0, 1, 2, 3]


def test_only_who_was_invited_attends():
    refuse_uninvited([1, 2], [1, 2, 3])
    with pytest.raises(Refusal, match="当场邀请") as no:
        refuse_uninvited([1, 4], [1, 2, 3])
    assert no.value.article == 14
