"""单元格 · what a person meant by a cell: full-width digits, stray spaces, dates of many kinds."""

import re
from datetime import date, timedelta
from unicodedata import normalize

SERIAL_ZERO = date(1899, 12, 30)  # day 0 of Excel's and WPS's serial numbers
SERIALS = range(20_000, 80_000)  # 1954 to 2119: a bare year is not taken for one of them
EXACT = 10**15  # a spreadsheet's number keeps fifteen digits
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
WIDE = str.maketrans(
    "０１２３４５６７８９"
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
    "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
)
DATE = re.compile(r"(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?(?:0{1,2}:00(?::00)?)?")
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


def text_of(cell: object) -> str:
    """The cell as one line: letters and digits half-width, Chinese punctuation as it was."""
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, int | float):
        return _number_text(cell)
    visible = INVISIBLE.sub("", "" if cell is None else str(cell)).translate(WIDE)
    return " ".join(visible.split())


def _number_text(number: float) -> str:
    """Whole numbers without a point; what is too long to be exact in the form that shows it."""
    if abs(number) >= EXACT:
        return f"{number:.5E}"
    return str(int(number)) if float(number).is_integer() else str(number)


def folded(text: str) -> str:
    """The text with every full-width form made half-width (NFKC): for what a machine compares."""
    return normalize("NFKC", text)


def squeezed(text: str) -> str:
    """The text folded and without any space: for numbers and titles of columns."""
    return "".join(folded(text).split())


def date_of(text: str) -> date | None:
    """2023.10.20, 2023年10月20日, 2023-10-20, 2023/10/20, 20231020 or a serial; else None."""
    text = squeezed(text)
    if match := DATE.fullmatch(text) or COMPACT_DATE.fullmatch(text):
        return _real_date(*map(int, match.groups()))
    if text.isdecimal() and int(text) in SERIALS:
        return SERIAL_ZERO + timedelta(days=int(text))
    return None


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
