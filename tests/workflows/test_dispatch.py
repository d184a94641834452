"""派遣: the table itself, and what no path through it can avoid."""

import pytest

from models.errors import IllegalMove
from models.vocabulary import Permission
from models.workflows.dispatch import DISPATCH, Action, State

S, A = State, Action


def reachable(without: set[State | Permission]) -> set[State]:
    """Every state that can be come to from a draft by moves that avoid ``without``."""
    found, waiting = set(), [S.DRAFT]
    while waiting:
        state = waiting.pop()
        found.add(state)
        waiting += [
            move.target
            for move in DISPATCH.moves_from(state)
            if move.permission not in without and move.target not in without | found
        ]
    return found


@pytest.mark.parametrize(
    ("state", "actions"),
    [
        (S.DRAFT, {A.SUBMIT, A.DISCARD}),
        (S.RESERVED, {A.REVISE, A.DISCARD, A.NAME, A.FREEZE}),
        (S.FROZEN, {A.CALL_OFF, A.DRAW, A.CANCEL}),
        (S.DRAWN, {A.ENDORSE, A.VOID, A.CANCEL}),
        (S.ENDORSED, {A.SIGN, A.RETURN, A.VOID, A.CANCEL}),
        (S.ISSUED, {A.NAME_AGAIN, A.REFREEZE, A.DEPART, A.CANCEL}),
        (S.REFROZEN, {A.CALL_OFF, A.DRAW, A.CANCEL}),
        (S.REDRAWN, {A.APPROVE_SUPPLEMENT, A.VOID, A.CANCEL}),
        (S.UNDERWAY, {A.NAME_AGAIN, A.REFREEZE, A.DELIVER, A.RECALL, A.CANCEL}),
        (S.DELIVERED, {A.RECEIVE, A.SEND_BACK}),
        (S.RECEIVED, {A.CLOSE}),
        (S.CLOSED, set()),
        (S.CANCELLED, set()),
    ],
)
def test_what_can_happen_next(state, actions):
    assert {move.action for move in DISPATCH.moves_from(state)} == actions


@pytest.mark.parametrize("gate", [S.RESERVED, S.DRAWN, S.ENDORSED])
def test_no_expert_is_told_before_each_gate_was_passed(gate):
    assert S.ISSUED not in reachable(without={gate})


@pytest.mark.parametrize(
    "hand",
    [Permission.ENDORSE_DISPATCH, Permission.SIGN_DISPATCH],
)
def test_no_expert_is_told_without_each_of_these_hands(hand):
    assert S.ISSUED not in reachable(without={hand})


def test_nobody_is_told_unless_drawn_by_two_hands_or_named_by_the_section():
    assert S.ISSUED not in reachable(without={S.FROZEN, Permission.NAME_EXPERTS})
    assert S.ISSUED not in reachable(
        without={Permission.CONTRIBUTE_TO_DRAW, Permission.NAME_EXPERTS}
    )


@pytest.mark.parametrize("gate", [S.ISSUED, S.UNDERWAY, S.DELIVERED, S.RECEIVED])
def test_no_file_is_closed_before_each_gate_was_passed(gate):
    assert S.CLOSED not in reachable(without={gate})


def test_every_state_is_reached_and_only_two_are_final():
    assert reachable(without=set()) == set(State)
    assert {state for state in State if not DISPATCH.moves_from(state)} == {S.CLOSED, S.CANCELLED}


def test_a_step_from_the_wrong_state_says_where_the_matter_stands():
    with pytest.raises(IllegalMove, match="现在是“草拟”，不能审签同意"):
        DISPATCH.move(S.DRAFT, A.SIGN)


def test_an_unknown_step_is_refused():
    with pytest.raises(IllegalMove, match="没有这一步"):
        DISPATCH.move(S.DRAFT, "crown")
