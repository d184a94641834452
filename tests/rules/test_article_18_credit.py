"""第十四条、第十八条 信用评级: one formula for everybody, reckoned again by anybody."""

from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.article_18_credit import Fact, Formula, rate, suggest
from models.vocabulary import AssessmentGrade as Grade
from models.vocabulary import ConductFact as Kind
from models.vocabulary import CreditRating

FORMULA = Formula(
    start=85, late=2, decline=5, upheld=40, hours=8, training=1, training_most=4, a=90, b=75, c=60
)
DAY = date(2026, 3, 2)
BAD = (Kind.LATE, Kind.DECLINE, Kind.UPHELD)


def fact(kind: Kind, figure: int = 1, serial: int = 1) -> Fact:
    return Fact(kind, figure, DAY, f"事实{serial}", f"assignment:{serial}", 1)


def _facts() -> st.SearchStrategy[Fact]:
    figures = {Kind.SERVICE: st.integers(0, 100), Kind.TRAINING: st.integers(1, 80)}
    return st.sampled_from(list(Kind)).flatmap(
        lambda kind: st.builds(
            Fact,
            st.just(kind),
            figures.get(kind, st.just(1)),
            st.dates(date(2025, 1, 1), date(2026, 12, 31)),
            st.just("事实"),
            st.integers(1, 50).map("assignment:{}".format),
            st.integers(1, 7),
        )
    )


FORMULAS = st.builds(
    Formula,
    start=st.integers(70, 100), late=st.integers(0, 20), decline=st.integers(0, 30),
    upheld=st.integers(0, 100), hours=st.integers(0, 80), training=st.integers(0, 5),
    training_most=st.integers(0, 20), a=st.integers(80, 100), b=st.integers(65, 79),
    c=st.integers(40, 64),
)  # fmt: skip
HISTORIES = st.lists(_facts(), max_size=10)


@given(HISTORIES, FORMULAS, st.randoms())
def test_the_same_facts_in_any_order_give_the_same_rating(facts, formula, random):
    shuffled = list(facts)
    random.shuffle(shuffled)
    assert rate(shuffled, formula) == rate(facts, formula)


@given(HISTORIES, FORMULAS)
def test_the_score_is_bounded_and_is_the_sum_of_its_lines(facts, formula):
    outcome = rate(facts, formula)
    assert 0 <= outcome.score <= 10_000
    assert sum(line.points for line in outcome.lines) == outcome.score


@given(HISTORIES, FORMULAS, st.sampled_from(BAD))
def test_one_more_bad_fact_never_raises_the_score(facts, formula, kind):
    assert rate([*facts, fact(kind)], formula).score <= rate(facts, formula).score


@given(HISTORIES, FORMULAS)
def test_one_more_task_rated_below_the_mean_never_raises_it(facts, formula):
    points = [each.figure for each in facts if each.kind is Kind.SERVICE] or [formula.start]
    worse = fact(Kind.SERVICE, sum(points) // len(points))
    assert rate([*facts, worse], formula).score <= rate(facts, formula).score


@given(HISTORIES, FORMULAS, st.integers(1, 80))
def test_one_more_hour_of_training_never_lowers_it(facts, formula, half_hours):
    assert rate([*facts, fact(Kind.TRAINING, half_hours)], formula).score >= (
        rate(facts, formula).score
    )


@given(st.lists(_facts().filter(lambda each: each.kind is Kind.TRAINING), max_size=5), FORMULAS)
def test_nobody_of_whom_nothing_is_on_record_is_rated_worse_than_b(facts, formula):
    assert rate(facts, formula).rating in {CreditRating.A, CreditRating.B}


@given(HISTORIES, FORMULAS)
def test_what_was_kept_of_a_year_gives_the_same_figures_again(facts, formula):
    outcome = rate(facts, formula)
    kept, weights = [each.as_json() for each in outcome.facts], asdict(formula)
    assert rate([Fact.of_json(each) for each in kept], Formula(**weights)) == outcome


@given(HISTORIES, FORMULAS, st.integers(1, 12))
def test_nobody_is_excellent_whose_report_was_late_or_who_had_no_task(facts, formula, limit):
    outcome = rate(facts, formula)
    if suggest(outcome, formula, limit).grade is Grade.EXCELLENT:
        assert outcome.rating is CreditRating.A
        assert outcome.count(Kind.SERVICE)
        assert not outcome.count(Kind.LATE)
        assert not outcome.count(Kind.UPHELD)


@pytest.mark.parametrize(
    ("facts", "score", "rating"),
    [
        ([], 8100, CreditRating.B),
        ([fact(Kind.SERVICE, 94), fact(Kind.SERVICE, 95)], 9050, CreditRating.A),
        ([fact(Kind.SERVICE, 90)] * 2 + [fact(Kind.SERVICE, 91)], 8633, CreditRating.B),
        ([fact(Kind.SERVICE, 94), fact(Kind.TRAINING, 19)], 9550, CreditRating.A),
        ([fact(Kind.SERVICE, 98), fact(Kind.TRAINING, 60)], 10_000, CreditRating.A),
        ([fact(Kind.SERVICE, 80), fact(Kind.LATE)], 7400, CreditRating.C),
        ([fact(Kind.SERVICE, 94), fact(Kind.UPHELD)], 5000, CreditRating.D),
        ([fact(Kind.UPHELD)] * 3, 0, CreditRating.D),
    ],
)
def test_the_figures_are_those_that_anybody_gets_by_hand(facts, score, rating):
    outcome = rate(facts, FORMULA)
    assert (outcome.score, outcome.rating) == (score, rating)


@pytest.mark.parametrize(
    ("facts", "grade", "why"),
    [
        (
            [fact(Kind.SERVICE, 94)],
            Grade.EXCELLENT, "90分以上，有任务，没有逾期报告",
        ),
        ([], Grade.QUALIFIED, "不评优秀：不足90分；没有经过评价的任务"),
        (
            [fact(Kind.SERVICE, 97), fact(Kind.LATE)],
            Grade.QUALIFIED, "不评优秀：有逾期的书面报告",
        ),
        (
            [fact(Kind.SERVICE, 98), *[fact(Kind.DECLINE)] * 3],
            Grade.UNQUALIFIED, "本年度3次不能接受委派（第十八条第三项）",
        ),
        (
            [fact(Kind.SERVICE, 94), fact(Kind.UPHELD)],
            Grade.UNQUALIFIED, "举报查实1件；信用评级D级，不足60分（第十八条第九项）",
        ),
    ],
)  # fmt: skip
def test_the_grade_follows_from_the_figures_and_says_why(facts, grade, why):
    formula = replace(FORMULA, late=2)
    suggested = suggest(rate(facts, formula), formula, decline_limit=3)
    assert (suggested.grade, suggested.why) == (grade, why)
