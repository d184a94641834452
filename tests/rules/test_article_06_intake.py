"""When applications are invited, and what the invitation tells."""

from datetime import date

import pytest

from models.errors import Refusal
from models.rules.article_05_conditions import Limits
from models.rules.article_06_intake import CHANNELS, check_window, month_from, requirements_told
from models.vocabulary import Channel

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 1, 5), date(2026, 6, 1)),
        (date(2026, 6, 30), date(2026, 6, 1)),
        (date(2026, 7, 1), date(2027, 6, 1)),
    ],
)
def test_june_is_proposed_until_it_is_over(today: date, first: date):
    assert month_from(today, 6) == (first, first.replace(day=30))


def test_the_month_is_whole_in_a_leap_year():
    assert month_from(date(2028, 1, 1), 2) == (date(2028, 2, 1), date(2028, 2, 29))


def refused(first: date, last: date, reason: str = "") -> str:
    try:
        check_window(first, last, reason=reason, month=6, today=TODAY)
    except Refusal as refusal:
        return refusal.field or ""
    return ""


def test_a_window_within_june_needs_no_reason():
    assert refused(date(2026, 6, 1), date(2026, 6, 30)) == ""


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 6, 1), date(2026, 7, 1)),
        (date(2026, 9, 1), date(2026, 9, 30)),
        (date(2026, 6, 1), date(2027, 6, 30)),
    ],
)
def test_any_other_window_is_supplementary_and_has_a_reason(first: date, last: date):
    assert refused(first, last) == "reason"
    assert refused(first, last, "危化专业缺人") == ""


def test_a_window_that_ends_before_it_begins_or_is_over_is_none():
    assert refused(date(2026, 6, 20), date(2026, 6, 10)) == "closes_on"
    assert refused(date(2026, 5, 1), date(2026, 5, 31)) == "closes_on"


def test_the_invitation_tells_the_limits_in_force_and_all_three_channels():
    told = "".join(requirements_told(Limits(60, 12, 6, 11)))
    assert all(figure in told for figure in ("60周岁", "12年以上", "6年以上", "满11年"))
    assert set(CHANNELS) == set(Channel)
