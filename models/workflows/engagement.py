"""相对固定使用 · proposed by a section, settled by the director's meeting, ended (Art. 11(1)4)."""

from models.rules import article_11_standing as art11
from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    PROPOSED = "proposed", "待局长办公会审定"
    IN_FORCE = "in_force", "已审定，使用中"
    REFUSED = "refused", "未予通过"
    WITHDRAWN = "withdrawn", "已撤回"
    ENDED = "ended", "已结束"


class Action(Term):
    APPROVE = "approve", "审定通过"
    REFUSE = "refuse", "不予通过"
    WITHDRAW = "withdraw", "撤回"
    END = "end", "结束使用"


S, P = State, Permission

_PROPOSED, _IN_FORCE = frozenset({S.PROPOSED}), frozenset({S.IN_FORCE})
_MINUTED = (Requirement(art11.unminuted, art11.ARTICLE),)

# fmt: off
ENGAGEMENT = Workflow(
    #    action           from        to           by whom               article
    Move(Action.APPROVE,  _PROPOSED,  S.IN_FORCE,  P.DECIDE_ENGAGEMENT,  11, requires=_MINUTED, signed=True, offered=False),
    Move(Action.REFUSE,   _PROPOSED,  S.REFUSED,   P.DECIDE_ENGAGEMENT,  11, requires=_MINUTED, needs_note=True, signed=True, offered=False, forward=False),
    Move(Action.WITHDRAW, _PROPOSED,  S.WITHDRAWN, P.PROPOSE_ENGAGEMENT, 11, needs_note=True, forward=False),
    Move(Action.END,      _IN_FORCE,  S.ENDED,     P.PROPOSE_ENGAGEMENT, 11, needs_note=True, forward=False),
    track=(S.PROPOSED, S.IN_FORCE, S.ENDED),
)
# fmt: on
