"""廉政举报 · from anyone, accepted, looked into and concluded by supervisors alone (Art. 17(2))."""

from collections.abc import Sequence
from typing import Protocol

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    RECEIVED = "received", "待受理"
    ACCEPTED = "accepted", "调查核实中"
    UPHELD = "upheld", "查实"
    NOT_UPHELD = "not_upheld", "未查实"
    GROUNDLESS = "groundless", "举报不实"
    REFUSED = "refused", "不予受理"
    SETTLED = "settled", "已处理"


class Action(Term):
    ACCEPT = "accept", "受理"
    REFUSE = "refuse", "不予受理"
    UPHOLD = "uphold", "查实"
    NOT_UPHOLD = "not_uphold", "未查实"
    GROUNDLESS = "groundless", "举报不实"
    REFER = "refer", "作出处理"


class Report(Protocol):
    @property
    def unheard(self) -> Sequence[str]: ...


def _unheard(report: Report) -> Sequence[str]:
    return report.unheard


S, P = State, Permission
_RECEIVED, _ACCEPTED = frozenset({S.RECEIVED}), frozenset({S.ACCEPTED})
_HEARD = (Requirement(_unheard, 17),)
# While it is open: more can be told and asked.
OPEN = _RECEIVED | _ACCEPTED

# What was found is written apart and sealed: no step has a note, for that the register would tell.
# fmt: off
INTEGRITY = Workflow(
    #    action              from                   to             by whom            article
    Move(Action.ACCEPT,     _RECEIVED,              S.ACCEPTED,   P.HANDLE_INTEGRITY, 17),
    Move(Action.REFUSE,     _RECEIVED,              S.REFUSED,    P.HANDLE_INTEGRITY, 17, signed=True, forward=False),
    Move(Action.UPHOLD,     _ACCEPTED,              S.UPHELD,     P.HANDLE_INTEGRITY, 17, requires=_HEARD, signed=True),
    Move(Action.NOT_UPHOLD, _ACCEPTED,              S.NOT_UPHELD, P.HANDLE_INTEGRITY, 17, signed=True),
    Move(Action.GROUNDLESS, _ACCEPTED,              S.GROUNDLESS, P.HANDLE_INTEGRITY, 17, signed=True),
    Move(Action.REFER,      frozenset({S.UPHELD}),  S.SETTLED,    P.HANDLE_INTEGRITY, 17, offered=False),
    track=(S.RECEIVED, S.ACCEPTED, S.UPHELD, S.SETTLED),
)
# fmt: on
