"""年度考核 · one a section and a year: reckoned, proposed, checked, decided, told to each; and an
objection to it, answered by the office and decided anew by the leader (Art. 14(2), 18, 21)."""

from collections.abc import Sequence
from typing import Any

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    RECKONED = "reckoned", "已测算，待股室提出"
    PROPOSED = "proposed", "待专家办审核"
    CHECKED = "checked", "待领导小组审定"
    DECIDED = "decided", "已审定，待通知本人"
    TOLD = "told", "已通知本人"


class Action(Term):
    PROPOSE = "propose", "提出考核等次"
    CHECK = "check", "审核通过"
    RETURN = "return", "退回重新提出"
    DECIDE = "decide", "审定"
    TELL = "tell", "通知本人"


class ObjectionState(Term):
    RAISED = "raised", "待专家办研究"
    ANSWERED = "answered", "待领导小组审定"
    DECIDED = "decided", "已审定"
    WITHDRAWN = "withdrawn", "已撤回"


class ObjectionAction(Term):
    ANSWER = "answer", "提出处理意见"
    DECIDE = "decide", "审定"
    RETURN = "return", "退回重新研究"
    WITHDRAW = "withdraw", "撤回异议"


def _unproposed(assessment: Any) -> Sequence[str]:
    left = [item for item in assessment.items if item.proposed is None]
    return [f"还有{len(left)}名专家没有提出考核等次"] if left else []


S, P, A = State, Permission, Action
_RECKONED, _PROPOSED = frozenset({S.RECKONED}), frozenset({S.PROPOSED})
_CHECKED, _DECIDED = frozenset({S.CHECKED}), frozenset({S.DECIDED})
_ALL_PROPOSED = (Requirement(_unproposed, 14),)

# fmt: off
ASSESSMENT = Workflow(
    #    action     from        to           by whom               article
    Move(A.PROPOSE, _RECKONED, S.PROPOSED,  P.PROPOSE_ASSESSMENT, 14, requires=_ALL_PROPOSED),
    Move(A.CHECK,   _PROPOSED, S.CHECKED,   P.RUN_ASSESSMENT,     14),
    Move(A.RETURN,  _PROPOSED, S.RECKONED,  P.RUN_ASSESSMENT,     14, needs_note=True, forward=False),
    Move(A.DECIDE,  _CHECKED,  S.DECIDED,   P.DECIDE_ASSESSMENT,  14, signed=True),
    Move(A.RETURN,  _CHECKED,  S.RECKONED,  P.DECIDE_ASSESSMENT,  14, needs_note=True, forward=False),
    Move(A.TELL,    _DECIDED,  S.TOLD,      P.RUN_ASSESSMENT,     14, offered=False),
    track=(S.RECKONED, S.PROPOSED, S.CHECKED, S.DECIDED, S.TOLD),
)

_O, _B = ObjectionState, ObjectionAction
_RAISED, _ANSWERED = frozenset({_O.RAISED}), frozenset({_O.ANSWERED})

ASSESSMENT_OBJECTION = Workflow(
    #    action      from        to            by whom                article
    Move(_B.ANSWER,   _RAISED,   _O.ANSWERED,  P.RUN_ASSESSMENT,      14, offered=False),
    Move(_B.WITHDRAW, _RAISED,   _O.WITHDRAWN, P.RAISE_OWN_OBJECTION, 14, forward=False),
    Move(_B.DECIDE,   _ANSWERED, _O.DECIDED,   P.DECIDE_ASSESSMENT,   14, signed=True),
    Move(_B.RETURN,   _ANSWERED, _O.RAISED,    P.DECIDE_ASSESSMENT,   14, needs_note=True, forward=False),
    track=(_O.RAISED, _O.ANSWERED, _O.DECIDED),
)
# fmt: on
