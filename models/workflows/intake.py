"""申报批次 · invited for a window of days, closed once every application in it is decided."""

from collections.abc import Sequence
from typing import Any

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    DRAFT = "draft", "拟定中"
    OPEN = "open", "已发布"
    CONCLUDED = "concluded", "已办结"
    WITHDRAWN = "withdrawn", "已撤销"


class Action(Term):
    OPEN = "open", "发布申报通知"
    CONCLUDE = "conclude", "办结本批次"
    WITHDRAW = "withdraw", "撤销本批次"


def _undecided(cycle: Any) -> Sequence[str]:
    lacks = {
        f"申报期{cycle.window}，还没有结束": not cycle.is_over,
        f"还有{cycle.undecided}份申报没有办结": cycle.undecided > 0,
    }
    return [sentence for sentence, is_so in lacks.items() if is_so]


S, P = State, Permission
_DRAFT, _OPEN = frozenset({S.DRAFT}), frozenset({S.OPEN})

# fmt: off
INTAKE = Workflow(
    #    action           from    to           by whom       article
    Move(Action.OPEN,     _DRAFT, S.OPEN,      P.RUN_INTAKE, 6),
    Move(Action.CONCLUDE, _OPEN,  S.CONCLUDED, P.RUN_INTAKE, 6, requires=(Requirement(_undecided, 6),)),
    Move(Action.WITHDRAW, _DRAFT, S.WITHDRAWN, P.RUN_INTAKE, 6, needs_note=True, forward=False),
    track=(S.DRAFT, S.OPEN, S.CONCLUDED),
)
# fmt: on
