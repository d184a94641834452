"""元角分 · an amount as a person types it, in yuan, read as whole 分."""

import re
import unicodedata

from models.errors import Refusal
from models.rules.capital_yuan import yuan

LIMIT = 10_000_000_000  # fen: a hundred million yuan, far above a county bureau's whole budget
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
_PLAIN = re.compile(r"(\d+)(?:\.(\d{1,2}))?", re.ASCII)


def fen_of(typed: str, field: str) -> int:
    """``1,200.5`` → ``120050``. Full-width digits, ¥, 元 and grouping commas are understood;
    anything else is refused beside ``field``."""
    text = unicodedata.normalize("NFKC", typed).strip().removeprefix("¥").removesuffix("元").strip()
    if text.startswith("-"):
        raise Refusal("金额不能是负数", field=field)
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if not (amount := _PLAIN.fullmatch(text)):
        raise Refusal("请填写以元为单位的数字，最多两位小数，如 12000 或 12000.50", field=field)
    fen = int(amount[1][:12]) * 100 + int((amount[2] or "").ljust(2, "0"))
    if fen >= LIMIT:
        raise Refusal(f"金额应小于{yuan(LIMIT)}，请核对是否多写了位数", field=field)
    return fen
