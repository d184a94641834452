"""聘书 · in force once issued; replaced by another, or revoked; never taken out of the register."""

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Workflow


class State(Term):
    IN_FORCE = "in_force", "已颁发"
    REPLACED = "replaced", "已换发"
    REVOKED = "revoked", "已撤销"


class Action(Term):
    REPLACE = "replace", "换发聘书"
    REVOKE = "revoke", "撤销聘书"
    LAPSE = "lapse", "随清退文件撤销聘书"


S, P = State, Permission
_STANDS = frozenset({S.IN_FORCE})

# fmt: off
CERTIFICATE = Workflow(
    #    action          from     to          by whom               article
    Move(Action.REPLACE, _STANDS, S.REPLACED, P.ISSUE_CERTIFICATES, 6,  needs_note=True, offered=False, forward=False),
    Move(Action.REVOKE,  _STANDS, S.REVOKED,  P.ISSUE_CERTIFICATES, 18, needs_note=True, offered=False, forward=False),
    Move(Action.LAPSE,   _STANDS, S.REVOKED,  P.ISSUE_DOCUMENT,     7,  needs_note=True, offered=False, forward=False),
    track=(S.IN_FORCE,),
)
# fmt: on
