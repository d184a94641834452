"""公开前的检查: personal numbers are found, the numbers of offices are not."""

import re

import pytest

from models.rules.public_words import unfit_for_the_public
from tests.office import id_number

ID, MOBILE = "正文中有身份证号，请删去", "正文中有手机号，请改为办公电话"
ID_NUMBER = id_number(7)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        (f"身份证号{ID_NUMBER}。", [ID]),
        (next(filter(re.compile("X$").search, map(id_number, range(99)))).lower(), [ID]),
        ("联系人手机19000000001", [MOBILE]),
        (f"{ID_NUMBER}，13900000000", [ID, MOBILE]),
        ("电话0356-2061979", []),
        ("泽应急发〔2026〕12号，金额120000000000元，统一社会信用代码91990100MA0000001X", []),
        (f"{ID_NUMBER[:-1]}{'1' if ID_NUMBER[-1] != '1' else '2'}", []),
    ],
)  # fmt: skip
def test_personal_numbers_must_not_stand_in_public_words(text, lacks):
    assert unfit_for_the_public(text) == lacks
