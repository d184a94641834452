"""人民币大写."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules.capital_yuan import DIGITS, LIMIT, capital_yuan, yuan

FORMS = {
    0: "零元整",
    5: "伍分",
    50: "伍角整",
    55: "伍角伍分",
    1_00: "壹元整",
    1_05: "壹元零伍分",
    1_50: "壹元伍角整",
    10_00: "壹拾元整",
    10_50: "壹拾元零伍角整",
    325_04: "叁佰贰拾伍元零肆分",
    1_010_00: "壹仟零壹拾元整",
    1_200_00: "壹仟贰佰元整",
    1_409_50: "壹仟肆佰零玖元伍角整",
    1_680_32: "壹仟陆佰捌拾元零叁角贰分",
    6_007_14: "陆仟零柒元壹角肆分",
    16_409_02: "壹万陆仟肆佰零玖元零贰分",
    100_000_00: "壹拾万元整",
    107_000_53: "壹拾万柒仟元零伍角叁分",
    1_000_001_00: "壹佰万零壹元整",
    100_001_000_00: "壹亿零壹仟元整",
    100_010_000_00: "壹亿零壹万元整",
    100_000_001_00: "壹亿零壹元整",
    999_999_999_999_99: "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
}


@pytest.mark.parametrize(("fen", "capital"), FORMS.items())
def test_the_statutory_form(fen, capital):
    assert capital_yuan(fen) == capital


@given(st.integers(0, LIMIT - 1))
def test_every_amount_can_be_read_back(fen):
    assert value_of(capital_yuan(fen)) == fen


@given(st.integers(0, LIMIT - 1))
def test_no_amount_says_zero_twice_or_ends_a_place_with_it(fen):
    text = capital_yuan(fen).removeprefix("零元")
    assert not any(wrong in text for wrong in ("零零", "零万", "零亿", "零元", "零角", "零分"))


@pytest.mark.parametrize("fen", [-1, LIMIT])
def test_what_has_no_form_is_refused(fen):
    with pytest.raises(Refusal, match="0元至9999亿元"):
        capital_yuan(fen)


def test_an_amount_in_figures_has_its_thousands_parted_and_both_decimals():
    assert [yuan(fen) for fen in (0, 5, 1_200_00, -1_234_567_89)] == [
        "0.00元",
        "0.05元",
        "1,200.00元",
        "-1,234,567.89元",
    ]


def value_of(text: str) -> int:
    """Read a capital amount as a person does: digit, place, group."""
    places = {"拾": 10, "佰": 100, "仟": 1000}
    total = group = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS.index(character)
        elif character in places:
            group, digit = group + digit * places[character], 0
        elif character in "亿万元":
            group, digit = group + digit, 0
            total, group = total + group * {"亿": 10**10, "万": 10**6, "元": 100}[character], 0
        elif character in "角分":
            total, digit = total + digit * {"角": 10, "分": 1}[character], 0
    return total
