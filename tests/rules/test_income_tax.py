"""个人所得税: to the fen, at the edge of every bracket, however often a month pays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.income_tax import TABLES, in_force

TABLE = in_force(date(2026, 6, 1))
INCOMES = st.integers(0, 1_000_000_00)


@pytest.mark.parametrize(
    ("income", "tax"),
    [
        (0, 0),
        (800_00, 0),
        (800_01, 0),  # a fifth of a fen
        (800_03, 1),  # six tenths of a fen
        (1_000_00, 40_00),
        (2_000_00, 240_00),  # the tax office's own example
        (4_000_00, 640_00),
        (4_000_01, 640_00),
        (4_000_04, 640_01),
        (10_000_00, 1_600_00),
        (24_999_99, 4_000_00),
        (25_000_00, 4_000_00),
        (25_000_01, 4_000_00),
        (25_000_03, 4_000_01),
        (30_000_00, 5_200_00),
        (62_500_00, 13_000_00),
        (62_500_01, 13_000_00),
        (62_500_02, 13_000_01),
        (100_000_00, 25_000_00),
    ],
)
def test_the_tax_is_what_the_announcement_says(income, tax):
    assert TABLE.tax(income) == tax


@pytest.mark.parametrize(
    ("income", "percent"),
    [(800_00, 20), (25_000_00, 20), (25_000_01, 30), (62_500_00, 30), (62_500_01, 40)],
)
def test_the_rate_changes_above_the_edge_and_not_on_it(income, percent):
    assert TABLE.bracket_of(income).percent == percent


def test_two_payments_of_a_month_are_taxed_as_one():
    first, second = 3_000_00, 2_000_00
    assert TABLE.more(0, first) == 440_00
    assert TABLE.more(first, second) == 800_00 - 440_00


@given(INCOMES, INCOMES)
def test_in_however_many_parts_a_month_pays_the_tax_is_the_same(first, second):
    assert TABLE.more(0, first) + TABLE.more(first, second) == TABLE.tax(first + second)


@given(INCOMES, st.integers(0, 100_00))
def test_who_earns_more_keeps_no_less_and_pays_no_less(income, more):
    assert 0 <= TABLE.tax(income) <= TABLE.tax(income + more)
    assert 0 <= TABLE.more(income, more) <= more


def test_a_payment_before_the_first_table_is_taxed_by_it():
    assert in_force(date(2018, 12, 31)) is TABLES[0]


EDGES = (0, 800_00, 4_000_00, 25_000_00, 62_500_00)


@given(net=INCOMES, before=INCOMES)
def test_a_net_is_reached_to_the_fen_by_the_least_gross(net, before):
    gross = TABLE.gross_for(net, before)
    assert gross - TABLE.more(before, gross) == net
    assert not net or gross - 1 - TABLE.more(before, gross - 1) < net


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("beside", range(-3, 4))
def test_the_gross_is_found_again_at_the_edge_of_each_bracket(edge, beside):
    income = max(0, edge + beside)
    net = income - TABLE.tax(income)
    gross = TABLE.gross_for(net)
    assert gross <= income
    assert gross - TABLE.tax(gross) == net


@given(parts=st.lists(st.integers(0, 30_000_00), max_size=6))
def test_what_is_due_of_one_part_after_another_is_the_tax_of_the_month(parts):
    earned = withheld = 0
    for part in parts:
        withheld += TABLE.due(earned, withheld, part)
        earned += part
    assert withheld == TABLE.tax(earned)


def test_what_was_withheld_too_much_makes_nothing_due():
    assert TABLE.due(1_000_00, 900_00, 500_00) == 0
