"""第十一条 紧急调用: whom to call first, and whom not at all."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.errors import Refusal
from models.rules.article_11_emergency import (
    Distance,
    barred,
    check_order,
    distance,
    in_order,
    nearest,
    not_an_emergency,
)
from models.rules.article_11_pool import Asked, Limits, Profile, Task
from models.vocabulary import ExclusionKind as Out
from models.vocabulary import Grade, SelectionWay, Standing, TaskType

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
LIMITS = Limits(age=65, former_employer_years=3)
TASK = Task(
    starts_at=NOON, ends_at=datetime(2026, 6, 2, 4, tzinfo=UTC), first_day=date(2026, 6, 1),
    last_day=date(2026, 6, 2), on=date(2026, 6, 1), targets=frozenset({7}),
    seats=(Asked("A0105", Grade.INTERMEDIATE),),
)  # fmt: skip


def someone(code: str = "ZZ0001", *specialties: str, **other) -> Profile:
    profile = Profile(
        code=code, specialties=specialties or ("A0105",), grade=Grade.SENIOR,
        standing=Standing.ACTIVE, birth_date=date(1980, 1, 1), age_relaxed=False,
        appointed=(date(2025, 1, 1), date(2028, 10, 20)), employers=frozenset({1}), former=(),
        interests=frozenset(), busy=(), absences=(), has_declined=False,
    )  # fmt: skip
    return replace(profile, **other)


AWAY = {"absences": ((date(2026, 6, 1), date(2026, 6, 1)),)}
BUSY = {"busy": ((NOON, datetime(2026, 6, 1, 8, tzinfo=UTC)),)}


@pytest.mark.parametrize(
    ("held", "how_far"),
    [
        (["A0101", "A0105"], Distance.SPECIALTY),
        (["A0101"], Distance.INDUSTRY),
        (["A0206", "B0703"], Distance.CATEGORY),
        (["C0902"], Distance.OTHER),
        ([], Distance.OTHER),
    ],
)
def test_distance_is_told_by_the_table_of_annex_1(held, how_far):
    assert distance(held, "A0105") is how_far


def test_the_nearest_come_first_then_the_free_then_the_least_used():
    people = [
        someone("ZZ0001", "C0902"),
        someone("ZZ0002", **AWAY),
        someone("ZZ0003"),
        someone("ZZ0004", "A0101"),
        someone("ZZ0005"),
        someone("ZZ0006", **BUSY),
    ]
    order = in_order(people, TASK, LIMITS, {"ZZ0003": 4, "ZZ0005": 1, "ZZ0006": 2})
    assert [each.code for each in order] == [
        "ZZ0005", "ZZ0003", "ZZ0002", "ZZ0006", "ZZ0004", "ZZ0001",
    ]  # fmt: skip
    assert [each.hindrances for each in order if each.hindrances] == [(Out.ABSENCE,), (Out.CLASH,)]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"employers": frozenset({7})}, Out.EMPLOYER),
        ({"former": ((7, date(2025, 1, 1)),)}, Out.FORMER_EMPLOYER),
        ({"interests": frozenset({7})}, Out.INTEREST),
        ({"standing": Standing.SUSPENDED}, Out.STANDING),
        ({"appointed": None}, Out.APPOINTMENT),
        ({"birth_date": date(1950, 1, 1)}, Out.AGE),
        ({"grade": Grade.LEGAL}, Out.GRADE),
        ({"has_declined": True}, Out.DECLINED),
    ],
)
def test_no_urgency_calls_whom_the_pool_leaves_out(other, why):
    assert barred(someone(**other), TASK, LIMITS) == [why]
    assert in_order([someone(**other)], TASK, LIMITS, {}) == []


@pytest.mark.parametrize("other", [AWAY, BUSY, {"specialties": ("C1001",)}])
def test_what_only_hinders_bars_nobody(other):
    assert barred(someone(**other), TASK, LIMITS) == []


def test_each_is_meant_for_the_seat_that_is_nearest_and_fits_the_grade():
    seats = (
        Asked("C0902", Grade.INTERMEDIATE),
        Asked("A0105", Grade.SENIOR),
        Asked("A0101", Grade.INTERMEDIATE),
    )
    assert nearest(someone(), seats) == 1
    assert nearest(someone(grade=Grade.INTERMEDIATE), seats) == 2
    assert nearest(someone(grade=Grade.LEGAL), seats) is None


@pytest.mark.parametrize("kind", [kind for kind in TaskType if kind is not TaskType.RESPONSE])
def test_nothing_but_a_rescue_is_an_emergency(kind):
    with pytest.raises(Refusal, match="只限事故、灾害的抢险救援"):
        check_order("等不及", kind, 1)


@pytest.mark.parametrize(
    ("way", "kind", "is_one"),
    [
        (SelectionWay.EMERGENCY, TaskType.RESPONSE, True),
        (SelectionWay.RANDOM, TaskType.RESPONSE, False),
        (SelectionWay.EMERGENCY, TaskType.RESEARCH, False),
    ],
)
def test_the_table_of_the_dispatch_asks_the_same(way, kind, is_one):
    class Matter:
        pass

    matter = Matter()
    matter.way, matter.task_type = way, kind
    assert (not_an_emergency(matter) == []) is is_one
