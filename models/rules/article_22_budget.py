"""第二十二条 先预算后支出、先审批后使用，严禁无预算或超预算支出. All amounts in fen."""

from typing import Protocol

from models.errors import Refusal
from models.rules.capital_yuan import yuan

ARTICLE = 22
MOST_SCANS = 10  # files of one document


class Line(Protocol):
    @property
    def year(self) -> int: ...
    @property
    def section_id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def amount(self) -> int: ...
    @property
    def reserved(self) -> int: ...
    @property
    def spent(self) -> int: ...


def free(line: Line) -> int:
    """What can still be reserved."""
    return line.amount - line.reserved - line.spent


def check_line(line: Line, section_id: int, year: int) -> None:
    """Refuse to burden another section's line, or that of a year in which nobody works."""
    if line.section_id != section_id:
        raise Refusal(
            f"“{line.name}”不是本股室的预算项目，请选择本股室的",
            article=ARTICLE,
            field="budget_line",
        )
    if line.year != year:
        raise Refusal(
            f"任务在{year}年，“{line.name}”是{line.year}年的预算；请选择{year}年的预算项目，"
            "还没有编列的请先商财务室编列",
            article=ARTICLE,
            field="budget_line",
        )


def check_reservation(line: Line, amount: int) -> None:
    """Refuse, with the figures, a reservation that the line cannot bear."""
    if amount > free(line):
        raise Refusal(
            f"预算不足：“{line.name}”年度预算{yuan(line.amount)}，已预留{yuan(line.reserved)}，"
            f"已支出{yuan(line.spent)}，可用{yuan(free(line))}，本次需要{yuan(amount)}；"
            "请减少人数或天数，或商财务室调整预算",
            article=ARTICLE,
            field="rate",
        )


def check_amount(line: Line, amount: int) -> None:
    """Refuse a yearly amount below what is already reserved and spent."""
    committed = line.reserved + line.spent
    if amount < committed:
        raise Refusal(
            f"预算额不能少于已预留和已支出的{yuan(committed)}", article=ARTICLE, field="amount"
        )


def check_settlement(reserved: int, paid: int) -> None:
    """Refuse to pay more than was approved."""
    if paid > reserved:
        raise Refusal(
            f"应发报酬{yuan(paid)}超过审批预留的{yuan(reserved)}；请核对实际半天数，"
            "确需增加的应先办理预算和审批",
            article=ARTICLE,
        )
