"""The checklist of Article 5, at the edges of its numbers."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.article_05_checklist import Finding, checklist
from models.rules.article_05_conditions import Claims, Limits
from models.rules.article_05_eligibility import age_on
from models.vocabulary import AttachmentKind, Route

LIMITS = Limits(age_limit=65, senior_years=10, intermediate_years=5, key_industry_years=10)
DAY = date(2026, 6, 15)
CLAIMS = Claims(
    route=Route.SENIOR_TITLE,
    years=10,
    title="高级工程师",
    major="采矿工程",
    qualification="注册安全工程师",
    legal_service="",
    relaxation="",
    age_relaxation="",
    born=date(1980, 1, 1),
    day=DAY,
    proofs=frozenset({AttachmentKind.EDUCATION, AttachmentKind.TITLE}),
)


def line(claims: Claims, key: str):
    return next(each for each in checklist(claims, LIMITS) if each.key == key)


def finding(key: str, **other: object) -> Finding:
    return line(replace(CLAIMS, **other), key).status


@pytest.mark.parametrize(
    ("route", "least"),
    [
        (Route.SENIOR_TITLE, 10),
        (Route.INTERMEDIATE_TITLE, 5),
        (Route.REGISTERED, 5),
        (Route.KEY_INDUSTRY, 10),
    ],
)
def test_the_last_year_that_is_too_few_and_the_first_that_is_enough(route: Route, least: int):
    assert finding("condition", route=route, years=least - 1) is Finding.UNMET
    assert finding("condition", route=route, years=least) is Finding.MET


@given(st.sampled_from([each for each in Route if each.grade.name != "LEGAL"]), st.integers(0, 60))
def test_more_years_never_make_it_worse(route: Route, years: int):
    fewer = finding("condition", route=route, years=years)
    if fewer is Finding.MET:
        assert finding("condition", route=route, years=years + 1) is Finding.MET


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(1962, 6, 15), Finding.MET),  # 64
        (date(1961, 6, 15), Finding.MET),  # 65 today
        (date(1960, 6, 16), Finding.MET),  # 66 tomorrow
        (date(1960, 6, 15), Finding.UNMET),  # 66 today
    ],
)
def test_whoever_is_sixty_five_may_apply_until_the_next_birthday(born: date, expected: Finding):
    assert finding("age", born=born) is expected


@given(st.dates(date(1930, 1, 1), date(2010, 12, 31)))
def test_age_is_over_the_limit_exactly_when_the_years_are(born: date):
    assert (finding("age", born=born) is Finding.UNMET) == (age_on(born, DAY) > 65)


def test_age_is_relaxed_only_with_a_ground_and_a_paper():
    old = date(1955, 1, 1)
    shown = CLAIMS.proofs | {AttachmentKind.RELAXATION}
    ground = "研究成果获省级行业部门认可"
    assert finding("age", born=old, proofs=shown) is Finding.UNMET
    assert finding("age", born=old, age_relaxation=ground) is Finding.UNMET
    assert finding("age", born=old, age_relaxation=ground, proofs=shown) is Finding.RELAXED


def test_a_condition_is_relaxed_only_with_a_ground_and_a_paper():
    shown = CLAIMS.proofs | {AttachmentKind.RELAXATION}
    assert finding("condition", years=9, relaxation="实践经验非常丰富") is Finding.UNMET
    relaxed = {"relaxation": "实践经验非常丰富", "proofs": shown}
    assert finding("condition", years=9, **relaxed) is Finding.RELAXED
    assert finding("condition", years=10, **relaxed) is Finding.MET


@pytest.mark.parametrize(
    ("route", "title", "qualification"),
    [
        (Route.SENIOR_TITLE, "工程师", ""),
        (Route.INTERMEDIATE_TITLE, "助理工程师", ""),
        (Route.REGISTERED, "工程师", "一级建造师"),
        (Route.LAWYER, "高级工程师", ""),
        (Route.LAW_PROFESSOR, "采矿工程教授", ""),
    ],
)
def test_a_title_that_does_not_bear_the_condition_out_does_not_meet_it(
    route: Route, title: str, qualification: str
):
    claims = {"route": route, "title": title, "qualification": qualification, "years": 30}
    assert finding("condition", legal_service="办理过事故案件", **claims) is Finding.UNMET


def test_legal_experts_need_a_case_or_a_consultation():
    lawyer = {"route": Route.LAWYER, "qualification": "律师执业证", "years": None}
    assert finding("condition", **lawyer) is Finding.UNMET
    assert finding("condition", **lawyer, legal_service="为监管部门提供咨询") is Finding.MET
    professor = {"route": Route.LAW_PROFESSOR, "title": "教授", "major": "法学"}
    assert finding("condition", **professor, legal_service="办理过事故案件") is Finding.MET


def test_a_title_without_its_certificate_is_asked_for():
    assert line(CLAIMS, "title").lacks == ()
    bare = replace(CLAIMS, proofs=frozenset())
    assert line(bare, "title").lacks == (AttachmentKind.TITLE,)
    assert line(bare, "education").lacks == (AttachmentKind.EDUCATION,)


@given(st.sampled_from([None, *Route]))
def test_keys_are_told_once_and_every_line_has_its_article(route: Route | None):
    lines = checklist(replace(CLAIMS, route=route), LIMITS)
    assert len({each.key for each in lines}) == len(lines)
    assert {each.article for each in lines} == {5, 6}
    assert all(each.label and each.detail for each in lines)
