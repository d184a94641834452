"""第二十二条 先预算后支出."""

from types import SimpleNamespace

import pytest

from models.errors import Refusal
from models.rules.article_22_budget import (
    check_amount,
    check_reservation,
    check_settlement,
    free,
)

LINE = SimpleNamespace(name="专家劳务费", amount=100_000, reserved=30_000, spent=20_000)


def test_what_is_free_is_what_is_neither_reserved_nor_spent():
    assert free(LINE) == 50_000


def test_a_reservation_may_take_all_that_is_free_and_not_a_fen_more():
    check_reservation(LINE, 50_000)
    with pytest.raises(Refusal, match=r"可用500\.00元，本次需要500\.01元") as refusal:
        check_reservation(LINE, 50_001)
    assert refusal.value.article == 22


def test_a_line_is_never_cut_below_what_it_has_promised():
    check_amount(LINE, 50_000)
    with pytest.raises(Refusal, match="不能少于"):
        check_amount(LINE, 49_999)


def test_no_more_is_paid_than_was_approved():
    check_settlement(30_000, 30_000)
    with pytest.raises(Refusal, match="超过审批预留"):
        check_settlement(30_000, 30_001)
