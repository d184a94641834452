"""公示异议 · raised by anyone while the notice stands, looked into, closed one way or the other."""

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Workflow


class State(Term):
    RAISED = "raised", "待受理"
    ACCEPTED = "accepted", "调查核实中"
    UPHELD = "upheld", "异议成立"
    DISMISSED = "dismissed", "异议不成立"


class Action(Term):
    ACCEPT = "accept", "受理"
    UPHOLD = "uphold", "异议成立"
    DISMISS = "dismiss", "异议不成立"


S, P = State, Permission
_RAISED, _ACCEPTED = frozenset({S.RAISED}), frozenset({S.ACCEPTED})

# fmt: off
OBJECTION = Workflow(
    #    action          from       to           by whom             article
    Move(Action.ACCEPT,  _RAISED,   S.ACCEPTED,  P.HANDLE_OBJECTION, 6),
    Move(Action.UPHOLD,  _ACCEPTED, S.UPHELD,    P.HANDLE_OBJECTION, 6, needs_note=True),
    Move(Action.DISMISS, _ACCEPTED, S.DISMISSED, P.HANDLE_OBJECTION, 6, needs_note=True),
    track=(S.RAISED, S.ACCEPTED, S.DISMISSED),
)
# fmt: on
