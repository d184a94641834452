"""经费预算 · lines by finance; reserved when asked, released when given up, settled when closed."""

from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.queries import budget
from models.rules import article_22_budget as art22
from models.tables import BudgetEntry, BudgetLine, Dispatch, Holding, Section


def open_line(
    *, year: int, section: Section, name: str, document: str, amount: int, by: Holding
) -> BudgetLine:
    """A new yearly line of ``amount`` fen for ``section``."""
    name, document = name.strip(), document.strip()
    _check_line(amount, document)
    if budget.line_named(db.session(), year, section, name):
        raise Refusal(
            f"{section.name}{year}年已有“{name}”，请在该项目上调整预算额",
            article=art22.ARTICLE,
            field="name",
        )
    line = BudgetLine(year=year, section=section, name=name, document=document, amount=amount)
    db.session.add(line)
    register(
        "budget_line:open", "编列预算", by=by, subject=line, article=art22.ARTICLE,
        line=f"{section.name} {line.label}", amount=amount, document=document,
    )  # fmt: skip
    return line


def change_line(line: BudgetLine, *, amount: int, document: str, by: Holding) -> None:
    """Set another yearly amount, never below what is already committed."""
    document = document.strip()
    _check_line(amount, document)
    art22.check_amount(line, amount)
    if amount == line.amount:
        raise Refusal("预算额没有变化，不必调整", article=art22.ARTICLE, field="amount")
    before, line.amount, line.document = line.amount, amount, document
    register(
        "budget_line:change", "调整预算", by=by, subject=line, article=art22.ARTICLE,
        line=f"{line.section.name} {line.label}", before=before, after=amount, document=document,
    )  # fmt: skip


def _check_line(amount: int, document: str) -> None:
    if not document:
        raise Refusal("请填写预算的依据文件", article=art22.ARTICLE, field="document")
    if amount <= 0:
        raise Refusal("预算额应大于0", article=art22.ARTICLE, field="amount")


def reserve(dispatch: Dispatch) -> None:
    """Reserve the estimate; refused, with the figures, when the line cannot bear it. What another
    unit pays burdens no line of the bureau."""
    if dispatch.is_paid_by_unit:
        return
    line = _line_of(dispatch)
    art22.check_reservation(line, dispatch.estimate)
    dispatch.reserved = dispatch.estimate
    _move(dispatch, line, reserved=dispatch.estimate, spent=0)


def check_more(dispatch: Dispatch, amount: int) -> None:
    """Refuse, with the figures, what the line cannot bear besides."""
    if amount:
        art22.check_reservation(_line_of(dispatch), amount)


def reserve_more(dispatch: Dispatch, amount: int) -> None:
    """Reserve ``amount`` fen besides what is reserved already; refused as ``check_more`` does."""
    check_more(dispatch, amount)
    if amount:
        dispatch.reserved += amount
        _move(dispatch, _line_of(dispatch), reserved=amount, spent=0)


def release(dispatch: Dispatch, amount: int | None = None) -> None:
    """Give ``amount`` fen back (all that is reserved, unless told)."""
    back = dispatch.reserved if amount is None else min(amount, dispatch.reserved)
    dispatch.reserved -= back
    if back:
        _move(dispatch, _line_of(dispatch), reserved=-back, spent=0)


def settle(dispatch: Dispatch) -> None:
    """Turn what was earned into spending and give the rest back."""
    if dispatch.is_paid_by_unit:
        return
    paid = sum(part.service.fee for part in dispatch.seated if part.service)
    art22.check_settlement(dispatch.reserved, paid)
    line = _line_of(dispatch)
    _move(dispatch, line, reserved=-dispatch.reserved, spent=paid)
    dispatch.reserved = 0


def _line_of(dispatch: Dispatch) -> BudgetLine:
    if dispatch.budget_line is None:
        raise Refusal("还没有选择预算项目", article=art22.ARTICLE, field="budget_line")
    return dispatch.budget_line


def _move(dispatch: Dispatch, line: BudgetLine, *, reserved: int, spent: int) -> None:
    line.reserved += reserved
    line.spent += spent
    db.session.add(
        BudgetEntry(line_id=line.id, dispatch_id=dispatch.id, reserved=reserved, spent=spent)
    )
