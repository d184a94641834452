"""经费核对 · what always holds of budget lines, of what is reserved on them and of what is paid."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import Row, String, cast, exists, func, literal, select
from sqlalchemy.orm import Session

from models.rules.capital_yuan import yuan
from models.tables import (
    Assignment,
    BudgetChange,
    BudgetEntry,
    BudgetLine,
    Dispatch,
    Payment,
    Reimbursement,
    ReimbursementLine,
    ServiceRecord,
    Signature,
)
from models.workflows.assignment import HOLDING
from models.workflows.dispatch import State
from models.workflows.reimbursement import Action as ReimbursementAction
from models.workflows.reimbursement import State as ReimbursementState

Fault = tuple[str, str]
_OVER = frozenset({State.CLOSED, State.CANCELLED})
_PAYABLE = frozenset({ReimbursementState.APPROVED, ReimbursementState.PAID})


def lines_within_amount(session: Session) -> Iterator[Fault]:
    """The database refuses it as well; a database that was tampered with does not."""
    line = BudgetLine
    query = select(line.id, line.amount, line.reserved, line.spent).where(
        (line.reserved + line.spent > line.amount) | (line.reserved < 0) | (line.spent < 0)
    )
    for number, amount, reserved, spent in session.execute(query.order_by(line.id)):
        yield (
            f"budget_line:{number}",
            f"预算额{yuan(amount)}，已预留{yuan(reserved)}，已支出{yuan(spent)}，超出预算",
        )


def lines_told_by_rows(session: Session) -> Iterator[Fault]:
    """Amount, reserved and spent are what the line's own rows come to, and at no moment was more
    committed than it held."""
    changes, entries = _by_line(session, BudgetChange), _by_line(session, BudgetEntry)
    line = BudgetLine
    query = select(line.id, line.amount, line.reserved, line.spent).order_by(line.id)
    for row in session.execute(query):
        for said in (
            *_untold_amount(row.amount, changes[row.id]),
            *_untold_movements(row.reserved, row.spent, changes[row.id], entries[row.id]),
        ):
            yield f"budget_line:{row.id}", said


def _by_line(
    session: Session, table: type[BudgetChange] | type[BudgetEntry]
) -> dict[int, list[Row[tuple[object, ...]]]]:
    found: dict[int, list[Row[tuple[object, ...]]]] = defaultdict(list)
    for row in session.execute(select(*table.__table__.columns).order_by(table.id)):
        found[row.line_id].append(row)
    return found


def _untold_amount(amount: int, changes: Sequence[Row[tuple[object, ...]]]) -> Iterator[str]:
    held = 0
    for change in changes:
        if change.before != held or change.free < 0:
            yield f"第{change.id}号调整与前后不相接"
        held = change.after
    if held != amount:
        yield f"预算额{yuan(amount)}，编列和调整记到{yuan(held)}"


def _untold_movements(
    reserved: int,
    spent: int,
    changes: Sequence[Row[tuple[object, ...]]],
    entries: Sequence[Row[tuple[object, ...]]],
) -> Iterator[str]:
    held = {change.after for change in changes}
    open_, gone = 0, 0
    for entry in entries:
        open_, gone = open_ + entry.reserved, gone + entry.spent
        if min(open_, gone, entry.free) < 0 or open_ + gone + entry.free not in held:
            yield f"第{entry.id}号流水之后超出当时的预算，或者余额不符"
    if (open_, gone) != (reserved, spent):
        yield (f"已预留{yuan(reserved)}、已支出{yuan(spent)}，流水合计{yuan(open_)}、{yuan(gone)}")


def dispatches_told_by_entries(session: Session) -> Iterator[Fault]:
    """What a dispatch has reserved is what its movements come to; once over it holds nothing."""
    moved = func.coalesce(func.sum(BudgetEntry.reserved), 0)
    query = (
        select(Dispatch.id, Dispatch.reserved, Dispatch._state, moved)
        .outerjoin(BudgetEntry, BudgetEntry.dispatch_id == Dispatch.id)
        .group_by(Dispatch.id, Dispatch.reserved, Dispatch._state)
        .order_by(Dispatch.id)
    )
    for number, reserved, state, total in session.execute(query):
        if reserved != total:
            yield f"dispatch:{number}", f"预留{yuan(reserved)}，流水合计{yuan(int(total))}"
        if state in _OVER and reserved:
            yield f"dispatch:{number}", f"{state.label}，仍预留{yuan(reserved)}"


def settled_by_annex_6(session: Session) -> Iterator[Fault]:
    """What a closed dispatch spent is what its Annexes 6 come to; one not closed spent nothing."""
    spent = (
        select(BudgetEntry.dispatch_id, func.sum(BudgetEntry.spent).label("spent"))
        .group_by(BudgetEntry.dispatch_id)
        .subquery()
    )
    earned = (
        select(Assignment.dispatch_id, func.sum(ServiceRecord.fee).label("earned"))
        .join(ServiceRecord, ServiceRecord.assignment_id == Assignment.id)
        .where(Assignment._state.in_(HOLDING))
        .group_by(Assignment.dispatch_id)
        .subquery()
    )
    query = (
        select(Dispatch.id, Dispatch._state, spent.c.spent, earned.c.earned)
        .join(spent, spent.c.dispatch_id == Dispatch.id)
        .outerjoin(earned, earned.c.dispatch_id == Dispatch.id)
        .order_by(Dispatch.id)
    )
    for number, state, paid, due in session.execute(query):
        owed = int(due or 0) if state is State.CLOSED else 0
        if int(paid) != owed:
            yield f"dispatch:{number}", f"支出{yuan(int(paid))}，附件6应发{yuan(owed)}"


def paid_for_work_done(session: Session) -> Iterator[Fault]:
    """A reimbursed amount is that of one task's Annex 6, of a closed dispatch of the bureau's; and
    of one amount at most one payment stands."""
    standing = func.count(Payment.id).filter(Payment.is_standing.is_(True))
    query = (
        select(
            ReimbursementLine.reimbursement_id, ReimbursementLine.gross, ServiceRecord.fee,
            Dispatch._state, Dispatch.use_request_id, standing,
        )
        .join(Assignment, Assignment.id == ReimbursementLine.assignment_id)
        .join(Dispatch, Dispatch.id == Assignment.dispatch_id)
        .outerjoin(ServiceRecord, ServiceRecord.assignment_id == Assignment.id)
        .outerjoin(Payment, Payment.line_id == ReimbursementLine.id)
        .group_by(
            ReimbursementLine.id, ReimbursementLine.reimbursement_id, ReimbursementLine.gross,
            ServiceRecord.fee, Dispatch._state, Dispatch.use_request_id,
        )
        .order_by(ReimbursementLine.id)
    )  # fmt: skip
    for number, gross, fee, state, asked, count in session.execute(query):
        if gross != fee or state is not State.CLOSED or asked is not None or count > 1:
            yield (
                f"reimbursement:{number}",
                f"{yuan(gross)}一项没有已办结的派遣和相符的附件6，或者重复支付",
            )


def paid_once_signed(session: Session) -> Iterator[Fault]:
    """Money goes by a reimbursement that the leader has signed; and one that is called paid has a
    payment that stands of each of its amounts."""
    signed = exists().where(
        Signature.subject == literal("reimbursement:") + cast(Reimbursement.id, String),
        Signature.action == ReimbursementAction.SIGN,
    )
    lines = func.count(ReimbursementLine.id.distinct())
    standing = func.count(Payment.line_id.distinct()).filter(Payment.is_standing.is_(True))
    query = (
        select(Reimbursement.id, Reimbursement._state, signed, lines, standing)
        .outerjoin(ReimbursementLine, ReimbursementLine.reimbursement_id == Reimbursement.id)
        .outerjoin(Payment, Payment.line_id == ReimbursementLine.id)
        .group_by(Reimbursement.id, Reimbursement._state)
        .order_by(Reimbursement.id)
    )
    for number, state, is_signed, count, paid in session.execute(query):
        may_be_paid = is_signed and state in _PAYABLE
        if (paid and not may_be_paid) or (state is ReimbursementState.PAID and paid < count):
            yield f"reimbursement:{number}", f"{state.label}，共{count}笔，已付{paid}笔"
