"""第十一条 轮换使用: expected against actual use."""

import random

import pytest

from models.rules.article_11_rotation import Use, fit_of


def test_a_use_far_from_what_was_expected_stands_out():
    assert Use("ZZ0001", expected=4, variance=4, actual=12).stands_out
    assert not Use("ZZ0001", expected=4, variance=4, actual=8).stands_out


def test_whoever_had_no_chance_does_not_count():
    assert Use("ZZ0001", 0, 0, 0).deviation == 0
    assert fit_of([Use("ZZ0001", 0, 0, 0), Use("ZZ0002", 1, 1, 1)]).freedom == 1


@pytest.mark.parametrize(
    ("chi_square", "freedom", "p"), [(18.307, 10, 0.05), (29.588, 10, 0.001), (124.342, 100, 0.05)]
)
def test_the_tail_agrees_with_the_printed_tables(chi_square, freedom, p):
    spread = (chi_square / (freedom + 1)) ** 0.5
    uses = [Use(str(number), 10 - spread, 1, 10) for number in range(freedom + 1)]
    assert fit_of(uses).p == pytest.approx(p, rel=0.08)


def test_fair_draws_fit_and_a_favourite_does_not():
    luck = random.Random(1)
    fair = [sum(luck.random() < 0.1 for _ in range(300)) for _ in range(200)]
    uses = [Use(str(number), 30, 27, count) for number, count in enumerate(fair)]
    assert not fit_of(uses).stands_out
    assert fit_of([*uses[1:], Use("favourite", 30, 27, 130)]).stands_out
