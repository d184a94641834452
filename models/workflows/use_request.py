"""使用申请 · another unit's wish for experts, from its form to the fee it has paid (Art. 11(2))."""

from models.rules import article_11_use_request as art11
from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    DRAFT = "draft", "草拟"
    SUBMITTED = "submitted", "待受理"
    RETURNED = "returned", "已退回补正"
    RECEIVED = "received", "待常务副组长审批"
    APPROVED = "approved", "已批准，待委托股室"
    IN_HAND = "in_hand", "派遣办理中"
    USED = "used", "已使用，待付款和回执"
    SETTLED = "settled", "已办结"
    REFUSED = "refused", "不予批准"
    WITHDRAWN = "withdrawn", "已撤回"


class Action(Term):
    SUBMIT = "submit", "提交申请"
    RECEIVE = "receive", "受理"
    RETURN = "return", "退回补正"
    APPROVE = "approve", "批准使用"
    REFUSE = "refuse", "不予批准"
    ENTRUST = "entrust", "委托股室办理"
    USE = "use", "任务完成"
    SETTLE = "settle", "确认付款和回执"
    WITHDRAW = "withdraw", "撤回申请"


S, P = State, Permission
_OURS = frozenset({S.DRAFT, S.RETURNED})
_SUBMITTED, _RECEIVED = frozenset({S.SUBMITTED}), frozenset({S.RECEIVED})
_OPEN = frozenset({S.APPROVED, S.IN_HAND})
_COMPLETE = (Requirement(art11.incomplete, art11.ARTICLE),)
_UNSERVED = (Requirement(art11.still_served, art11.ARTICLE),)

# fmt: off
USE_REQUEST = Workflow(
    #    action           from                               to            by whom            article
    Move(Action.SUBMIT,   _OURS,                             S.SUBMITTED,  P.FILE_REQUEST,    11, requires=_COMPLETE),
    Move(Action.RECEIVE,  _SUBMITTED,                        S.RECEIVED,   P.RECEIVE_REQUEST, 11),
    Move(Action.RETURN,   _SUBMITTED,                        S.RETURNED,   P.RECEIVE_REQUEST, 11, needs_note=True, forward=False),
    Move(Action.APPROVE,  _RECEIVED,                         S.APPROVED,   P.APPROVE_REQUEST, 11, signed=True),
    Move(Action.REFUSE,   _RECEIVED,                         S.REFUSED,    P.APPROVE_REQUEST, 11, needs_note=True, signed=True, forward=False),
    Move(Action.ENTRUST,  frozenset({S.APPROVED}),           S.IN_HAND,    P.RECEIVE_REQUEST, 11, offered=False),
    Move(Action.ENTRUST,  frozenset({S.IN_HAND}),            S.IN_HAND,    P.RECEIVE_REQUEST, 11, requires=_UNSERVED, offered=False, forward=False),
    Move(Action.USE,      frozenset({S.IN_HAND}),            S.USED,       P.RUN_DISPATCH,    11, offered=False, forward=False),
    Move(Action.SETTLE,   frozenset({S.USED}),               S.SETTLED,    P.FILE_REQUEST,    11, offered=False),
    Move(Action.WITHDRAW, _OURS | _SUBMITTED | _RECEIVED | _OPEN, S.WITHDRAWN, P.FILE_REQUEST, 11, requires=_UNSERVED, needs_note=True, forward=False),
    track=(S.DRAFT, S.SUBMITTED, S.RECEIVED, S.APPROVED, S.IN_HAND, S.USED, S.SETTLED),
    beside={S.RETURNED: S.DRAFT},
)
# fmt: on
