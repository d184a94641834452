"""收款账号: what is understood, what is refused, and that no refusal repeats it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules import bank_card

CARD = "6200000000000005"


@pytest.mark.parametrize(
    "written", [CARD, "6200 0000 0000 0005", "６２００0000-0000-0005", f"\u200b{CARD} "]
)
def test_a_number_is_understood_as_people_write_it(written):
    assert bank_card.parse(written) == CARD


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("", "只能有数字"),
        ("=1+1", "只能有数字"),
        ("12345", "应为12至25位数字，现在是5位"),
        ("9" * 26, "应为12至25位数字，现在是26位"),
        ("6200000000000006", "校验未通过"),
    ],
)
def test_what_no_bank_has_is_refused(written, answer):
    with pytest.raises(Refusal, match=answer):
        bank_card.parse(written)


@given(st.text(min_size=12))
def test_no_refusal_repeats_what_was_written(written):
    said = ""
    try:
        said = bank_card.parse(written)
    except Refusal as no:
        said = no.message.replace(written, "")
        said = "0" if said == no.message else said
    assert said.isdecimal()


def test_one_digit_wrong_is_noticed():
    for place in range(len(CARD)):
        wrong = CARD[:place] + str((int(CARD[place]) + 1) % 10) + CARD[place + 1 :]
        assert not bank_card.adds_up(wrong)


def test_only_the_expert_is_the_holder():
    bank_card.check_holder("张 三", "张三")
    with pytest.raises(Refusal, match="只发给本人"):
        bank_card.check_holder("李四", "张三")
