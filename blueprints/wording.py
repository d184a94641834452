"""How dates, numbers and days are written for a reader."""

from datetime import date, datetime

from models import clock

_NUMERALS = "零一二三四五六七八九十"


def chinese(number: int) -> str:
    """第〇条 to 第九十九条: 11 → 十一, 24 → 二十四."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens]) + "十" if tens else ""
    return head + (_NUMERALS[ones] if ones or not tens else "")


def day(value: date | datetime | None) -> str:
    if value is None:
        return ""
    local = clock.local(value) if isinstance(value, datetime) else value
    return f"{local.year}年{local.month}月{local.day}日"


def moment(value: datetime | None) -> str:
    return f"{day(value)} {clock.local(value):%H:%M}" if value else ""


def half_days(count: int) -> str:
    """3 → 1.5天."""
    return f"{count // 2}.5天" if count % 2 else f"{count // 2}天"
