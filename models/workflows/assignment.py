"""任务 · one expert's part in a dispatch: told, answers, briefed, on site, reports, is rated."""

from functools import partial

from models.rules import article_11_off_roster as art11
from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    DRAWN = "drawn", "已选中，待审签"
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
    CALL = "call", "电话调用，答复能到"
    CALL_DECLINED = "call_declined", "电话调用，答复不能到"
    CALL_RECUSED = "call_recused", "电话调用，应当回避"
    BRIEF_BY_PHONE = "brief_by_phone", "电话告知廉政与保密要求"
    ACKNOWLEDGE = "acknowledge", "确认廉政与保密告知"
    ACKNOWLEDGE_ON_PAPER = "acknowledge_on_paper", "代录廉政与保密告知"
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
BEFORE_DEPARTURE = frozenset({S.ACCEPTED, S.BRIEFED})
_BEFORE_SITE = frozenset({S.NOTIFIED, S.ACCEPTED, S.BRIEFED})
# Told, and the report is not handed in.
BEFORE_REPORT = _BEFORE_SITE | {S.ON_SITE, S.LEFT}


def _paper(step: Action) -> Requirement:
    return Requirement(partial(art11.unsigned, step.value), art11.ARTICLE)


_NO_ACCOUNT = Requirement(art11.signs_in, 17)


# fmt: off
ASSIGNMENT = Workflow(
    #    action              from                        to            by whom                 article
    Move(Action.NOTIFY,      frozenset({S.DRAWN}),       S.NOTIFIED,   P.SIGN_DISPATCH,        11, offered=False),
    Move(Action.ACCEPT,      frozenset({S.NOTIFIED}),    S.ACCEPTED,   P.ANSWER_ASSIGNMENT,    13, requires=(_paper(Action.ACCEPT),)),
    Move(Action.DECLINE,     _BEFORE_SITE,               S.DECLINED,   P.ANSWER_ASSIGNMENT,    18, needs_note=True, forward=False),
    Move(Action.RECUSE,      _BEFORE_SITE,               S.RECUSED,    P.ANSWER_ASSIGNMENT,    9,  needs_note=True, forward=False),
    Move(Action.ASK_AGAIN,   _BEFORE_SITE - {S.NOTIFIED}, S.NOTIFIED,  P.DECIDE_CHANGE,        11, needs_note=True, offered=False, forward=False),
    Move(Action.FALL_OUT,    _BEFORE_SITE,               S.DECLINED,   P.RUN_DISPATCH,         13, needs_note=True, offered=False, forward=False),
    Move(Action.ACKNOWLEDGE, frozenset({S.ACCEPTED}),    S.BRIEFED,    P.ACKNOWLEDGE_BRIEFING, 17),
    Move(Action.ACKNOWLEDGE_ON_PAPER, frozenset({S.ACCEPTED}), S.BRIEFED, P.RECORD_ON_PAPER,   17, requires=(_NO_ACCOUNT, _paper(Action.ACKNOWLEDGE_ON_PAPER)), offered=False, forward=False),
    Move(Action.CALL,          frozenset({S.DRAWN}),     S.ACCEPTED,   P.CALL_EXPERTS,         11, offered=False, forward=False),
    Move(Action.CALL_DECLINED, frozenset({S.DRAWN}),     S.DECLINED,   P.CALL_EXPERTS,         18, offered=False, forward=False),
    Move(Action.CALL_RECUSED,  frozenset({S.DRAWN}),     S.RECUSED,    P.CALL_EXPERTS,         9,  offered=False, forward=False),
    Move(Action.BRIEF_BY_PHONE, frozenset({S.ACCEPTED}), S.BRIEFED,    P.CALL_EXPERTS,         17, offered=False, forward=False),
    Move(Action.ARRIVE,      frozenset({S.BRIEFED}),     S.ON_SITE,    P.ATTEND_TASK,          13),
    Move(Action.LEAVE,       frozenset({S.ON_SITE}),     S.LEFT,       P.ATTEND_TASK,          13, requires=(_paper(Action.LEAVE),)),
    Move(Action.REPORT,      frozenset({S.LEFT}),        S.REPORTED,   P.REPORT_TASK,          13, requires=(_paper(Action.REPORT),)),
    Move(Action.RATE,        frozenset({S.REPORTED}),    S.RATED,      P.RATE_SERVICE,         17),
    Move(Action.AMEND,       frozenset({S.RATED}),       S.REPORTED,   P.RATE_SERVICE,         17, needs_note=True, forward=False),
    Move(Action.RELEASE,     _BEFORE_SITE,               S.RELEASED,   P.DECIDE_CHANGE,        11, needs_note=True, offered=False, forward=False),
    Move(Action.VOID,        frozenset({S.DRAWN}),       S.VOIDED,     P.DECIDE_CHANGE,        11, needs_note=True, offered=False, forward=False),
    Move(Action.CANCEL,      HOLDING,                    S.CANCELLED,  P.DECIDE_CHANGE,        11, needs_note=True, offered=False, forward=False),
    track=(S.NOTIFIED, S.ACCEPTED, S.BRIEFED, S.ON_SITE, S.LEFT, S.REPORTED, S.RATED),
)
# fmt: on
