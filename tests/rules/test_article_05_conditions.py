"""The conditions of Article 5(4): what each asks, in sentences a person can act on."""

from dataclasses import replace

import pytest

from models.rules.article_05_conditions import unmet
from models.vocabulary import Route
from tests.rules.test_article_05_checklist import CLAIMS, LIMITS


def test_nothing_is_asked_of_whoever_meets_the_condition():
    assert unmet(CLAIMS, LIMITS) == []


def test_without_a_choice_of_condition_that_alone_is_said():
    assert unmet(replace(CLAIMS, route=None, years=None), LIMITS) == ["还没有选择按哪一项条件申报"]


@pytest.mark.parametrize(
    ("route", "sentences"),
    [
        (Route.SENIOR_TITLE, 2),
        (Route.INTERMEDIATE_TITLE, 2),
        (Route.REGISTERED, 2),
        (Route.KEY_INDUSTRY, 1),
        (Route.LAWYER, 2),
        (Route.LAW_PROFESSOR, 2),
    ],
)
def test_everything_that_is_missing_is_said_at_once(route: Route, sentences: int):
    nobody = replace(CLAIMS, route=route, title="", qualification="", major="", years=None)
    assert len(unmet(nobody, LIMITS)) == sentences


@pytest.mark.parametrize("title", ["正高级工程师", "教授", "研究员", "高级工程师", "高工"])
def test_senior_titles_are_known_by_name(title: str):
    assert unmet(replace(CLAIMS, title=title), LIMITS) == []


def test_a_senior_title_is_an_intermediate_one_as_well():
    assert unmet(replace(CLAIMS, route=Route.INTERMEDIATE_TITLE), LIMITS) == []
