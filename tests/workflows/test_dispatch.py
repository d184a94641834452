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
        (S.DRAFT, {A.SUBMIT, A.DISCARD, A.ORDER}),
        (S.RESERVED, {A.REVISE, A.DISCARD, A.NAME, A.FREEZE}),
        (S.FROZEN, {A.CALL_OFF, A.DRAW, A.CANCEL}),
        (S.DRAWN, {A.ENDORSE, A.VOID, A.CANCEL}),
        (S.ENDORSED, {A.SIGN, A.RETURN, A.VOID, A.CANCEL}),
        (S.ISSUED, {A.NAME_AGAIN, A.REFREEZE, A.DEPART, A.CANCEL}),
        (S.REFROZEN, {A.CALL_OFF, A.DRAW, A.CANCEL}),
        (S.REDRAWN, {A.APPROVE_SUPPLEMENT, A.VOID, A.CANCEL}),
        (S.UNDERWAY, {A.NAME_AGAIN, A.REFREEZE, A.DELIVER, A.RECALL, A.CANCEL}),
        (S.ORDERED, {A.COMPLETE_PAPERS, A.CALL_OFF_ORDER}),
        (S.PAPERED, {A.ENDORSE_PAPERS, A.RETURN_PAPERS, A.CALL_OFF_ORDER}),
        (S.DELIVERED, {A.RECEIVE, A.SEND_BACK}),
        (S.RECEIVED, {A.CLOSE}),
        (S.CLOSED, set()),
        (S.CANCELLED, set()),
    ],
)
def test_what_can_happen_next(state, actions):
    assert {move.action for move in DISPATCH.moves_from(state)} == actions


@pytest.mark.parametrize("gate", [S.RESERVED, S.DRAWN, S.ENDORSED])
def test_no_expert_is_told_before_each_gate_was_passed_but_in_an_emergency(gate):
    assert S.ISSUED not in reachable(without={gate, S.ORDERED})


@pytest.mark.parametrize("gate", [S.ORDERED, S.PAPERED])
def test_no_emergency_goes_on_before_each_gate_was_passed(gate):
    assert S.ISSUED not in reachable(without={gate, S.RESERVED})


def test_nothing_but_a_signed_order_begins_an_emergency():
    [order] = [move for move in DISPATCH.moves if move.target is S.ORDERED and move.forward is False
               and move.sources == {S.DRAFT}]  # fmt: skip
    assert (order.permission, order.signed, order.needs_note, order.offered) == (
        Permission.SIGN_DISPATCH, True, True, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "hand",
    [Permission.ENDORSE_DISPATCH, Permission.SIGN_DISPATCH],
)
def test_no_expert_is_told_without_each_of_these_hands(hand):
    assert S.ISSUED not in reachable(without={hand})


def test_nobody_is_told_unless_drawn_by_two_hands_or_named_by_the_section():
    others = {Permission.NAME_EXPERTS, S.ORDERED}
    assert S.ISSUED not in reachable(without={S.FROZEN, *others})
    assert S.ISSUED not in reachable(without={Permission.CONTRIBUTE_TO_DRAW, *others})


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
