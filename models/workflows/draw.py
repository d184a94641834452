"""抽取 · frozen, fed, held; afterwards it can only be published or voided (Art. 11)."""

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Workflow


class State(Term):
    FROZEN = "frozen", "名单已冻结"
    DRAWN = "drawn", "已抽取，待审签"
    PUBLISHED = "published", "已审签公布"
    CALLED_OFF = "called_off", "冻结已取消"
    VOIDED = "voided", "已作废"


class Action(Term):
    DRAW = "draw", "抽取"
    PUBLISH = "publish", "公布结果"
    CALL_OFF = "call_off", "取消冻结"
    VOID = "void", "作废"
    GIVE_UP = "give_up", "随派遣撤销"


S, P = State, Permission

# fmt: off
DRAW = Workflow(
    #    action           from                   to            by whom                article
    Move(Action.DRAW,     frozenset({S.FROZEN}), S.DRAWN,      P.CONTRIBUTE_TO_DRAW,  11, offered=False),
    Move(Action.PUBLISH,  frozenset({S.DRAWN}),  S.PUBLISHED,  P.SIGN_DISPATCH,       11, offered=False),
    Move(Action.CALL_OFF, frozenset({S.FROZEN}), S.CALLED_OFF, P.HOLD_DRAW,           11, needs_note=True, offered=False, forward=False),
    Move(Action.VOID,     frozenset({S.DRAWN}),  S.VOIDED,     P.DECIDE_CHANGE,       11, needs_note=True, offered=False, forward=False),
    Move(Action.GIVE_UP,  frozenset({S.FROZEN}), S.CALLED_OFF, P.DECIDE_CHANGE,       11, needs_note=True, offered=False, forward=False),
    track=(S.FROZEN, S.DRAWN, S.PUBLISHED),
)
# fmt: on
