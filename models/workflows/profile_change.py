"""专家信息变更 · proposed by the expert, held against the proofs, entered or refused (Art. 5, 7)."""

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Workflow


class State(Term):
    SUBMITTED = "submitted", "待专家办核对"
    APPROVED = "approved", "已变更"
    REFUSED = "refused", "不予变更"
    WITHDRAWN = "withdrawn", "已撤回"


class Action(Term):
    APPROVE = "approve", "核对无误，同意变更"
    REFUSE = "refuse", "不予变更"
    WITHDRAW = "withdraw", "撤回变更申请"


_OPEN = frozenset({State.SUBMITTED})

# fmt: off
PROFILE_CHANGE = Workflow(
    #    action           from   to               by whom                   article
    Move(Action.APPROVE,  _OPEN, State.APPROVED,  Permission.CHECK_PROFILE, 7),
    Move(Action.REFUSE,   _OPEN, State.REFUSED,   Permission.CHECK_PROFILE, 5, needs_note=True, forward=False),
    Move(Action.WITHDRAW, _OPEN, State.WITHDRAWN, Permission.DECLARE_OWN,   7, forward=False),
    track=(State.SUBMITTED, State.APPROVED),
)
# fmt: on
