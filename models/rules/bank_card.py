"""收款账号 · a bank account number as a person writes it (ISO/IEC 7812, JR/T 0008)."""

import re
from unicodedata import normalize

from models.errors import Refusal

ARTICLE = 20
_SHORTEST, _LONGEST = 12, 25
_CARD = re.compile(r"62\d{14,17}")
_BETWEEN = re.compile(r"[\s\-\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


def parse(written: str) -> str:
    """The digits alone. Full-width digits, spaces and hyphens are understood; a number that no
    bank can have is refused, and the refusal never repeats it."""
    number = _BETWEEN.sub("", normalize("NFKC", written))
    if not re.fullmatch(r"[0-9]+", number):
        raise _refusal("收款账号只能有数字，请对照银行卡或存折核对")
    if not _SHORTEST <= len(number) <= _LONGEST:
        raise _refusal(f"收款账号应为{_SHORTEST}至{_LONGEST}位数字，现在是{len(number)}位")
    if _CARD.fullmatch(number) and not adds_up(number):
        raise _refusal("银行卡号校验未通过，请对照银行卡逐位核对")
    return number


def adds_up(number: str) -> bool:
    """The check of Luhn, which every bank card carries."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def check_holder(holder: str, expert: str) -> None:
    """The money goes to the expert and to nobody else."""
    if "".join(holder.split()) != "".join(expert.split()):
        raise Refusal(
            f"户名应是专家本人（{expert}），劳务报酬只发给本人", article=ARTICLE, field="holder"
        )


def _refusal(message: str) -> Refusal:
    return Refusal(message, article=ARTICLE, field="number")
