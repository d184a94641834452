"""第十八条 解聘退出制度."""

from dataclasses import dataclass
from datetime import date

import pytest

from models.rules.article_18_dismissal import declines_counted, proposes_dismissal

JUNE = date(2026, 6, 1)


@dataclass(frozen=True)
class Declined:
    on: date
    counts: bool = True


def test_the_rolling_year_begins_the_day_after_the_same_day_a_year_ago():
    declines = [Declined(date(2025, 6, 2)), Declined(date(2025, 6, 1)), Declined(JUNE)]
    assert declines_counted(declines, JUNE, "rolling") == [
        Declined(date(2025, 6, 2)),
        Declined(JUNE),
    ]


def test_the_calendar_year_begins_in_january():
    declines = [Declined(date(2025, 12, 31)), Declined(date(2026, 1, 1))]
    assert declines_counted(declines, JUNE, "calendar") == [Declined(date(2026, 1, 1))]


def test_a_year_can_end_on_a_leap_day():
    declines = [Declined(date(2027, 2, 28)), Declined(date(2027, 3, 1))]
    assert declines_counted(declines, date(2028, 2, 29), "rolling") == declines[1:]


def test_what_is_still_to_come_does_not_count():
    assert not declines_counted([Declined(date(2026, 6, 2))], JUNE, "calendar")


def test_a_recusal_does_not_count():
    declines = [Declined(JUNE), Declined(JUNE), Declined(JUNE, counts=False)]
    assert not proposes_dismissal(declines, JUNE, "rolling", 3)


@pytest.mark.parametrize(("times", "proposed"), [(2, False), (3, True), (4, True)])
def test_three_are_enough_to_propose(times, proposed):
    assert proposes_dismissal([Declined(JUNE)] * times, JUNE, "rolling", 3) is proposed
