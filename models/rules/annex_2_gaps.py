"""附件2 填报审核 · what an application form still lacks, and where its entries contradict it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from models.errors import Refusal
from models.rules.annex_2 import CLAIMS, ENTRIES
from models.rules.annex_3_line import MOBILE_FORM
from models.rules.article_05_eligibility import age_on
from models.rules.gb_11643 import IdNumber
from models.vocabulary import Employment

_WANTED = (
    "name", "mobile", "id_number", "employment", "employer", "title", "school", "degree",
    "major", "field", "years", "primary", "resume", "achievements", "route", "safety_years",
)  # fmt: skip
_YEARS = ("years", "safety_years")
_YOUNGEST = 16  # 周岁: nobody works before (劳动法 Art. 15)
_LABELS = {**ENTRIES, **CLAIMS}
SPECIALTIES = ("primary", "second", "third")


def number_in(written: str) -> int | None:
    """A whole number of years, or None where none is written."""
    text = written.strip()
    return int(text) if text.isdecimal() and len(text) < 3 else None


def id_number_in(entries: Mapping[str, str]) -> IdNumber | None:
    """The ID number where a right one is written."""
    try:
        return IdNumber.parse(entries.get("id_number", ""))
    except Refusal:
        return None


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing or wrong, and the entry beside which it is said, if any."""

    sentence: str
    field: str = ""


def gaps_in(entries: Mapping[str, str], day: date) -> list[Gap]:
    """Empty when, as to its entries, the form could be handed in on ``day``."""
    return [*_empty(entries), *_wrong(entries), *_contradictions(entries, day)]


def _empty(entries: Mapping[str, str]) -> Iterator[Gap]:
    empty = [_LABELS[name] for name in _WANTED if not entries.get(name, "").strip()]
    if empty:
        yield Gap(f"还没有填写：{'、'.join(empty)}")
    is_other = entries.get("employment") == Employment.OTHER
    if is_other and not entries.get("employment_note", "").strip():
        yield Gap("在岗情况选了“其他”，请说明情况", "employment_note")


def _wrong(entries: Mapping[str, str]) -> Iterator[Gap]:
    """What was written and cannot be so. Nothing written is a gap, not a mistake."""
    if entries.get("id_number", "").strip():
        yield from _wrong_id_number(entries["id_number"])
    mobile = entries.get("mobile", "").strip()
    if mobile and not MOBILE_FORM.fullmatch(mobile):
        yield Gap("移动电话应为一个以1开头的11位手机号", "mobile")
    for name in _YEARS:
        if entries.get(name, "").strip() and number_in(entries[name]) is None:
            yield Gap(f"{_LABELS[name]}应为整数，如 12", name)
    chosen = [entries[name] for name in SPECIALTIES if entries.get(name)]
    if len(set(chosen)) < len(chosen):
        yield Gap("同一个专业选了两次，请改选或留空", "second")


def _wrong_id_number(written: str) -> Iterator[Gap]:
    try:
        IdNumber.parse(written)
    except Refusal as refusal:
        yield Gap(refusal.message, "id_number")


def _contradictions(entries: Mapping[str, str], day: date) -> Iterator[Gap]:
    """The birth date of the ID number bounds every year that is claimed."""
    number = id_number_in(entries)
    if number is None:
        return
    age = age_on(number.birth_date, day)
    for name in _YEARS:
        years = number_in(entries.get(name, ""))
        if years is not None and years > max(age - _YOUNGEST, 0):
            yield Gap(
                f"{_LABELS[name]}{years}年，与身份证号上的出生日期（现年{age}周岁）不符，请核对",
                name,
            )
