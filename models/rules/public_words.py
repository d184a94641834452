"""公开前的检查 · what must not stand in words that everybody can read."""

import re

from models.rules.gb_11643 import check_digit

_ID_NUMBER = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


def unfit_for_the_public(text: str) -> list[str]:
    """A sentence for each kind of personal number found in ``text``; empty where there is none.
    Telephones of offices may stand: only mobile ones belong to a person."""
    numbers = (found.group().upper() for found in _ID_NUMBER.finditer(text))
    lacks = []
    if any(check_digit(number[:-1]) == number[-1] for number in numbers):
        lacks.append("正文中有身份证号，请删去")
    if _MOBILE.search(text):
        lacks.append("正文中有手机号，请改为办公电话")
    return lacks
