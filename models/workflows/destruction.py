"""销毁卷宗 · proposed after the term of keeping, approved by the leader (Art. 6(5))."""

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Workflow


class State(Term):
    PROPOSED = "proposed", "待组长批准"
    DESTROYED = "destroyed", "已批准销毁"
    REFUSED = "refused", "未予批准"
    WITHDRAWN = "withdrawn", "已撤回"


class Action(Term):
    APPROVE = "approve", "批准销毁"
    REFUSE = "refuse", "不予批准"
    WITHDRAW = "withdraw", "撤回销毁提请"


S, P = State, Permission

_PROPOSED = frozenset({S.PROPOSED})

# fmt: off
DESTRUCTION = Workflow(
    #    action           from        to           by whom                article
    Move(Action.APPROVE,  _PROPOSED,  S.DESTROYED, P.APPROVE_DESTRUCTION, 6, signed=True),
    Move(Action.REFUSE,   _PROPOSED,  S.REFUSED,   P.APPROVE_DESTRUCTION, 6, needs_note=True, signed=True, forward=False),
    Move(Action.WITHDRAW, _PROPOSED,  S.WITHDRAWN, P.KEEP_ARCHIVE,        6, needs_note=True, forward=False),
    track=(S.PROPOSED, S.DESTROYED),
)
# fmt: on
