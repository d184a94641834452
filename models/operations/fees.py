"""劳务报酬标准 · entered and ended by finance, each with its document (Art. 19)."""

from dataclasses import dataclass
from datetime import date

from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.queries import fees
from models.rules import article_19_fees as art19
from models.tables import FeeStandard, Holding
from models.vocabulary import FeeUnit, Grade, TaskType

_MOST_PERCENT = 200


@dataclass(frozen=True, slots=True)
class Entered:
    """What the document says. ``amount``: fen a unit."""

    grade: Grade | None
    task_type: TaskType | None
    unit: FeeUnit
    amount: int
    hazard_percent: int
    first_day: date
    last_day: date | None
    document: str


def adopt(entered: Entered, *, by: Holding) -> FeeStandard:
    """A new standard; refused beside one that pays the same on the same days."""
    if entered.amount <= 0:
        raise Refusal("标准金额应大于0", article=art19.ARTICLE, field="amount")
    if not 0 <= entered.hazard_percent <= _MOST_PERCENT:
        raise Refusal(
            f"加发比例应在0至{_MOST_PERCENT}之间", article=art19.ARTICLE, field="hazard_percent"
        )
    if not entered.document.strip():
        raise Refusal("请填写标准的依据文件", article=art19.ARTICLE, field="document")
    art19.check_days(entered.first_day, entered.last_day)
    standard = FeeStandard(
        grade=entered.grade,
        task_type=entered.task_type,
        unit=entered.unit,
        amount=entered.amount,
        hazard_percent=entered.hazard_percent,
        first_day=entered.first_day,
        last_day=entered.last_day,
        document=entered.document.strip(),
        by=by.account,
    )
    art19.check_alone(standard, db.session.scalars(fees.entered()))
    db.session.add(standard)
    register(
        "fee_standard:enter", "录入报酬标准", by=by, subject=standard, article=art19.ARTICLE,
        standard=standard.label, amount=standard.amount, counted_by=standard.unit.value,
        since=str(standard.first_day), document=standard.document,
    )  # fmt: skip
    return standard


def end(standard: FeeStandard, last_day: date, *, document: str, by: Holding) -> None:
    """Let it hold to the end of ``last_day``; what was reckoned by it stays."""
    if not document.strip():
        raise Refusal("请填写截止的依据文件", article=art19.ARTICLE, field="document")
    if standard.last_day and standard.last_day <= last_day:
        raise Refusal(
            "这项标准的截止日期只能提前，请改为更早的日期", article=art19.ARTICLE, field="last_day"
        )
    art19.check_days(standard.first_day, last_day)
    standard.last_day = last_day
    register(
        "fee_standard:end", "截止报酬标准", by=by, subject=standard, article=art19.ARTICLE,
        standard=standard.label, until=str(last_day), document=document.strip(),
    )  # fmt: skip
