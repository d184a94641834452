"""推荐汇总表 · compiled by the section, signed three times, delivered, checked by the office."""

from collections.abc import Sequence
from typing import Any

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    COMPILING = "compiling", "编制中"
    HANDLED = "handled", "承办人已签，待股室负责人签字"
    ENDORSED = "endorsed", "待分管领导签字"
    SIGNED = "signed", "已签字，待送达"
    DELIVERED = "delivered", "已送达，待形式审查"
    ACCEPTED = "accepted", "形式审查完毕"
    RETURNED = "returned", "已退回，须另编新版"
    DISCARDED = "discarded", "已作废"


class Action(Term):
    HANDLE = "handle", "承办人签字"
    ENDORSE = "endorse", "股室负责人签字"
    SIGN = "sign", "分管领导签字"
    DELIVER = "deliver", "送达专家办"
    ACCEPT = "accept", "形式审查完毕"
    RETURN = "return", "退回"
    DISCARD = "discard", "作废"


def _empty(sheet: Any) -> Sequence[str]:
    return [] if sheet.lines else ["汇总表里还没有人"]


def _unchecked(sheet: Any) -> Sequence[str]:
    waiting = [line for line in sheet.lines if line.passed is None]
    return [f"还有{len(waiting)}人没有形式审查结论"] if waiting else []


S, P, A = State, Permission, Action
_COMPILING = frozenset({S.COMPILING})
_HANDLED, _ENDORSED = frozenset({S.HANDLED}), frozenset({S.ENDORSED})
_SIGNED, _DELIVERED = frozenset({S.SIGNED}), frozenset({S.DELIVERED})

# fmt: off
SHEET = Workflow(
    #    action     from        to           by whom          article
    Move(A.HANDLE,  _COMPILING, S.HANDLED,   P.COMPILE_SHEET, 6, requires=(Requirement(_empty, 6),), signed=True),
    Move(A.DISCARD, _COMPILING, S.DISCARDED, P.COMPILE_SHEET, 6, forward=False),
    Move(A.ENDORSE, _HANDLED,   S.ENDORSED,  P.ENDORSE_SHEET, 6, signed=True),
    Move(A.RETURN,  _HANDLED,   S.RETURNED,  P.ENDORSE_SHEET, 6, needs_note=True, forward=False),
    Move(A.SIGN,    _ENDORSED,  S.SIGNED,    P.SIGN_SHEET,    6, signed=True),
    Move(A.RETURN,  _ENDORSED,  S.RETURNED,  P.SIGN_SHEET,    6, needs_note=True, forward=False),
    Move(A.DELIVER, _SIGNED,    S.DELIVERED, P.COMPILE_SHEET, 6),
    Move(A.ACCEPT,  _DELIVERED, S.ACCEPTED,  P.CHECK_SHEET,   6, requires=(Requirement(_unchecked, 6),)),
    Move(A.RETURN,  _DELIVERED, S.RETURNED,  P.CHECK_SHEET,   6, needs_note=True, forward=False),
    track=(S.COMPILING, S.HANDLED, S.ENDORSED, S.SIGNED, S.DELIVERED, S.ACCEPTED),
)
# fmt: on
