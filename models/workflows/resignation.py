"""专家退出 · asked for by the expert, confirmed by the office once nothing is left (Art. 18)."""

from collections.abc import Sequence
from typing import Any

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    REQUESTED = "requested", "待专家办确认"
    CONFIRMED = "confirmed", "已退出"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


class Action(Term):
    CONFIRM = "confirm", "确认退出"
    RETURN = "return", "退回"
    WITHDRAW = "withdraw", "撤回退出申请"


def _tasks_left(resignation: Any) -> Sequence[str]:
    return [f"还有任务没有完成：{each}" for each in resignation.tasks_left]


_OPEN = frozenset({State.REQUESTED})
_FREE = (Requirement(_tasks_left, 13),)

# fmt: off
RESIGNATION = Workflow(
    #    action           from   to               by whom                         article
    Move(Action.CONFIRM,  _OPEN, State.CONFIRMED, Permission.CONFIRM_RESIGNATION, 18, requires=_FREE),
    Move(Action.RETURN,   _OPEN, State.RETURNED,  Permission.CONFIRM_RESIGNATION, 18, needs_note=True, forward=False),
    Move(Action.WITHDRAW, _OPEN, State.WITHDRAWN, Permission.DECLARE_OWN,         18, forward=False),
    track=(State.REQUESTED, State.CONFIRMED),
)
# fmt: on
