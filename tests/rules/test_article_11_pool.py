"""第十一条 技术优先、主动回避: who may stand in a pool, rule by rule."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.rules.article_11_pool import Asked, Limits, Profile, Task, may_sit, reasons_out
from models.vocabulary import ExclusionKind as Out
from models.vocabulary import Grade, Standing

LIMITS = Limits(age=65, former_employer_years=3)
TASK = Task(
    starts_at=datetime(2026, 6, 8, 1, tzinfo=UTC),
    ends_at=datetime(2026, 6, 9, 9, tzinfo=UTC),
    first_day=date(2026, 6, 8),
    last_day=date(2026, 6, 9),
    on=date(2026, 6, 1),
    targets=frozenset({7, 8}),
    seats=(Asked("A0103", Grade.SENIOR),),
)
FIT = Profile(
    code="ZZ0001",
    specialties=("A0103", "A0104"),
    grade=Grade.SENIOR,
    standing=Standing.ACTIVE,
    birth_date=date(1975, 1, 1),
    age_relaxed=False,
    appointed=(date(2025, 1, 1), date(2028, 10, 20)),
    employers=frozenset({1}),
    former=((7, date(2022, 5, 31)),),
    interests=frozenset({2}),
    busy=((datetime(2026, 6, 7, 1, tzinfo=UTC), datetime(2026, 6, 8, 1, tzinfo=UTC)),),
    absences=((date(2026, 6, 10), date(2026, 6, 20)),),
    has_declined=False,
)


@pytest.mark.parametrize(
    "list_", [{"challenged": frozenset({"ZZ0001"})}, {"challenged_units": frozenset({1})}]
)
def test_whom_the_asking_unit_challenges_by_name_or_by_employer_is_out(list_):
    assert reasons_out(FIT, replace(TASK, **list_), LIMITS) == [Out.CHALLENGED]


def test_whoever_nothing_stands_against_is_in():
    assert reasons_out(FIT, TASK, LIMITS) == []


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"specialties": ("B0601",)}, Out.SPECIALTY),
        ({"grade": Grade.INTERMEDIATE}, Out.GRADE),
        ({"standing": Standing.SUSPENDED}, Out.STANDING),
        ({"appointed": None}, Out.APPOINTMENT),
        ({"appointed": (date(2025, 1, 1), date(2026, 6, 8))}, Out.APPOINTMENT),
        ({"birth_date": date(1959, 1, 1)}, Out.AGE),
        ({"busy": ((datetime(2026, 6, 9, 8, tzinfo=UTC), TASK.ends_at),)}, Out.CLASH),
        ({"absences": ((date(2026, 6, 9), date(2026, 6, 9)),)}, Out.ABSENCE),
        ({"has_declined": True}, Out.DECLINED),
        ({"employers": frozenset({8})}, Out.EMPLOYER),
        ({"former": ((7, date(2023, 6, 2)),)}, Out.FORMER_EMPLOYER),
        ({"interests": frozenset({7})}, Out.INTEREST),
    ],
)
def test_each_rule_alone_keeps_someone_out_and_is_named(other, reason):
    assert reasons_out(replace(FIT, **other), TASK, LIMITS) == [reason]


def test_every_reason_is_named_not_only_the_first():
    profile = replace(FIT, employers=frozenset({7}), has_declined=True)
    assert set(reasons_out(profile, TASK, LIMITS)) == {Out.EMPLOYER, Out.DECLINED}


def test_a_relaxed_age_limit_lets_a_specialist_in():
    profile = replace(FIT, birth_date=date(1955, 1, 1), age_relaxed=True)
    assert reasons_out(profile, TASK, LIMITS) == []


@pytest.mark.parametrize(
    ("grade", "asked", "fits"),
    [
        (Grade.SENIOR, Grade.INTERMEDIATE, True),
        (Grade.INTERMEDIATE, Grade.SENIOR, False),
        (Grade.SENIOR, Grade.LEGAL, False),
        (Grade.LEGAL, Grade.LEGAL, True),
        (Grade.LEGAL, Grade.INTERMEDIATE, False),
    ],
)
def test_a_senior_expert_satisfies_an_intermediate_seat_and_only_a_legal_one_a_legal_seat(
    grade, asked, fits
):
    assert may_sit(replace(FIT, grade=grade), Asked("A0103", asked)) is fits
