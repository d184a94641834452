"""报销待办 · which reimbursements wait on whom, and what a section has not entered yet."""

from collections.abc import Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import policy
from models.queries.deadlines import Deadlines
from models.queries.reimbursement_entries import PAYABLE
from models.queries.reimbursements import within_reach
from models.queries.tasks import MOST, Task, permissions_of
from models.tables import Assignment, Dispatch, Holding, Reimbursement, ReimbursementLine
from models.vocabulary import Permission
from models.workflows.dispatch import State as DispatchState
from models.workflows.reimbursement import State

P, S = Permission, State

# Whose step comes next, and what it is called on the desk.
_STEPS: Mapping[State, tuple[Permission, str]] = {
    S.COMPILING: (P.COMPILE_REIMBURSEMENT, "继续编制"),
    S.RETURNED: (P.COMPILE_REIMBURSEMENT, "改正后提交"),
    S.SUBMITTED: (P.ENDORSE_REIMBURSEMENT, "签字"),
    S.ENDORSED: (P.CHECK_REIMBURSEMENT, "审核汇总"),
    S.CHECKED: (P.REVIEW_REIMBURSEMENT, "审核"),
    S.REVIEWED: (P.SIGN_REIMBURSEMENT, "签批"),
    S.APPROVED: (P.PAY_REIMBURSEMENT, "支付"),
}
WAITING = frozenset(_STEPS)


def reimbursement_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """Those that this post carries on; and for a section one card with what is not entered."""
    permissions = permissions_of(holding)
    mine = [state for state, (permission, _) in _STEPS.items() if permission in permissions]
    if not mine:
        return
    query = (
        select(Reimbursement)
        .where(Reimbursement._state.in_(mine), within_reach(holding))
        .order_by(Reimbursement.id)
        .limit(MOST)
    )
    for bundle in session.scalars(query):
        permission, button = _STEPS[bundle.state]
        if not policy.refusal(holding, permission, bundle):
            kind = "payment" if bundle.state is S.APPROVED else "reimbursement"
            yield Task(kind, bundle.id, bundle.title, bundle.number, None, button)
    if P.COMPILE_REIMBURSEMENT in permissions:
        yield from _to_be_entered(session, holding)


def _to_be_entered(session: Session, holding: Holding) -> Iterator[Task]:
    entered = select(1).where(ReimbursementLine.assignment_id == Assignment.id).exists()
    query = (
        select(Dispatch.section_id, func.count(Dispatch.id.distinct()))
        .join(Dispatch.assignments)
        .where(
            Dispatch.section_id.in_(holding.section_ids),
            Dispatch._state == DispatchState.CLOSED,
            Dispatch.use_request_id.is_(None),
            PAYABLE,
            ~entered,
        )
        .group_by(Dispatch.section_id)
        .order_by(Dispatch.section_id)
    )
    for section_id, count in session.execute(query):
        title = f"{count}件已办结派遣待报销劳务报酬"
        yield Task("to_be_reimbursed", section_id, title, "劳务报酬报销", None, "编制报销")
