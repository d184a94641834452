"""专家培训 · planned, announced, held, recorded (Art. 16(1)); or cancelled."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from models.rules.article_16_training import ARTICLE
from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    PLANNED = "planned", "筹备中"
    ANNOUNCED = "announced", "已通知，待举办"
    HELD = "held", "已举办，待整理记录"
    CLOSED = "closed", "已记录归档"
    CANCELLED = "cancelled", "已取消"


class Action(Term):
    ANNOUNCE = "announce", "发出培训通知"
    RECORD = "record", "整理培训记录"
    HOLD = "hold", "登记到课"
    CORRECT = "correct", "更正记录"
    CANCEL = "cancel", "取消培训"


# From here on its hours count.
HELD = frozenset({State.HELD, State.CLOSED})


def _too_early(session: Any) -> Sequence[str]:
    return [] if session.has_begun else ["培训时间还没有到"]


S, P = State, Permission
_READY = (Requirement(attrgetter("planning_gaps"), ARTICLE),)
_BEGUN = (Requirement(_too_early, ARTICLE),)

# fmt: off
TRAINING = Workflow(
    #    action           from                               to           by whom         article
    Move(Action.ANNOUNCE, frozenset({S.PLANNED}),            S.ANNOUNCED, P.RUN_TRAINING, ARTICLE, requires=_READY),
    Move(Action.RECORD,   frozenset({S.HELD}),               S.CLOSED,    P.RUN_TRAINING, ARTICLE, offered=False),
    Move(Action.HOLD,     frozenset({S.ANNOUNCED, S.HELD}),  S.HELD,      P.RUN_TRAINING, ARTICLE, requires=_BEGUN, offered=False),
    Move(Action.CORRECT,  frozenset({S.CLOSED}),             S.HELD,      P.RUN_TRAINING, ARTICLE, needs_note=True, forward=False),
    Move(Action.CANCEL,   frozenset({S.PLANNED, S.ANNOUNCED}), S.CANCELLED, P.RUN_TRAINING, ARTICLE, needs_note=True, forward=False),
    track=(S.PLANNED, S.ANNOUNCED, S.HELD, S.CLOSED),
)
# fmt: on
