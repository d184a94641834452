"""第五条 专家聘任条件."""

from datetime import date

import pytest

from models.errors import Refusal
from models.rules.article_05_eligibility import (
    age_on,
    grade_shown_by,
    is_over_age,
    refuse_over_age,
)
from models.vocabulary import Grade

BORN = date(1961, 6, 15)


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2026, 6, 14), 64), (date(2026, 6, 15), 65), (date(2027, 6, 14), 65)],
)
def test_a_year_is_added_on_the_birthday(day, age):
    assert age_on(BORN, day) == age


def test_whoever_was_born_on_a_leap_day_is_older_from_the_first_of_march():
    born = date(1960, 2, 29)
    assert [age_on(born, date(2025, *day)) for day in ((2, 28), (3, 1))] == [64, 65]


def test_sixty_five_may_apply_and_sixty_six_is_over_age():
    assert not is_over_age(BORN, date(2027, 6, 14), 65)
    assert is_over_age(BORN, date(2027, 6, 15), 65)


TITLES = {
    "高级工程师": Grade.SENIOR,
    "总工程师/正高级工程师": Grade.SENIOR,
    "副教授": Grade.SENIOR,
    "安全科科长 高工": Grade.SENIOR,
    "副研究员": Grade.SENIOR,
    "副主任医师": Grade.SENIOR,
    "工程师": Grade.INTERMEDIATE,
    "高级技师、工程师": Grade.INTERMEDIATE,
    "助理研究员": Grade.INTERMEDIATE,
    "讲师": Grade.INTERMEDIATE,
    "注册安全工程师": Grade.INTERMEDIATE,
    "二级律师": Grade.LEGAL,
    "法学院教授": Grade.LEGAL,
    "助理工程师": None,
    "高级技师": None,
    "科长": None,
    "": None,
}


@pytest.mark.parametrize(("position", "grade"), TITLES.items())
def test_a_title_speaks_for_its_grade(position, grade):
    assert grade_shown_by(position) is grade


def test_over_the_limit_needs_the_ground_of_the_relaxation():
    born, on = date(1960, 6, 1), date(2026, 6, 1)
    refuse_over_age(born, on, 65, "成果获市级部门认可")
    refuse_over_age(born, date(2026, 5, 31), 65, "")
    with pytest.raises(Refusal, match="聘任之日已满66周岁，超过65周岁") as refusal:
        refuse_over_age(born, on, 65, " ")
    assert (refusal.value.article, refusal.value.field) == (5, "age_relaxation")
