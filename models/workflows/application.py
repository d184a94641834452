"""专家申报 · from the form to the appointment, through every gate of Articles 5 and 6."""

from operator import attrgetter

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    DRAFT = "draft", "填写中"
    SUBMITTED = "submitted", "已提交，待人教股受理"
    RETURNED = "returned", "已退回，待补正"
    SORTED = "sorted", "已分送，待股室初审"
    PASSED = "passed", "初审通过，待列入汇总表"
    LISTED = "listed", "已列入推荐汇总表"
    CHECKED = "checked", "形式审查通过"
    PROPOSED = "proposed", "已列入拟定名单"
    APPOINTED = "appointed", "已聘任"
    REJECTED = "rejected", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"


class Action(Term):
    SUBMIT = "submit", "提交申报表"
    SORT = "sort", "受理并分送"
    RETURN = "return", "退回补正"
    REJECT = "reject", "不予通过"
    PASS = "pass", "初审通过"
    LIST = "list", "列入推荐汇总表"
    UNLIST = "unlist", "移出推荐汇总表"
    CHECK = "check", "形式审查通过"
    PROPOSE = "propose", "列入拟定名单"
    UNPROPOSE = "unpropose", "移出拟定名单"
    STRIKE = "strike", "因公示异议成立不予聘任"
    DECLINE = "decline", "局长办公会不予通过"
    APPOINT = "appoint", "聘任"
    WITHDRAW = "withdraw", "撤回申报"


S, P, A = State, Permission, Action
_WRITING = frozenset({S.DRAFT, S.RETURNED})
_BEFORE_THE_SHEET = frozenset({S.DRAFT, S.RETURNED, S.SUBMITTED, S.SORTED, S.PASSED})
_SUBMITTED, _SORTED, _PASSED = (
    frozenset({S.SUBMITTED}),
    frozenset({S.SORTED}),
    frozenset({S.PASSED}),
)
_VETTING = frozenset({S.SORTED, S.PASSED})
_LISTED, _CHECKED, _PROPOSED = (
    frozenset({S.LISTED}),
    frozenset({S.CHECKED}),
    frozenset({S.PROPOSED}),
)
# What the form still lacks and whether it may be handed in today; lines that nobody has judged or
# that do not hold, opinions asked for and not given; what is missing before the appointment.
_COMPLETE = (Requirement(attrgetter("gaps"), 6),)
_VETTED = (Requirement(attrgetter("vetting_gaps"), 6),)
_DECIDED = (Requirement(attrgetter("appointment_gaps"), 6),)

# fmt: off
APPLICATION = Workflow(
    #    action       from                to           by whom              article
    Move(A.SUBMIT,    _WRITING,           S.SUBMITTED, P.FILL_APPLICATION, 6, requires=_COMPLETE, offered=False),
    Move(A.WITHDRAW,  _BEFORE_THE_SHEET,  S.WITHDRAWN, P.FILL_APPLICATION, 6, needs_note=True, offered=False, forward=False),
    Move(A.SORT,      _SUBMITTED,         S.SORTED,    P.SORT_APPLICATION, 6, offered=False),
    Move(A.RETURN,    _SUBMITTED,         S.RETURNED,  P.SORT_APPLICATION, 6, needs_note=True, forward=False),
    Move(A.REJECT,    _SUBMITTED,         S.REJECTED,  P.SORT_APPLICATION, 6, needs_note=True, forward=False),
    Move(A.PASS,      _SORTED,            S.PASSED,    P.VET_APPLICATION,  6, requires=_VETTED, needs_note=True),
    Move(A.RETURN,    _VETTING,           S.RETURNED,  P.VET_APPLICATION,  6, needs_note=True, forward=False),
    Move(A.REJECT,    _VETTING,           S.REJECTED,  P.VET_APPLICATION,  6, needs_note=True, forward=False),
    Move(A.LIST,      _PASSED,            S.LISTED,    P.COMPILE_SHEET,    6, offered=False),
    Move(A.UNLIST,    _LISTED,            S.PASSED,    P.COMPILE_SHEET,    6, offered=False, forward=False),
    Move(A.CHECK,     _LISTED,            S.CHECKED,   P.CHECK_SHEET,      6, offered=False),
    Move(A.REJECT,    _LISTED,            S.REJECTED,  P.CHECK_SHEET,      6, needs_note=True, offered=False, forward=False),
    Move(A.PROPOSE,   _CHECKED,           S.PROPOSED,  P.COMPILE_PROPOSAL, 6, offered=False),
    Move(A.REJECT,    _CHECKED,           S.REJECTED,  P.COMPILE_PROPOSAL, 6, needs_note=True, offered=False, forward=False),
    Move(A.UNPROPOSE, _PROPOSED,          S.CHECKED,   P.COMPILE_PROPOSAL, 6, offered=False, forward=False),
    Move(A.STRIKE,    _PROPOSED,          S.REJECTED,  P.HANDLE_OBJECTION, 6, needs_note=True, offered=False, forward=False),
    Move(A.DECLINE,   _PROPOSED,          S.REJECTED,  P.DECIDE_PROPOSAL,  6, needs_note=True, offered=False, forward=False),
    Move(A.APPOINT,   _PROPOSED,          S.APPOINTED, P.ISSUE_DOCUMENT,   6, requires=_DECIDED, offered=False),
    track=(S.DRAFT, S.SUBMITTED, S.SORTED, S.PASSED, S.LISTED, S.CHECKED, S.PROPOSED, S.APPOINTED),
    beside={S.RETURNED: S.DRAFT},
)
# fmt: on

# Nothing more happens to it.
OVER = frozenset({S.APPOINTED, S.REJECTED, S.WITHDRAWN})
