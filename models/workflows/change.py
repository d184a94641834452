"""派遣变更 · what is altered after the freeze: proposed by the section, decided by the deputy."""

from collections.abc import Mapping

from models.vocabulary import ChangeKind, Permission, Term
from models.workflows.dispatch import State as Dispatch
from models.workflows.machine import Move, Workflow


class State(Term):
    PROPOSED = "proposed", "待分管领导批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"


class Action(Term):
    APPROVE = "approve", "批准变更"
    REFUSE = "refuse", "不予批准"
    WITHDRAW = "withdraw", "撤回变更申请"


_OPEN = frozenset({State.PROPOSED})

# fmt: off
CHANGE = Workflow(
    #    action           from   to               by whom                    article
    Move(Action.APPROVE,  _OPEN, State.APPROVED,  Permission.DECIDE_CHANGE,  11, signed=True),
    Move(Action.REFUSE,   _OPEN, State.REFUSED,   Permission.DECIDE_CHANGE,  11, needs_note=True, forward=False),
    Move(Action.WITHDRAW, _OPEN, State.WITHDRAWN, Permission.PROPOSE_CHANGE, 11, needs_note=True, forward=False),
    track=(State.PROPOSED, State.APPROVED),
)
# fmt: on

_NAMED = frozenset({Dispatch.DRAWN, Dispatch.ENDORSED, Dispatch.REDRAWN})
_OUT = frozenset({Dispatch.ISSUED, Dispatch.UNDERWAY})
_ORDERED = frozenset({Dispatch.ORDERED})  # an emergency has people before it has papers

# In which states of the dispatch each kind of change can be asked for. Before the freeze the section
# takes its own request back; a frozen pool stands or falls whole; and what has been delivered was
# done, is owed for, and is mended by hr's sending it back.
POSSIBLE: Mapping[ChangeKind, frozenset[Dispatch]] = {
    ChangeKind.VOID_DRAW: _NAMED,
    ChangeKind.RELEASE_EXPERT: _OUT | _ORDERED,
    ChangeKind.WAIVE_SEAT: _OUT | _ORDERED,
    ChangeKind.POSTPONE: _NAMED | _OUT,
    ChangeKind.EXTEND: _NAMED | _OUT,
    ChangeKind.AMEND: _NAMED | _OUT,
    ChangeKind.CANCEL: _NAMED | _OUT | {Dispatch.FROZEN, Dispatch.REFROZEN},
}
