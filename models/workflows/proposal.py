"""拟定名单 · from the office's draft to the certificates and the file: no step can be skipped."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    COMPILING = "compiling", "编制中"
    CONSULTING = "consulting", "征求领导小组意见"
    APPROVED = "approved", "领导小组已批准，待公示"
    PUBLICISED = "publicised", "公示中"
    CLEARED = "cleared", "公示完毕，待局长办公会审定"
    DECIDED = "decided", "已审定，待印发文件"
    ISSUED = "issued", "已印发，待颁发聘书"
    CERTIFIED = "certified", "聘书已颁发，待归档"
    ARCHIVED = "archived", "已归档"
    DISCARDED = "discarded", "已作废"


class Action(Term):
    SUBMIT = "submit", "提交领导小组"
    RETURN = "return", "退回修改"
    APPROVE = "approve", "批准拟定名单"
    PUBLICISE = "publicise", "发布公示"
    RECALL = "recall", "撤回公示"
    CLEAR = "clear", "公示完毕"
    DECIDE = "decide", "记录局长办公会审定结果"
    ISSUE = "issue", "印发聘任文件"
    CERTIFY = "certify", "颁发聘书"
    ARCHIVE = "archive", "归档"
    DISCARD = "discard", "作废"


def _unheard(proposal: Any) -> Sequence[str]:
    waiting = proposal.members_awaited
    return [f"还有{len(waiting)}名小组成员没有发表意见：{'、'.join(waiting)}"] if waiting else []


def _undecided(proposal: Any) -> Sequence[str]:
    waiting = [item for item in proposal.standing_items if item.is_approved is None]
    return [f"还有{len(waiting)}人没有审定结论"] if waiting else []


def _without_certificate(proposal: Any) -> Sequence[str]:
    waiting = proposal.without_certificate
    return [f"还有{waiting}名新聘专家没有聘书"] if waiting else []


S, P, A = State, Permission, Action
_COMPILING, _CONSULTING = frozenset({S.COMPILING}), frozenset({S.CONSULTING})
_APPROVED, _PUBLICISED = frozenset({S.APPROVED}), frozenset({S.PUBLICISED})
_CLEARED, _DECIDED = frozenset({S.CLEARED}), frozenset({S.DECIDED})
_ISSUED, _CERTIFIED = frozenset({S.ISSUED}), frozenset({S.CERTIFIED})
_READY, _HEARD = (Requirement(attrgetter("compiling_gaps"), 4),), (Requirement(_unheard, 6),)
_OVER, _ALL_DECIDED = (Requirement(attrgetter("publicity_gaps"), 6),), (Requirement(_undecided, 6),)
_CERTIFICATED = (Requirement(_without_certificate, 6),)

# fmt: off
PROPOSAL = Workflow(
    #    action       from         to            by whom               article
    Move(A.SUBMIT,    _COMPILING,  S.CONSULTING, P.COMPILE_PROPOSAL,   6, requires=_READY),
    Move(A.DISCARD,   _COMPILING,  S.DISCARDED,  P.COMPILE_PROPOSAL,   6, needs_note=True, forward=False),
    Move(A.APPROVE,   _CONSULTING, S.APPROVED,   P.APPROVE_PROPOSAL,   6, requires=_HEARD, signed=True),
    Move(A.RETURN,    _CONSULTING, S.COMPILING,  P.APPROVE_PROPOSAL,   6, needs_note=True, forward=False),
    Move(A.PUBLICISE, _APPROVED,   S.PUBLICISED, P.PUBLISH_NOTICE,     6, offered=False),
    Move(A.RECALL,    _PUBLICISED, S.APPROVED,   P.PUBLISH_NOTICE,     6, needs_note=True, offered=False, forward=False),
    Move(A.CLEAR,     _PUBLICISED, S.CLEARED,    P.PUBLISH_NOTICE,     6, requires=_OVER, offered=False),
    Move(A.DECIDE,    _CLEARED,    S.DECIDED,    P.DECIDE_PROPOSAL,    6, requires=_ALL_DECIDED, signed=True, offered=False),
    Move(A.ISSUE,     _DECIDED,    S.ISSUED,     P.ISSUE_DOCUMENT,     6, signed=True, offered=False),
    Move(A.CERTIFY,   _ISSUED,     S.CERTIFIED,  P.ISSUE_CERTIFICATES, 6, requires=_CERTIFICATED, offered=False),
    Move(A.ARCHIVE,   _CERTIFIED,  S.ARCHIVED,   P.KEEP_ARCHIVE,       6, offered=False),
    track=(S.COMPILING, S.CONSULTING, S.APPROVED, S.PUBLICISED, S.CLEARED, S.DECIDED, S.ISSUED, S.CERTIFIED, S.ARCHIVED),
)
# fmt: on
