"""解聘 · proposed, opened, heard, concluded by the office, decided by the leader, issued (Art. 18).

The program may propose; every step after that is a person's.
"""

from collections.abc import Sequence
from typing import Any

from models import clock
from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    PROPOSED = "proposed", "待立案"
    HEARING = "hearing", "待本人陈述"
    HEARD = "heard", "待专家办提出意见"
    CONCLUDED = "concluded", "待领导小组审定"
    DECIDED = "decided", "待制发通知书"
    DISMISSED = "dismissed", "已解聘"
    OVERTURNED = "overturned", "解聘决定已撤销"
    KEPT = "kept", "不予解聘"
    SET_ASIDE = "set_aside", "不予立案"
    STOPPED = "stopped", "已终止"


class Action(Term):
    OPEN = "open", "立案并告知本人"
    SET_ASIDE = "set_aside", "不予立案"
    STATE = "state", "提交陈述"
    WAIVE = "waive", "放弃陈述"
    TAKE_DOWN = "take_down", "代录本人书面答复"
    PASS = "pass", "期满未陈述，转入研究"
    RECOMMEND = "recommend", "建议解聘"
    RECOMMEND_KEEPING = "recommend_keeping", "建议不予解聘"
    APPROVE = "approve", "决定解聘"
    KEEP = "keep", "决定不予解聘"
    RETURN = "return", "退回专家办补充"
    ISSUE = "issue", "制发解聘通知书"
    STOP = "stop", "终止办理"
    OVERTURN = "overturn", "撤销解聘决定"


S, P = State, Permission
OPEN = frozenset({S.PROPOSED, S.HEARING, S.HEARD, S.CONCLUDED, S.DECIDED})
TOLD = frozenset(State) - {S.PROPOSED, S.SET_ASIDE}  # of which the expert knows
UNDER_WAY = OPEN & TOLD


def _lacking(dismissal: Any) -> Sequence[str]:
    return list(dismissal.gaps)


def _tasks_left(dismissal: Any) -> Sequence[str]:
    return [f"还有任务没有完成：{each}，请先办理派遣变更调整专家" for each in dismissal.tasks_left]


def _term_runs(dismissal: Any) -> Sequence[str]:
    """Nobody is passed over who may still be heard."""
    until = dismissal.due_on
    if clock.today() > until:
        return []
    return [f"本人陈述期至{until.year}年{until.month}月{until.day}日，期满前不能转入研究"]


def _still_there(dismissal: Any) -> Sequence[str]:
    if dismissal.may_be_stopped:
        return []
    return ["立案以后是否解聘由领导小组审定，只有本人已经退出、清退，或者收回退出意见的，才能终止"]


_PROPOSED, _HEARING, _HEARD = frozenset({S.PROPOSED}), frozenset({S.HEARING}), frozenset({S.HEARD})
_CONCLUDED, _DECIDED = frozenset({S.CONCLUDED}), frozenset({S.DECIDED})
_WRITTEN = (Requirement(_lacking, 18),)
_FREE = (Requirement(_tasks_left, 18),)
_PASSED = (Requirement(_term_runs, 18),)
_GONE = (Requirement(_still_there, 18),)

# fmt: off
DISMISSAL = Workflow(
    #    action                    from        to             by whom              article
    Move(Action.OPEN,              _PROPOSED,  S.HEARING,     P.RUN_DISMISSAL,     18, requires=_WRITTEN),
    Move(Action.SET_ASIDE,         _PROPOSED,  S.SET_ASIDE,   P.RUN_DISMISSAL,     18, needs_note=True, forward=False),
    Move(Action.STATE,             _HEARING,   S.HEARD,       P.ANSWER_DISMISSAL,  18, offered=False),
    Move(Action.WAIVE,             _HEARING,   S.HEARD,       P.ANSWER_DISMISSAL,  18, offered=False),
    Move(Action.TAKE_DOWN,         _HEARING,   S.HEARD,       P.RUN_DISMISSAL,     18, offered=False, forward=False),
    Move(Action.PASS,              _HEARING,   S.HEARD,       P.RUN_DISMISSAL,     18, requires=_PASSED),
    Move(Action.RECOMMEND,         _HEARD,     S.CONCLUDED,   P.RUN_DISMISSAL,     18, needs_note=True),
    Move(Action.RECOMMEND_KEEPING, _HEARD,     S.CONCLUDED,   P.RUN_DISMISSAL,     18, needs_note=True),
    Move(Action.APPROVE,           _CONCLUDED, S.DECIDED,     P.DECIDE_DISMISSAL,  18, requires=_FREE, signed=True),
    Move(Action.KEEP,              _CONCLUDED, S.KEPT,        P.DECIDE_DISMISSAL,  18, needs_note=True, signed=True),
    Move(Action.RETURN,            _CONCLUDED, S.HEARD,       P.DECIDE_DISMISSAL,  18, needs_note=True, forward=False),
    Move(Action.ISSUE,             _DECIDED,   S.DISMISSED,   P.RUN_DISMISSAL,     18, requires=_FREE, offered=False),
    Move(Action.STOP,              UNDER_WAY,  S.STOPPED,     P.RUN_DISMISSAL,     18, requires=_GONE, needs_note=True, forward=False),
    Move(Action.OVERTURN,          frozenset({S.DISMISSED}), S.OVERTURNED, P.ANSWER_REMOVAL_OBJECTION, 18, needs_note=True, offered=False, forward=False),
    track=(S.PROPOSED, S.HEARING, S.HEARD, S.CONCLUDED, S.DECIDED, S.DISMISSED),
)
# fmt: on
