"""公民身份号码 (GB 11643-1999) · eighteen characters that carry a birth date, a sex and a check."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self
from unicodedata import normalize

from models.errors import Refusal
from models.vocabulary import Sex

LENGTH = 18
OLD_LENGTH = 15
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
INVISIBLE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


@dataclass(frozen=True, slots=True, repr=False)
class IdNumber:
    """A number that has passed every check. Its ``repr`` is masked, so that no log can hold it."""

    text: str

    @classmethod
    def parse(cls, written: str) -> Self:
        """The number as a person wrote it: full-width digits, spaces and a small x are understood.

        Refuses beside ``id_number`` and names what is wrong. The right check digit is not told:
        a number that is guessed until it fits is not somebody's number.
        """
        text = INVISIBLE.sub("", normalize("NFKC", written)).upper()
        _refuse_length(text)
        _refuse_characters(text)
        _refuse_birth_date(text)
        if check_digit(text[:-1]) != text[-1]:
            raise _refusal("身份证号校验未通过，请对照证件逐位核对")
        return cls(text)

    @property
    def birth_date(self) -> date:
        return _birth_date(self.text)

    @property
    def sex(self) -> Sex:
        """The seventeenth digit is odd for a man."""
        return Sex.MALE if int(self.text[16]) % 2 else Sex.FEMALE

    @property
    def masked(self) -> str:
        """The first three and the last four."""
        return f"{self.text[:3]}{'*' * 11}{self.text[-4:]}"

    def __repr__(self) -> str:
        return f"IdNumber({self.masked})"


def check_digit(body: str) -> str:
    """The eighteenth character for the seventeen before it (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return CHECKS[total % 11]


def _refusal(message: str) -> Refusal:
    return Refusal(message, field="id_number")


def _refuse_length(text: str) -> None:
    if not text:
        raise _refusal("请填写身份证号")
    if len(text) == OLD_LENGTH and text.isdecimal():
        raise _refusal("这是15位的旧身份证号，请填写现用的18位身份证号")
    if len(text) != LENGTH:
        raise _refusal(f"身份证号应为18位，现在是{len(text)}位")


def _refuse_characters(text: str) -> None:
    for position, character in enumerate(text, start=1):
        if not ("0" <= character <= "9" or (position == LENGTH and character == "X")):
            last = "数字或X" if position == LENGTH else "数字"
            raise _refusal(f"身份证号第{position}位“{character}”不对，应为{last}")


def _refuse_birth_date(text: str) -> None:
    try:
        born = _birth_date(text)
    except ValueError:
        raise _refusal("身份证号第7至14位不是真实的出生日期") from None
    if born.year < 1900:
        raise _refusal("身份证号第7至14位的出生日期早于1900年")


def _birth_date(text: str) -> date:
    return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
