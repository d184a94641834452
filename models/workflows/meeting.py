"""工作会议 · planned, signed by its convener, held, its minutes confirmed, its resolutions done."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    DRAFT = "draft", "筹备中"
    SUBMITTED = "submitted", "待召集人签批"
    CONVENED = "convened", "已召集，待召开"
    HELD = "held", "已召开，待写纪要"
    RECORDED = "recorded", "纪要待确认"
    MINUTED = "minuted", "决议办理中"
    CLOSED = "closed", "已办结"
    CANCELLED = "cancelled", "已取消"


class Action(Term):
    SUBMIT = "submit", "报召集人签批"
    CONVENE = "convene", "签批召集"
    RETURN = "return", "退回修改"
    HOLD = "hold", "登记到会"
    RECORD = "record", "提交纪要"
    CONFIRM = "confirm", "确认纪要"
    REVISE = "revise", "更正纪要"
    CLOSE = "close", "办结"
    CANCEL = "cancel", "取消会议"


# From here on it counts as held.
HELD = frozenset({State.HELD, State.RECORDED, State.MINUTED, State.CLOSED})
OVER = frozenset({State.CLOSED, State.CANCELLED})


def _too_early(meeting: Any) -> Sequence[str]:
    return [] if meeting.has_begun else ["会议时间还没有到"]


def _undone(meeting: Any) -> Sequence[str]:
    waiting = [each for each in meeting.resolutions if each.done_on is None]
    return [f"还有{len(waiting)}项决议没有办结"] if waiting else []


S, P, A = State, Permission, Action
_DRAFT, _SUBMITTED, _CONVENED = (
    frozenset({S.DRAFT}),
    frozenset({S.SUBMITTED}),
    frozenset({S.CONVENED}),
)
_HELD, _RECORDED, _MINUTED = frozenset({S.HELD}), frozenset({S.RECORDED}), frozenset({S.MINUTED})
_READY, _BEGUN = (Requirement(attrgetter("planning_gaps"), 14),), (Requirement(_too_early, 14),)
_ALL_DONE = (Requirement(_undone, 14),)


def _table(organise: Permission, convene: Permission) -> Workflow[State, Action]:
    """The same way for both kinds of meeting: what differs is who organises and who convenes."""
    # fmt: off
    return Workflow(
        #    action     from                to           by whom   article
        Move(A.SUBMIT,  _DRAFT,             S.SUBMITTED, organise, 14, requires=_READY),
        Move(A.CONVENE, _SUBMITTED,         S.CONVENED,  convene,  14, requires=_READY, signed=True),
        Move(A.RETURN,  _SUBMITTED,         S.DRAFT,     convene,  14, needs_note=True, forward=False),
        Move(A.HOLD,    _CONVENED,          S.HELD,      organise, 14, requires=_BEGUN, offered=False),
        Move(A.RECORD,  _HELD,              S.RECORDED,  organise, 14, offered=False),
        Move(A.CONFIRM, _RECORDED,          S.MINUTED,   convene,  14, signed=True),
        Move(A.RETURN,  _RECORDED,          S.HELD,      convene,  14, needs_note=True, forward=False),
        Move(A.CLOSE,   _MINUTED,           S.CLOSED,    organise, 14, requires=_ALL_DONE),
        Move(A.REVISE,  _MINUTED,           S.HELD,      organise, 14, needs_note=True, forward=False),
        Move(A.CANCEL,  _DRAFT | _SUBMITTED, S.CANCELLED, organise, 14, needs_note=True, forward=False),
        Move(A.CANCEL,  _CONVENED,          S.CANCELLED, convene,  14, needs_note=True, forward=False),
        track=(S.DRAFT, S.SUBMITTED, S.CONVENED, S.HELD, S.RECORDED, S.MINUTED, S.CLOSED),
    )
    # fmt: on


CONSULTATION = _table(P.ORGANISE_CONSULTATION, P.CONVENE_CONSULTATION)
PLENARY = _table(P.ORGANISE_PLENARY, P.CONVENE_PLENARY)
