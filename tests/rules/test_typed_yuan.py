"""元角分: what people type is read to the cent, or refused in words."""

import pytest

from models.errors import Refusal
from models.rules.typed_yuan import LIMIT, fen_of


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12000", 1_200_000),
        ("12000.5", 1_200_050),
        ("0.01", 1),
        (" ¥1,200.00元 ", 120_000),
        ("１２００．５", 120_050),
        ("1，200，000", 120_000_000),
        ("99999999.99", LIMIT - 1),
    ],
)
def test_an_amount_in_yuan_is_read_in_fen(typed, fen):
    assert fen_of(typed, "amount") == fen


@pytest.mark.parametrize(
    "typed", ["", "一千", "1.234", "1,20", "1e9", "12 000", ".5", "5.", "١٢", "+1"]
)
def test_what_is_no_amount_is_refused_beside_its_field(typed):
    with pytest.raises(Refusal, match="请填写以元为单位的数字") as refusal:
        fen_of(typed, "amount")
    assert refusal.value.field == "amount"


def test_below_nothing_is_refused():
    with pytest.raises(Refusal, match="不能是负数"):
        fen_of("-0.01", "amount")


@pytest.mark.parametrize("typed", ["100000000", "123456789012", "9" * 400])
def test_too_many_digits_are_refused(typed):
    with pytest.raises(Refusal, match="请核对是否多写了位数"):
        fen_of(typed, "amount")
