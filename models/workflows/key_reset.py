"""重置密码和签名密钥 · two administrators: one asks, another agrees, and only then is it done."""

from models.vocabulary import Permission as P
from models.vocabulary import Term
from models.workflows.machine import Move, Workflow


class State(Term):
    PROPOSED = "proposed", "待安全管理员确认"
    CONFIRMED = "confirmed", "已确认，待系统管理员办理"
    DONE = "done", "已重置"
    REFUSED = "refused", "不予重置"
    WITHDRAWN = "withdrawn", "已撤回"


class Action(Term):
    CONFIRM = "confirm", "确认重置"
    REFUSE = "refuse", "不予重置"
    CARRY_OUT = "carry_out", "重置密码，停用签名密钥"
    WITHDRAW = "withdraw", "撤回"


OPEN = frozenset({State.PROPOSED, State.CONFIRMED})
_PROPOSED, _CONFIRMED = frozenset({State.PROPOSED}), frozenset({State.CONFIRMED})

# fmt: off
KEY_RESET: Workflow[State, Action] = Workflow(
    Move(Action.CONFIRM,   _PROPOSED,  State.CONFIRMED, P.CONFIRM_KEY_RESET, 11),
    Move(Action.REFUSE,    _PROPOSED,  State.REFUSED,   P.CONFIRM_KEY_RESET, 11, needs_note=True, forward=False),
    Move(Action.CARRY_OUT, _CONFIRMED, State.DONE,      P.PROPOSE_KEY_RESET, 11, offered=False),
    Move(Action.WITHDRAW,  OPEN,      State.WITHDRAWN, P.PROPOSE_KEY_RESET, 11, forward=False),
    track=(State.PROPOSED, State.CONFIRMED, State.DONE),
)
# fmt: on
