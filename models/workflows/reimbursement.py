"""报销 · from the section's bundle to the money with the experts, every hand a different one
(Art. 20)."""

from models.rules import article_20_reimbursement as art20
from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    COMPILING = "compiling", "编制中"
    SUBMITTED = "submitted", "待股室负责人签字"
    ENDORSED = "endorsed", "待人教股审核汇总"
    CHECKED = "checked", "待专家办审核"
    REVIEWED = "reviewed", "待领导签批"
    APPROVED = "approved", "待财务支付"
    PAID = "paid", "已支付"
    RETURNED = "returned", "已退回股室"
    DISCARDED = "discarded", "已作废"


class Action(Term):
    SUBMIT = "submit", "提交报销"
    DISCARD = "discard", "作废"
    ENDORSE = "endorse", "股室负责人签字"
    CHECK = "check", "审核汇总"
    REVIEW = "review", "专家办审核同意"
    SIGN = "sign", "签批同意"
    RETURN = "return", "退回股室"
    SETTLE = "settle", "支付完毕"
    REOPEN = "reopen", "退票，待重新支付"


S, P, A = State, Permission, Action
_OURS = frozenset({S.COMPILING, S.RETURNED})
_SUBMITTED, _ENDORSED, _CHECKED = (
    frozenset({S.SUBMITTED}), frozenset({S.ENDORSED}), frozenset({S.CHECKED}),
)  # fmt: skip
_REVIEWED, _APPROVED = frozenset({S.REVIEWED}), frozenset({S.APPROVED})
_FILLED = (Requirement(art20.empty, art20.ARTICLE),)
_UNPAID = (Requirement(art20.paid_already, art20.ARTICLE),)
_SENT = (Requirement(art20.unpaid, art20.ARTICLE),)

# fmt: off
REIMBURSEMENT = Workflow(
    #    action     from                  to           by whom                  article
    Move(A.SUBMIT,  _OURS,                S.SUBMITTED, P.COMPILE_REIMBURSEMENT, 20, requires=_FILLED),
    Move(A.DISCARD, _OURS,                S.DISCARDED, P.COMPILE_REIMBURSEMENT, 20, needs_note=True, forward=False),
    Move(A.ENDORSE, _SUBMITTED,           S.ENDORSED,  P.ENDORSE_REIMBURSEMENT, 20, signed=True),
    Move(A.RETURN,  _SUBMITTED,           S.RETURNED,  P.ENDORSE_REIMBURSEMENT, 20, needs_note=True, forward=False),
    Move(A.CHECK,   _ENDORSED,            S.CHECKED,   P.CHECK_REIMBURSEMENT,   20, signed=True),
    Move(A.RETURN,  _ENDORSED,            S.RETURNED,  P.CHECK_REIMBURSEMENT,   20, needs_note=True, forward=False),
    Move(A.REVIEW,  _CHECKED,             S.REVIEWED,  P.REVIEW_REIMBURSEMENT,  20, signed=True),
    Move(A.RETURN,  _CHECKED,             S.RETURNED,  P.REVIEW_REIMBURSEMENT,  20, needs_note=True, forward=False),
    Move(A.SIGN,    _REVIEWED,            S.APPROVED,  P.SIGN_REIMBURSEMENT,    20, signed=True),
    Move(A.RETURN,  _REVIEWED,            S.RETURNED,  P.SIGN_REIMBURSEMENT,    20, needs_note=True, forward=False),
    Move(A.RETURN,  _APPROVED,            S.RETURNED,  P.PAY_REIMBURSEMENT,     20, requires=_UNPAID, needs_note=True, forward=False),
    Move(A.SETTLE,  _APPROVED,            S.PAID,      P.PAY_REIMBURSEMENT,     20, requires=_SENT, offered=False),
    Move(A.REOPEN,  frozenset({S.PAID}),  S.APPROVED,  P.PAY_REIMBURSEMENT,     20, needs_note=True, offered=False, forward=False),
    track=(S.COMPILING, S.SUBMITTED, S.ENDORSED, S.CHECKED, S.REVIEWED, S.APPROVED, S.PAID),
    beside={S.RETURNED: S.COMPILING},
)
# fmt: on

# What was returned holds its tasks still, but its figures are no income of the month any more.
RECKONED = frozenset({S.SUBMITTED, S.ENDORSED, S.CHECKED, S.REVIEWED, S.APPROVED, S.PAID})
EDITABLE = _OURS
