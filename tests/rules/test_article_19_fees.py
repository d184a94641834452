"""劳务报酬: which standard holds, and what it pays, line by line."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules import article_19_fees as art19
from models.rules.article_19_fees import Work
from models.vocabulary import FeeUnit, Grade, TaskType

DAY = date(2026, 6, 1)


@dataclass(frozen=True)
class Row:
    grade: Grade | None = None
    task_type: TaskType | None = None
    unit: FeeUnit = FeeUnit.HALF_DAY
    amount: int = 500_00
    hazard_percent: int = 0
    first_day: date = date(2026, 1, 1)
    last_day: date | None = None
    document: str = "示例〔2026〕1号"
    label: str = "各级专家"


ANY = Row()
SENIOR = Row(grade=Grade.SENIOR)
TEACHING = Row(task_type=TaskType.TRAINING)
SENIOR_TEACHING = Row(grade=Grade.SENIOR, task_type=TaskType.TRAINING)
WORK = Work(half_days=3, minutes=None, is_hazardous=False, approved=10_000_00)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([ANY, TEACHING, SENIOR, SENIOR_TEACHING], SENIOR_TEACHING),
        ([ANY, TEACHING, SENIOR], SENIOR),
        ([ANY, TEACHING], TEACHING),
        ([ANY], ANY),
        ([Row(grade=Grade.LEGAL)], None),
        ([replace(ANY, first_day=date(2026, 6, 2))], None),
        ([replace(ANY, last_day=date(2026, 5, 31))], None),
        ([replace(ANY, last_day=DAY)], replace(ANY, last_day=DAY)),
        ([], None),
    ],
)
def test_the_most_particular_standard_of_the_day_holds(rows, found):
    assert art19.holding(rows, Grade.SENIOR, TaskType.TRAINING, DAY) == found


@pytest.mark.parametrize(
    ("row", "work", "amounts"),
    [
        (ANY, WORK, [1_500_00]),
        (replace(ANY, unit=FeeUnit.DAY, amount=800_01), WORK, [1_200_02]),  # 1,200.015
        (replace(ANY, unit=FeeUnit.ITEM), WORK, [500_00]),
        (replace(ANY, unit=FeeUnit.HOUR, amount=100_00), WORK, [1_200_00]),
        (replace(ANY, unit=FeeUnit.HOUR, amount=100_00), replace(WORK, minutes=95), [158_33]),
        (replace(ANY, hazard_percent=20), WORK, [1_500_00]),
        (replace(ANY, hazard_percent=20), replace(WORK, is_hazardous=True), [1_500_00, 300_00]),
        (ANY, replace(WORK, approved=400_00), [1_500_00, -300_00]),
        (ANY, replace(WORK, unpaid="公职人员履行职责"), [0]),
        (None, replace(WORK, approved=400_00), [1_200_00]),
    ],
)  # fmt: skip
def test_the_fee_is_reckoned_line_by_line(row, work, amounts):
    assert [line.amount for line in art19.reckoned(row, work)] == amounts


def test_without_a_standard_it_says_so():
    assert art19.reckoned(None, WORK)[0].text.startswith("报酬标准未配置")


@given(
    st.sampled_from(sorted(FeeUnit)), st.integers(1, 10_000_00), st.integers(0, 200),
    st.integers(1, 60), st.none() | st.integers(0, 60 * 24 * 30), st.booleans(),
    st.integers(0, 5_000_00),
)  # fmt: skip
def test_nobody_is_paid_more_than_was_approved(
    unit, amount, percent, half_days, minutes, is_hazardous, approved
):
    row = replace(ANY, unit=unit, amount=amount, hazard_percent=percent)
    work = Work(half_days, minutes, is_hazardous, approved)
    assert 0 <= art19.total(art19.reckoned(row, work)) <= approved * half_days


def test_a_rate_above_the_standard_is_refused_with_the_figures():
    art19.check_rate(600_00, replace(ANY, hazard_percent=20), 2, is_hazardous=True)
    with pytest.raises(Refusal, match=r"600\.01元高于标准600\.00元"):
        art19.check_rate(600_01, replace(ANY, hazard_percent=20), 2, is_hazardous=True)


@pytest.mark.parametrize(
    ("first_day", "last_day", "is_alone"),
    [
        (date(2026, 7, 1), None, True),
        (date(2026, 6, 30), None, False),
        (date(2025, 1, 1), date(2025, 12, 31), True),
        (date(2025, 1, 1), date(2026, 1, 1), False),
        (date(2025, 1, 1), None, False),
    ],
)
def test_two_standards_for_the_same_on_one_day_are_refused(first_day, last_day, is_alone):
    kept = replace(ANY, last_day=date(2026, 6, 30))
    row = replace(ANY, first_day=first_day, last_day=last_day)
    art19.check_alone(replace(row, grade=Grade.SENIOR), [kept])
    if is_alone:
        art19.check_alone(row, [kept])
    else:
        with pytest.raises(Refusal, match="日期重叠"):
            art19.check_alone(row, [kept])
