"""表彰和惩处 · proposed by a section or the office, signed by the leader, issued (Art. 15, 21)."""

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Workflow


class State(Term):
    PROPOSED = "proposed", "待组长审签"
    APPROVED = "approved", "待印发"
    ISSUED = "issued", "已印发"
    REFUSED = "refused", "未予同意"
    WITHDRAWN = "withdrawn", "已撤回"


class Action(Term):
    APPROVE = "approve", "同意"
    REFUSE = "refuse", "不同意"
    ISSUE = "issue", "印发"
    WITHDRAW = "withdraw", "撤回"


S, P = State, Permission
_PROPOSED, _APPROVED = frozenset({S.PROPOSED}), frozenset({S.APPROVED})

# fmt: off
COMMENDATION = Workflow(
    #    action           from       to           by whom                 article
    Move(Action.APPROVE,  _PROPOSED, S.APPROVED,  P.DECIDE_COMMENDATION,  21, signed=True),
    Move(Action.REFUSE,   _PROPOSED, S.REFUSED,   P.DECIDE_COMMENDATION,  21, needs_note=True, signed=True, forward=False),
    Move(Action.ISSUE,    _APPROVED, S.ISSUED,    P.ISSUE_COMMENDATION,   21, offered=False),
    Move(Action.WITHDRAW, _PROPOSED, S.WITHDRAWN, P.PROPOSE_COMMENDATION, 21, needs_note=True, forward=False),
    track=(S.PROPOSED, S.APPROVED, S.ISSUED),
)
# fmt: on
