"""第十六条 教育培训制度: the plan and the hours; the briefing before the task."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from models.errors import Refusal
from models.rules.article_16_training import (
    check_hours,
    half_hours,
    hours_of,
    is_item_overdue,
    is_plan_overdue,
    refuse_uninvited,
    unbriefed,
)

THEN = datetime(2026, 6, 1)  # noqa: DTZ001


def part(name, accepted=None, briefed=None, is_seated=True):
    return SimpleNamespace(
        expert_name=name, accepted_at=accepted, briefed_at=briefed, is_seated=is_seated
    )


def test_who_has_not_answered_and_who_has_not_acknowledged_are_named():
    matter = SimpleNamespace(
        assignments=[
            part("甲"),
            part("乙", THEN),
            part("丙", THEN, THEN),
            part("丁", is_seated=False),
        ]
    )
    assert unbriefed(matter) == ["甲尚未答复任务通知", "乙尚未确认廉政与保密告知"]


OPENED = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("today", "since", "overdue"),
    [
        (date(2026, 3, 31), OPENED, False),
        (date(2026, 4, 1), OPENED, True),
        (date(2026, 6, 1), date(2026, 4, 1), False),  # nobody could have made it in time
    ],
)
def test_a_plan_is_made_by_the_end_of_march(today, since, overdue):
    assert is_plan_overdue(2026, today, since) is overdue


def test_a_line_of_a_plan_is_overdue_once_its_month_is_past():
    assert not is_item_overdue(2026, 5, date(2026, 5, 31))
    assert is_item_overdue(2026, 5, date(2026, 6, 1))
    assert not is_item_overdue(2026, 12, date(2026, 12, 31))
    assert is_item_overdue(2026, 12, date(2027, 1, 1))


@pytest.mark.parametrize(("typed", "count"), [("0.5", 1), ("1.5", 3), ("2", 4), ("40", 80)])
def test_hours_are_counted_in_halves(typed, count):
    assert half_hours(Decimal(typed)) == count


@pytest.mark.parametrize("typed", ["0", "-1", "1.2", "40.5", "NaN", "sNaN", "Infinity", "1e9999"])
def test_other_hours_are_refused_beside_the_field(typed):
    with pytest.raises(Refusal) as refused:
        half_hours(Decimal(typed))
    assert (refused.value.article, refused.value.field) == (16, "hours")


def test_hours_are_read_as_people_write_them():
    assert [hours_of(count) for count in (0, 1, 2, 3)] == ["0", "0.5", "1", "1.5"]


def test_nobody_is_credited_with_more_than_it_lasted():
    check_hours("甲", 6, 6)
    for counted in (0, 7):
        with pytest.raises(Refusal, match="甲的学时应大于0，且不超过本次培训的3学时"):
            check_hours("甲", counted, 6)


def test_attendance_of_somebody_not_invited_is_refused_in_words():
    refuse_uninvited([1], [1, 2])
    with pytest.raises(Refusal, match="当场增加"):
        refuse_uninvited([1, 3], [1, 2])
