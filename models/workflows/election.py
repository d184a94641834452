"""组长推选 · nominations, a secret ballot of the group, lots where it is even, the office's word."""

from collections.abc import Sequence
from typing import Any

from models.rules.article_04_election import FEWEST_BALLOTS, MOST_CANDIDATES
from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    NOMINATING = "nominating", "提名中"
    VOTING = "voting", "投票中"
    TIED = "tied", "同票，待抽签"
    COUNTED = "counted", "已计票，待专家办确认"
    CONFIRMED = "confirmed", "已确认"
    RETURNED = "returned", "已退回，须重新推选"
    FAILED = "failed", "未能选出"
    WITHDRAWN = "withdrawn", "已撤销"


class Action(Term):
    OPEN_VOTING = "open_voting", "开始投票"
    WITHDRAW = "withdraw", "撤销推选"
    COUNT = "count", "结束投票并计票"
    TIE = "tie", "得票相同，转抽签"
    FAIL = "fail", "未能选出"
    DRAW_LOTS = "draw_lots", "抽签"
    CONFIRM = "confirm", "确认推选结果"
    RETURN = "return", "退回重新推选"


def _unready(election: Any) -> Sequence[str]:
    """What is still lacking before anyone can vote."""
    candidates = len(election.candidates)
    lacks = {
        f"提名到{election.nominations_until}为止，次日起才能投票": not election.nominations_over,
        f"投票截止日{election.voting_until}已过，请撤销后重新发起": election.voting_over,
        f"推选{election.places}名，接受提名的只有{candidates}名": candidates < election.places,
        f"接受提名的超过{MOST_CANDIDATES}名，选票放不下": candidates > MOST_CANDIDATES,
    }
    return [sentence for sentence, is_so in lacks.items() if is_so]


def _unfinished(election: Any) -> Sequence[str]:
    if election.voting_over or election.all_voted:
        return []
    waiting = election.voters_listed - election.voters_voted
    return [f"投票到{election.voting_until}为止，还有{waiting}名成员没有投票"]


S, P = State, Permission
_NOMINATING, _VOTING, _COUNTED = {S.NOMINATING}, {S.VOTING}, {S.COUNTED}
_READY = (Requirement(_unready, 4),)
_OVER = (Requirement(_unfinished, 4),)

TOO_FEW = f"投票的不足{FEWEST_BALLOTS}人，公布得票等于公布选票，票箱不计票即销毁"
NO_VOTES = "没有人得票"

# fmt: off
ELECTION = Workflow(
    #    action              from                     to           by whom             article
    Move(Action.OPEN_VOTING, frozenset(_NOMINATING),  S.VOTING,    P.RUN_ELECTION,     4, requires=_READY),
    Move(Action.WITHDRAW,    frozenset(_NOMINATING),  S.WITHDRAWN, P.RUN_ELECTION,     4, needs_note=True, forward=False),
    Move(Action.COUNT,       frozenset(_VOTING),      S.COUNTED,   P.RUN_ELECTION,     4, requires=_OVER),
    Move(Action.TIE,         frozenset(_VOTING),      S.TIED,      P.RUN_ELECTION,     4, requires=_OVER, offered=False, forward=False),
    Move(Action.FAIL,        frozenset(_VOTING),      S.FAILED,    P.RUN_ELECTION,     4, requires=_OVER, needs_note=True, offered=False, forward=False),
    Move(Action.DRAW_LOTS,   frozenset({S.TIED}),     S.COUNTED,   P.DRAW_LOTS,        4, offered=False),
    Move(Action.CONFIRM,     frozenset(_COUNTED),     S.CONFIRMED, P.CONFIRM_ELECTION, 4, signed=True),
    Move(Action.RETURN,      frozenset(_COUNTED),     S.RETURNED,  P.CONFIRM_ELECTION, 4, needs_note=True, forward=False),
    track=(S.NOMINATING, S.VOTING, S.COUNTED, S.CONFIRMED),
    beside={S.TIED: S.COUNTED},
)
# fmt: on
