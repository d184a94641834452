"""第十一条 轮换使用: expected against actual use."""

import random

import pytest

from models.rules.article_11_rotation import Use, fit_of


def use(expected: float, actual: int, *, times: int = 1, expert: str = "ZZ0001") -> Use:
    """Drawn ``actual`` times where each of ``times`` draws gave the same chance."""
    return Use.of(expert, [expected / times] * times, actual)


def test_a_use_far_from_what_was_expected_stands_out():
    assert use(4, 12, times=100).stands_out
    assert not use(4, 8, times=100).stands_out


def test_whoever_had_no_chance_does_not_count():
    fit = fit_of([use(0, 0), use(1, 1, times=10)])
    assert fit.counted == 1
    assert fit_of([]).p == 1


@pytest.mark.parametrize(
    ("chi_square", "counted", "p"), [(18.307, 10, 0.05), (29.588, 10, 0.001), (124.342, 100, 0.05)]
)
def test_of_many_draws_the_tail_agrees_with_the_printed_tables(chi_square, counted, p):
    spread = (chi_square / counted) ** 0.5
    uses = [Use(str(number), 10 - spread, 1, 0, 10) for number in range(counted)]
    assert fit_of(uses).p == pytest.approx(p, rel=0.08)


@pytest.mark.parametrize("expected", [0.5, 30])
def test_fair_draws_rarely_look_suspicious_even_where_few_are_expected(expected):
    luck, times = random.Random(1), 100
    low = 0
    for _ in range(200):
        counts = [sum(luck.random() < expected / times for _ in range(times)) for _ in range(60)]
        low += fit_of(use(expected, count, times=times) for count in counts).p < 0.05
    assert 1 <= low <= 22


def test_a_favourite_stands_out():
    assert fit_of([*(use(30, 30, times=300) for _ in range(50)), use(30, 90, times=300)]).stands_out
