"""任务 · one expert's part in a dispatch: told, answers, briefed, on site, reports, is rated."""

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Workflow


class State(Term):
    DRAWN = "drawn", "已抽中，待审签"
    NOTIFIED = "notified", "待专家答复"
    ACCEPTED = "accepted", "已接受，待廉政告知"
    BRIEFED = "briefed", "已告知，待到场"
    ON_SITE = "on_site", "已到场"
    LEFT = "left", "已离场，待书面报告"
    REPORTED = "reported", "已报告，待评价"
    RATED = "rated", "已评价"
    DECLINED = "declined", "不能参加"
    RECUSED = "recused", "回避"
    RELEASED = "released", "已调整"
    VOIDED = "voided", "随选取作废"
    CANCELLED = "cancelled", "随派遣撤销"


class Action(Term):
    NOTIFY = "notify", "发出任务通知"
    ACCEPT = "accept", "接受任务"
    DECLINE = "decline", "不能参加"
    RECUSE = "recuse", "申请回避"
    ASK_AGAIN = "ask_again", "改期后重新征询"
    FALL_OUT = "fall_out", "登记当日不能到场"
    ACKNOWLEDGE = "acknowledge", "确认廉政与保密告知"
    ARRIVE = "arrive", "登记到场"
    LEAVE = "leave", "登记离场"
    REPORT = "report", "提交书面报告"
    RATE = "rate", "评价服务质量"
    AMEND = "amend", "更正评价"
    RELEASE = "release", "调整"
    VOID = "void", "作废"
    CANCEL = "cancel", "撤销"


S, P = State, Permission

HOLDING = frozenset(
    {S.DRAWN, S.NOTIFIED, S.ACCEPTED, S.BRIEFED, S.ON_SITE, S.LEFT, S.REPORTED, S.RATED}
)  # those whose seat is taken
_BEFORE_SITE = frozenset({S.NOTIFIED, S.ACCEPTED, S.BRIEFED})


# fmt: off
ASSIGNMENT = Workflow(
    #    action              from                        to            by whom                 article
    Move(Action.NOTIFY,      frozenset({S.DRAWN}),       S.NOTIFIED,   P.SIGN_DISPATCH,        11, offered=False),
    Move(Action.ACCEPT,      frozenset({S.NOTIFIED}),    S.ACCEPTED,   P.ANSWER_ASSIGNMENT,    13),
    Move(Action.DECLINE,     _BEFORE_SITE,               S.DECLINED,   P.ANSWER_ASSIGNMENT,    18, needs_note=True, forward=False),
    Move(Action.RECUSE,      _BEFORE_SITE,               S.RECUSED,    P.ANSWER_ASSIGNMENT,    9,  needs_note=True, forward=False),
    Move(Action.ASK_AGAIN,   _BEFORE_SITE - {S.NOTIFIED}, S.NOTIFIED,  P.DECIDE_CHANGE,        11, needs_note=True, offered=False, forward=False),
    Move(Action.FALL_OUT,    _BEFORE_SITE,               S.DECLINED,   P.RUN_DISPATCH,         13, needs_note=True, offered=False, forward=False),
    Move(Action.ACKNOWLEDGE, frozenset({S.ACCEPTED}),    S.BRIEFED,    P.ACKNOWLEDGE_BRIEFING, 17),
    Move(Action.ARRIVE,      frozenset({S.BRIEFED}),     S.ON_SITE,    P.ATTEND_TASK,          13),
    Move(Action.LEAVE,       frozenset({S.ON_SITE}),     S.LEFT,       P.ATTEND_TASK,          13),
    Move(Action.REPORT,      frozenset({S.LEFT}),        S.REPORTED,   P.REPORT_TASK,          13),
    Move(Action.RATE,        frozenset({S.REPORTED}),    S.RATED,      P.RATE_SERVICE,         17),
    Move(Action.AMEND,       frozenset({S.RATED}),       S.REPORTED,   P.RATE_SERVICE,         17, needs_note=True, forward=False),
    Move(Action.RELEASE,     _BEFORE_SITE,               S.RELEASED,   P.DECIDE_CHANGE,        11, needs_note=True, offered=False, forward=False),
    Move(Action.VOID,        frozenset({S.DRAWN}),       S.VOIDED,     P.DECIDE_CHANGE,        11, needs_note=True, offered=False, forward=False),
    Move(Action.CANCEL,      HOLDING,                    S.CANCELLED,  P.DECIDE_CHANGE,        11, needs_note=True, offered=False, forward=False),
    track=(S.NOTIFIED, S.ACCEPTED, S.BRIEFED, S.ON_SITE, S.LEFT, S.REPORTED, S.RATED),
)
# fmt: on
