"""公民身份号码."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules.gb_11643 import IdNumber, check_digit
from models.vocabulary import Sex
from tests.rosters import id_number

MAN = id_number(date(1980, 2, 29), 11)
WOMAN = id_number(date(1975, 12, 1), 12)


def test_a_number_tells_birth_date_and_sex():
    man, woman = IdNumber.parse(MAN), IdNumber.parse(WOMAN)
    assert (man.birth_date, man.sex) == (date(1980, 2, 29), Sex.MALE)
    assert (woman.birth_date, woman.sex) == (date(1975, 12, 1), Sex.FEMALE)


def test_the_example_of_the_standard_passes():
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"


@pytest.mark.parametrize(
    "written",
    [
        f"  {MAN} ",
        f"{MAN[:6]} {MAN[6:14]} {MAN[14:]}",
        MAN.translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
        f"\ufeff{MAN}\u200b",
        f"{MAN[:6]}\u3000{MAN[6:]}",
    ],
)
def test_a_number_is_understood_however_it_was_typed(written):
    assert IdNumber.parse(written).text == MAN


def test_a_small_or_full_width_x_is_a_capital_one():
    number = next(
        n for order in range(1, 99) if (n := id_number(date(1980, 1, 1), order))[-1] == "X"
    )
    assert {IdNumber.parse(number[:-1] + x).text for x in "xXｘＸ"} == {number}


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "请填写身份证号"),
        (MAN[:-1], "应为18位，现在是17位"),
        ("990100800229111", "15位的旧身份证号，请填写现用的18位"),
        (f"{MAN[:4]}O{MAN[5:]}", "第5位“O”不对，应为数字"),
        (f"{MAN[:17]}Y", "第18位“Y”不对，应为数字或X"),
        (f"{MAN[:16]}XX", "第17位“X”不对"),
        (f"{MAN[:6]}19810229{MAN[14:]}", "第7至14位不是真实的出生日期"),
        (f"{MAN[:6]}18991231{MAN[14:]}", "早于1900年"),
    ],
)
def test_a_wrong_number_is_told_what_is_wrong(written, sentence):
    with pytest.raises(Refusal, match=sentence) as refusal:
        IdNumber.parse(written)
    assert refusal.value.field == "id_number"


@given(st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_never_passes(position, shift):
    digit = str((int(MAN[position]) + shift) % 10)
    with pytest.raises(Refusal):
        IdNumber.parse(MAN[:position] + digit + MAN[position + 1 :])


def test_the_right_check_digit_is_not_told():
    wrong = MAN[:-1] + ("1" if MAN[-1] != "1" else "2")
    with pytest.raises(Refusal, match="校验未通过") as refusal:
        IdNumber.parse(wrong)
    assert not [character for character in refusal.value.message if character.isdigit()]


def test_a_masked_number_shows_three_and_four():
    assert IdNumber.parse(MAN).masked == f"990***********{MAN[-4:]}"


def test_a_number_that_is_logged_is_masked():
    assert MAN not in f"{IdNumber.parse(MAN)} {IdNumber.parse(MAN)!r}"


@given(st.text())
def test_nothing_but_a_refusal_answers_nonsense(written):
    with pytest.raises(Refusal):
        IdNumber.parse(written)
