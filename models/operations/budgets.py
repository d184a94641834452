"""预算执行 · reserved when asked, released when given up, settled when the dispatch is closed."""

from models import clock
from models.db import db
from models.errors import Refusal
from models.rules import article_22_budget as art22
from models.tables import BudgetEntry, BudgetLine, Dispatch


def reserve(dispatch: Dispatch) -> None:
    """Reserve the estimate; refused, with the figures, when the line cannot bear it. What another
    unit pays burdens no line of the bureau."""
    if dispatch.is_paid_by_unit:
        return
    line = _line_of(dispatch)
    begins = dispatch.starts_at or clock.now()
    art22.check_line(line, dispatch.section_id, clock.local(begins).year)
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
    """Read anew and locked: of two who reserve at the same moment the second is told the figures
    that the first has left."""
    if (line := dispatch.budget_line) is None:
        raise Refusal("还没有选择预算项目", article=art22.ARTICLE, field="budget_line")
    hold(line)
    return line


def hold(line: BudgetLine) -> None:
    """From here on nobody else moves the line, until the unit of work ends."""
    db.session.refresh(line, with_for_update={"of": BudgetLine})


def _move(dispatch: Dispatch, line: BudgetLine, *, reserved: int, spent: int) -> None:
    line.reserved += reserved
    line.spent += spent
    db.session.add(
        BudgetEntry(
            line_id=line.id,
            dispatch_id=dispatch.id,
            reserved=reserved,
            spent=spent,
            free=line.free,
        )
    )
