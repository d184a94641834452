"""劳务报酬标准 · entered and ended by finance by a document, confirmed by another (Art. 19)."""

from dataclasses import dataclass
from datetime import date

from models import chain, clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell_post
from models.operations.register import register
from models.queries import fees
from models.rules import article_19_fees as art19
from models.tables import FeeStandard, Holding
from models.vocabulary import FeeUnit, Grade, Permission, Post, TaskType

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
    chain.head_of(db.session())  # of two that are entered at the same moment one comes first
    art19.check_alone(standard, _others(standard))
    db.session.add(standard)
    register(
        "fee_standard:enter", "录入报酬标准", by=by, subject=standard, article=art19.ARTICLE,
        standard=standard.label, amount=standard.amount, counted_by=standard.unit.value,
        since=str(standard.first_day), document=standard.document,
    )  # fmt: skip
    for post in (Post.LEADER, Post.FINANCE):
        tell_post(post, standard, f"报酬标准待他人确认：{standard.label}")
    return standard


def _others(standard: FeeStandard) -> list[FeeStandard]:
    """But for those ended before anybody confirmed them: they never pay."""
    rows = db.session.scalars(fees.entered())
    return [row for row in rows if row is not standard and (row.confirmed_at or not row.last_day)]


def confirm(standard: FeeStandard, *, by: Holding) -> None:
    """Read against its document by somebody else; from here on it pays."""
    if no := policy.refusal(by, Permission.CONFIRM_FEES, standard):
        raise no
    chain.head_of(db.session())
    db.session.refresh(standard)
    if standard.confirmed_at:
        raise Refusal("这项标准已经确认，不必再确认", article=art19.ARTICLE)
    art19.check_alone(standard, _others(standard))
    standard.confirmed_at, standard.confirmed_by = clock.now(), by.account
    register(
        "fee_standard:confirm", "确认报酬标准", by=by, subject=standard, article=art19.ARTICLE,
        standard=standard.label, amount=standard.amount, document=standard.document,
    )  # fmt: skip


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
