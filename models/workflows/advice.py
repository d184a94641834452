"""专家建议 · given by an expert at any time, taken in by a section, answered (Art. 14(1))."""

from collections.abc import Sequence
from typing import Any

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    SUBMITTED = "submitted", "待股室受理"
    RECEIVED = "received", "股室办理中"
    RAISED = "raised", "已呈报，待领导研究"
    REPLIED = "replied", "已答复"
    WITHDRAWN = "withdrawn", "已撤回"


class Action(Term):
    RECEIVE = "receive", "受理"
    TRANSFER = "transfer", "转其他股室"
    RAISE = "raise", "呈报领导"
    REPLY = "reply", "答复"
    WITHDRAW = "withdraw", "撤回建议"


OPEN = frozenset({State.SUBMITTED, State.RECEIVED, State.RAISED})


def _too_important(advice: Any) -> Sequence[str]:
    """对重要建议，各级应急指挥机构应及时组织研究并给予回复."""
    return ["这是重要建议，请先呈报领导研究"] if advice.is_important else []


S, P, A = State, Permission, Action
_SUBMITTED, _RECEIVED, _RAISED = (
    frozenset({S.SUBMITTED}),
    frozenset({S.RECEIVED}),
    frozenset({S.RAISED}),
)
_ORDINARY = (Requirement(_too_important, 14),)

# fmt: off
ADVICE = Workflow(
    #    action      from                    to           by whom          article
    Move(A.RECEIVE,  _SUBMITTED,             S.RECEIVED,  P.HANDLE_ADVICE, 14, offered=False),
    Move(A.TRANSFER, _SUBMITTED,             S.SUBMITTED, P.HANDLE_ADVICE, 14, needs_note=True, offered=False, forward=False),
    Move(A.RAISE,    _RECEIVED,              S.RAISED,    P.HANDLE_ADVICE, 14, needs_note=True, offered=False),
    Move(A.REPLY,    _RECEIVED,              S.REPLIED,   P.HANDLE_ADVICE, 14, requires=_ORDINARY, offered=False),
    Move(A.REPLY,    _RAISED,                S.REPLIED,   P.DECIDE_ADVICE, 14, offered=False),
    Move(A.WITHDRAW, _SUBMITTED,             S.WITHDRAWN, P.GIVE_ADVICE,   14, forward=False),
    track=(S.SUBMITTED, S.RECEIVED, S.RAISED, S.REPLIED),
)
# fmt: on
