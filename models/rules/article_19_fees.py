"""第十九条 专家劳务报酬 · which dated standard holds, what it pays, and why.

A standard names the document it comes from. Where none is entered the bureau pays what the deputy
approved. All amounts in fen, a fraction of a fen rounded half up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol, TypeVar

from models.errors import Refusal
from models.rules.capital_yuan import yuan
from models.vocabulary import FeeUnit, Grade, TaskType

ARTICLE = 19
_HOURS_A_HALF_DAY, _MINUTES_AN_HOUR = 4, 60


class Standard(Protocol):
    """A row. ``grade`` or ``task_type`` None: any; ``last_day`` None: until it is ended."""

    @property
    def grade(self) -> Grade | None: ...
    @property
    def task_type(self) -> TaskType | None: ...
    @property
    def unit(self) -> FeeUnit: ...
    @property
    def amount(self) -> int: ...
    @property
    def hazard_percent(self) -> int: ...
    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date | None: ...
    @property
    def document(self) -> str: ...
    @property
    def label(self) -> str: ...


AnyStandard = TypeVar("AnyStandard", bound=Standard)


@dataclass(frozen=True, slots=True)
class Work:
    """What is paid for. ``minutes``: on the spot, None where nobody noted it; ``approved``: the
    most that the deputy approved for one expert and half day; ``unpaid``: the ground not to pay."""

    half_days: int
    minutes: int | None
    is_hazardous: bool
    approved: int
    unpaid: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the reckoning, as a person reads it."""

    text: str
    amount: int


def holding(
    rows: Iterable[AnyStandard], grade: Grade, task_type: TaskType, on: date
) -> AnyStandard | None:
    """The standard that pays this on that day: the most particular of those that apply, the grade
    before the kind of task. None where nothing is entered."""
    applying = [
        row
        for row in rows
        if row.grade in {None, grade}
        and row.task_type in {None, task_type}
        and row.first_day <= on <= (row.last_day or on)
    ]
    return max(applying, key=lambda row: (bool(row.grade), bool(row.task_type)), default=None)


def reckoned(standard: Standard | None, work: Work) -> Sequence[Line]:
    """The fee, line by line; their sum is what is paid before tax."""
    if work.unpaid:
        return [Line(f"不计酬：{work.unpaid}", 0)]
    most = work.approved * work.half_days
    if standard is None:
        return [Line(f"报酬标准未配置，按审批的每半天{yuan(work.approved)}×{work.half_days}", most)]
    lines = [_basis(standard, work), *_surcharge(standard, work)]
    total = sum(line.amount for line in lines)
    over = [Line(f"审批的报酬为{yuan(most)}，超出部分不发", most - total)] if total > most else []
    return [*lines, *over]


def total(lines: Iterable[Line]) -> int:
    return sum(line.amount for line in lines)


def most_a_half_day(standard: Standard, half_days: int, *, is_hazardous: bool) -> int:
    """What the standard lets a half day cost at most: by this a rate is approved."""
    whole = standard.amount * _quantity(standard.unit, half_days, None)
    if is_hazardous:
        whole += whole * standard.hazard_percent / 100
    return _rounded(whole / half_days)


def check_rate(rate: int, standard: Standard, half_days: int, *, is_hazardous: bool) -> None:
    """Refuse, with the figures, a rate above the standard."""
    most = most_a_half_day(standard, half_days, is_hazardous=is_hazardous)
    if rate > most:
        raise Refusal(
            f"每人每半天报酬{yuan(rate)}高于标准{yuan(most)}（{standard.label}，"
            f"{standard.document}），请按标准填写",
            article=ARTICLE,
            field="rate",
        )


def check_days(first_day: date, last_day: date | None) -> None:
    if last_day and last_day < first_day:
        raise Refusal("截止日不能早于开始日", article=ARTICLE, field="last_day")


def check_alone(row: Standard, others: Iterable[Standard]) -> None:
    """Refuse a row beside another that pays the same on the same day, and name it."""
    for other in others:
        alike = (other.grade, other.task_type) == (row.grade, row.task_type)
        starts_before = other.last_day is None or row.first_day <= other.last_day
        ends_after = row.last_day is None or other.first_day <= row.last_day
        if alike and starts_before and ends_after:
            raise Refusal(
                f"与已有标准“{other.label}”（{other.document}）日期重叠；请先截止原标准，再录入新标准",
                article=ARTICLE,
                field="first_day",
            )


def _basis(standard: Standard, work: Work) -> Line:
    quantity = _quantity(standard.unit, work.half_days, work.minutes)
    shown = f"{float(quantity):.2f}".rstrip("0").rstrip(".")
    text = f"{standard.label}（{standard.document}）×{shown}{standard.unit.label}"
    return Line(text, _rounded(standard.amount * quantity))


def _surcharge(standard: Standard, work: Work) -> list[Line]:
    if not (work.is_hazardous and standard.hazard_percent):
        return []
    basis = Fraction(_basis(standard, work).amount)
    amount = _rounded(basis * standard.hazard_percent / 100)
    return [Line(f"危险作业场所加发{standard.hazard_percent}%", amount)]


def _quantity(unit: FeeUnit, half_days: int, minutes: int | None) -> Fraction:
    """How many units the work is. Hours nobody noted on the spot are those of the half days."""
    if minutes is None:
        minutes = half_days * _HOURS_A_HALF_DAY * _MINUTES_AN_HOUR
    quantities = {
        FeeUnit.DAY: Fraction(half_days, 2),
        FeeUnit.HALF_DAY: Fraction(half_days),
        FeeUnit.HOUR: Fraction(minutes, _MINUTES_AN_HOUR),
        FeeUnit.ITEM: Fraction(1),
    }
    return quantities[unit]


def _rounded(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))
