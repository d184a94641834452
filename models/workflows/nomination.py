"""提名 · someone is put up for an office of the group, and says whether they stand."""

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Workflow


class State(Term):
    PROPOSED = "proposed", "待本人答复"
    STANDING = "standing", "接受提名"
    DECLINED = "declined", "不接受提名"


class Action(Term):
    ACCEPT = "accept", "接受提名"
    DECLINE = "decline", "不接受提名"


_OPEN = frozenset({State.PROPOSED})

# fmt: off
NOMINATION = Workflow(
    #    action          from   to              by whom                       article
    Move(Action.ACCEPT,  _OPEN, State.STANDING, Permission.ANSWER_NOMINATION, 4),
    Move(Action.DECLINE, _OPEN, State.DECLINED, Permission.ANSWER_NOMINATION, 4, forward=False),
    track=(State.PROPOSED, State.STANDING),
)
# fmt: on
