"""公示 · open for its days, then over; recalled where it was wrong, and then published anew."""

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Workflow


class State(Term):
    OPEN = "open", "公示中"
    CLOSED = "closed", "公示完毕"
    RECALLED = "recalled", "已撤回"


class Action(Term):
    CLOSE = "close", "公示完毕"
    RECALL = "recall", "撤回公示"


S, P = State, Permission
_OPEN = frozenset({S.OPEN})

# fmt: off
PUBLICITY = Workflow(
    #    action         from   to          by whom           article
    Move(Action.CLOSE,  _OPEN, S.CLOSED,   P.PUBLISH_NOTICE, 6, offered=False),
    Move(Action.RECALL, _OPEN, S.RECALLED, P.PUBLISH_NOTICE, 6, needs_note=True, offered=False, forward=False),
    track=(S.OPEN, S.CLOSED),
)
# fmt: on
