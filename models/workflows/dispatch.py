"""派遣 · one matter, from the section's request to the closed file (Art. 11(1), 13, 16, 17)."""

from models.rules import article_10_scope as art10
from models.rules import article_11_dispatch as art11
from models.rules import article_11_emergency as art11e
from models.rules import article_11_unannounced as art11u
from models.rules import article_12_support as art12
from models.rules import article_16_training as art16
from models.rules import article_17_integrity as art17
from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    DRAFT = "draft", "草拟"
    RESERVED = "reserved", "经费已预留，待选取专家"
    FROZEN = "frozen", "名单已冻结，待抽取"
    DRAWN = "drawn", "专家已选取，待股室负责人审核"
    ENDORSED = "endorsed", "待分管领导审签"
    ISSUED = "issued", "已审签，待专家到位"
    REFROZEN = "refrozen", "补抽名单已冻结"
    REDRAWN = "redrawn", "补选待分管领导批准"
    ORDERED = "ordered", "紧急调用中，手续待补办"
    PAPERED = "papered", "补办手续待股室负责人审核"
    UNDERWAY = "underway", "任务执行中"
    DELIVERED = "delivered", "待人教股备案"
    RECEIVED = "received", "已备案，待办结"
    CLOSED = "closed", "已办结"
    CANCELLED = "cancelled", "已撤销"


class Action(Term):
    SUBMIT = "submit", "提交并预留经费"
    REVISE = "revise", "退回修改"
    DISCARD = "discard", "撤销申请"
    FREEZE = "freeze", "冻结名单"
    REFREEZE = "refreeze", "冻结补抽名单"
    CALL_OFF = "call_off", "取消冻结"
    DRAW = "draw", "抽取"
    NAME = "name", "选定专家"
    NAME_AGAIN = "name_again", "补选专家"
    ENDORSE = "endorse", "审核同意"
    RETURN = "return", "退回股室负责人"
    SIGN = "sign", "审签同意"
    APPROVE_SUPPLEMENT = "approve_supplement", "批准补选结果"
    VOID = "void", "作废选取"
    ORDER = "order", "紧急调用"
    COMPLETE_PAPERS = "complete_papers", "补齐手续并预留经费"
    RETURN_PAPERS = "return_papers", "退回补办"
    ENDORSE_PAPERS = "endorse_papers", "审核补办手续"
    CALL_OFF_ORDER = "call_off_order", "撤销紧急调用"
    DEPART = "depart", "人员到位，开始执行"
    RECALL = "recall", "改期，重新征询专家"
    DELIVER = "deliver", "报送人教股备案"
    SEND_BACK = "send_back", "退回补正"
    RECEIVE = "receive", "接收备案"
    CLOSE = "close", "结算并办结"
    CANCEL = "cancel", "撤销派遣"


S, P = State, Permission

_DRAFT, _RESERVED, _FROZEN, _REFROZEN = {S.DRAFT}, {S.RESERVED}, {S.FROZEN}, {S.REFROZEN}
_OUT = {S.ISSUED, S.UNDERWAY}
_LIVE = {S.FROZEN, S.DRAWN, S.ENDORSED, S.ISSUED, S.REFROZEN, S.REDRAWN, S.UNDERWAY}

_COMPLETE = (
    Requirement(art11.incomplete, art11.ARTICLE),
    Requirement(art10.inspection_lacks, art10.ARTICLE),
    Requirement(art11u.lacks, art11u.ARTICLE),
    Requirement(art12.protection_lacks, art12.ARTICLE),
    Requirement(art11.ungrounded, art11.ARTICLE),
)
_SETTLED = (Requirement(art11.undecided_changes, art11.ARTICLE),)
_DRAWN = (Requirement(art11.not_by_draw, art11.ARTICLE),)
_CHOSEN = (Requirement(art11.not_by_choice, art11.ARTICLE),)
_VACANT = (*_SETTLED, Requirement(art11.no_vacancy, art11.ARTICLE))
_ORDERED, _PAPERED = {S.ORDERED}, {S.PAPERED}
_URGENT = (
    Requirement(art11e.not_an_emergency, art11e.ARTICLE),
    Requirement(art11.ungrounded, art11.ARTICLE),
)
_NOBODY_THERE = (*_SETTLED, Requirement(art11e.on_site_already, art11e.ARTICLE))
_READY = (
    *_SETTLED,
    Requirement(art11.unfilled, art11.ARTICLE),
    Requirement(art16.unbriefed, art16.ARTICLE),
    Requirement(art12.unfitted, art12.ARTICLE),
)
_USABLE = (*_SETTLED, Requirement(art11.unusable, art11.ARTICLE))
_RECORDED = (
    *_SETTLED,
    Requirement(art11.unfilled, art11.ARTICLE),
    Requirement(art17.unrated, art17.ARTICLE),
)


def _move(
    action: Action, sources: set[State], target: State, permission: Permission, article: int,
    *, requires: tuple[Requirement, ...] = (), **how: bool,
) -> Move[State, Action]:  # fmt: skip
    return Move(action, frozenset(sources), target, permission, article, requires, **how)


# fmt: off
DISPATCH = Workflow(
    #     action                     from                       to           by whom                 article
    _move(Action.SUBMIT,             _DRAFT,                    S.RESERVED,  P.DRAFT_DISPATCH,       22, requires=_COMPLETE),
    _move(Action.REVISE,             _RESERVED,                 S.DRAFT,     P.DRAFT_DISPATCH,       11, forward=False),
    _move(Action.DISCARD,            _DRAFT | _RESERVED,        S.CANCELLED, P.DRAFT_DISPATCH,       11, needs_note=True, forward=False),
    _move(Action.FREEZE,             _RESERVED,                 S.FROZEN,    P.HOLD_DRAW,            11, requires=_DRAWN + _COMPLETE + _SETTLED, offered=False),
    _move(Action.NAME,               _RESERVED,                 S.DRAWN,     P.NAME_EXPERTS,         11, requires=_CHOSEN + _COMPLETE + _SETTLED, offered=False),
    _move(Action.CALL_OFF,           _FROZEN,                   S.RESERVED,  P.HOLD_DRAW,            11, needs_note=True, offered=False, forward=False),
    _move(Action.DRAW,               _FROZEN,                   S.DRAWN,     P.CONTRIBUTE_TO_DRAW,   11, offered=False, forward=False),
    _move(Action.ENDORSE,            {S.DRAWN},                 S.ENDORSED,  P.ENDORSE_DISPATCH,     11, requires=_USABLE),
    _move(Action.SIGN,               {S.ENDORSED},              S.ISSUED,    P.SIGN_DISPATCH,        11, requires=_USABLE, signed=True),
    _move(Action.RETURN,             {S.ENDORSED},              S.DRAWN,     P.SIGN_DISPATCH,        11, needs_note=True, forward=False),
    _move(Action.NAME_AGAIN,         _OUT,                      S.REDRAWN,   P.NAME_EXPERTS,         11, requires=_CHOSEN + _VACANT, offered=False),
    _move(Action.REFREEZE,           _OUT,                      S.REFROZEN,  P.HOLD_DRAW,            11, requires=_VACANT, offered=False),
    _move(Action.CALL_OFF,           _REFROZEN,                 S.ISSUED,    P.HOLD_DRAW,            11, needs_note=True, offered=False, forward=False),
    _move(Action.DRAW,               _REFROZEN,                 S.REDRAWN,   P.CONTRIBUTE_TO_DRAW,   11, offered=False, forward=False),
    _move(Action.APPROVE_SUPPLEMENT, {S.REDRAWN},               S.ISSUED,    P.SIGN_DISPATCH,        11, requires=_USABLE, signed=True),
    _move(Action.ORDER,              _DRAFT,                    S.ORDERED,   P.SIGN_DISPATCH,        11, requires=_URGENT, needs_note=True, signed=True, offered=False, forward=False),
    _move(Action.COMPLETE_PAPERS,    _ORDERED,                  S.PAPERED,   P.DRAFT_DISPATCH,       22, requires=_COMPLETE + _SETTLED),
    _move(Action.RETURN_PAPERS,      _PAPERED,                  S.ORDERED,   P.ENDORSE_DISPATCH,     11, needs_note=True, forward=False),
    _move(Action.ENDORSE_PAPERS,     _PAPERED,                  S.ISSUED,    P.ENDORSE_DISPATCH,     11, requires=_USABLE),
    _move(Action.CALL_OFF_ORDER,     _ORDERED | _PAPERED,       S.CANCELLED, P.DECIDE_CHANGE,        11, requires=_NOBODY_THERE, needs_note=True, signed=True, forward=False),
    _move(Action.DEPART,             {S.ISSUED},                S.UNDERWAY,  P.RUN_DISPATCH,         16, requires=_READY),
    _move(Action.RECALL,             {S.UNDERWAY},              S.ISSUED,    P.DECIDE_CHANGE,        11, needs_note=True, offered=False, forward=False),
    _move(Action.DELIVER,            {S.UNDERWAY},              S.DELIVERED, P.RUN_DISPATCH,         17, requires=_RECORDED),
    _move(Action.RECEIVE,            {S.DELIVERED},             S.RECEIVED,  P.RECEIVE_RECORDS,      17),
    _move(Action.SEND_BACK,          {S.DELIVERED},             S.UNDERWAY,  P.RECEIVE_RECORDS,      17, needs_note=True, forward=False),
    _move(Action.CLOSE,              {S.RECEIVED},              S.CLOSED,    P.RUN_DISPATCH,         22),
    _move(Action.VOID,               {S.DRAWN, S.ENDORSED},     S.RESERVED,  P.DECIDE_CHANGE,        11, needs_note=True, offered=False, forward=False),
    _move(Action.VOID,               {S.REDRAWN},               S.ISSUED,    P.DECIDE_CHANGE,        11, needs_note=True, offered=False, forward=False),
    _move(Action.CANCEL,             _LIVE,                     S.CANCELLED, P.DECIDE_CHANGE,        11, needs_note=True, offered=False, forward=False),
    track=(S.DRAFT, S.RESERVED, S.FROZEN, S.DRAWN, S.ENDORSED, S.ISSUED, S.UNDERWAY, S.DELIVERED, S.RECEIVED, S.CLOSED),
    beside={S.REFROZEN: S.ISSUED, S.REDRAWN: S.ISSUED},
)
# fmt: on

# Where the section names the experts, no pool is frozen.
CHOSEN_TRACK = tuple(state for state in DISPATCH.track if state is not S.FROZEN)
# The way of an emergency: the order comes first, the papers after it.
EMERGENCY_TRACK = (S.ORDERED, S.PAPERED, S.ISSUED, S.UNDERWAY, S.DELIVERED, S.RECEIVED, S.CLOSED)
CALLING = frozenset({S.ORDERED, S.PAPERED})
DELIVERED = frozenset({S.DELIVERED, S.RECEIVED, S.CLOSED})  # no entry of it is mended any more
