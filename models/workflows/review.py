"""年度复审 · one a section and a year: judged by the handler, confirmed by the head, taken in."""

from collections.abc import Sequence
from typing import Any

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    OPEN = "open", "复审中"
    SUBMITTED = "submitted", "待股室负责人确认"
    CONFIRMED = "confirmed", "已确认，待专家办汇总"
    ACCEPTED = "accepted", "已汇总"


class Action(Term):
    SUBMIT = "submit", "提交复审意见"
    CONFIRM = "confirm", "确认复审意见"
    RETURN = "return", "退回重新复审"
    ACCEPT = "accept", "汇总"


def _unjudged(review: Any) -> Sequence[str]:
    waiting = [item for item in review.items if item.verdict is None]
    return [f"还有{len(waiting)}名专家没有复审意见"] if waiting else []


S, P, A = State, Permission, Action
_OPEN, _SUBMITTED, _CONFIRMED = (
    frozenset({S.OPEN}),
    frozenset({S.SUBMITTED}),
    frozenset({S.CONFIRMED}),
)
_JUDGED = (Requirement(_unjudged, 7),)

# fmt: off
REVIEW = Workflow(
    #    action     from        to           by whom           article
    Move(A.SUBMIT,  _OPEN,      S.SUBMITTED, P.JUDGE_EXPERTS,  7, requires=_JUDGED),
    Move(A.CONFIRM, _SUBMITTED, S.CONFIRMED, P.CONFIRM_REVIEW, 7, signed=True),
    Move(A.RETURN,  _SUBMITTED, S.OPEN,      P.CONFIRM_REVIEW, 7, needs_note=True, forward=False),
    Move(A.ACCEPT,  _CONFIRMED, S.ACCEPTED,  P.RUN_REVIEW,     7),
    Move(A.RETURN,  _CONFIRMED, S.OPEN,      P.RUN_REVIEW,     7, needs_note=True, forward=False),
    track=(S.OPEN, S.SUBMITTED, S.CONFIRMED, S.ACCEPTED),
)
# fmt: on
