"""第六条第四项 按照文件颁发专家聘书 · its number, and whether it holds good on a day."""

from datetime import date
from typing import Protocol

from models.errors import Refusal
from models.vocabulary import Standing, Validity

ARTICLE = 6


class Appointee(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def standing(self) -> Standing: ...
    @property
    def appointed_from(self) -> date | None: ...
    @property
    def appointed_until(self) -> date | None: ...


def number(year: int, serial: int) -> str:
    """Of the year's series, without gaps and without leading zeros."""
    return f"泽应急专聘〔{year}〕{serial}号"


def term_of(expert: Appointee, on: date) -> tuple[date, date]:
    """From when and until when a certificate issued on that day holds good. Refused to whoever is
    not appointed then."""
    if expert.standing is not Standing.ACTIVE:
        raise Refusal(
            f"{expert.name}现在是“{expert.standing.label}”，不能颁发聘书", article=ARTICLE
        )
    first, last = expert.appointed_from, expert.appointed_until
    if not first or not last:
        raise Refusal(f"{expert.name}的聘期没有登记，请先在名册中补齐", article=ARTICLE)
    if last < on:
        raise Refusal(f"{expert.name}的聘期已于{last}届满，请先在名册中续聘", article=ARTICLE)
    return first, last


def validity(first: date, last: date, on: date) -> Validity:
    """By its dates alone; both ends included."""
    if on < first:
        return Validity.NOT_YET
    return Validity.IN_FORCE if on <= last else Validity.EXPIRED
