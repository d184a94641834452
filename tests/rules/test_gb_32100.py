"""统一社会信用代码."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules.gb_32100 import ALPHABET, check_character, credit_code

INVENTED = "91990100MA0ABCDE4"
CODE = INVENTED + check_character(INVENTED)


def test_a_published_code_passes():
    assert credit_code("91350100M000100Y43") == "91350100M000100Y43"


def test_spaces_small_letters_and_full_width_are_understood():
    assert credit_code(f" {CODE[:8].lower()} {CODE[8:].lower()}　") == CODE


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (CODE[:-1], "应为18位，现在是17位"),
        (f"{CODE[:8]}O{CODE[9:]}", "第9位“O”不对"),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong(written, sentence):
    with pytest.raises(Refusal, match=sentence) as refusal:
        credit_code(written)
    assert refusal.value.field == "credit_code"


@given(st.integers(0, 17), st.integers(1, 30))
def test_one_wrong_character_never_passes(position, shift):
    other = ALPHABET[(ALPHABET.index(CODE[position]) + shift) % 31]
    with pytest.raises(Refusal, match="校验未通过"):
        credit_code(CODE[:position] + other + CODE[position + 1 :])
