"""抽取 and 派遣变更: nothing held is ever taken back, only voided by the deputy."""

from models.vocabulary import ChangeKind, Permission
from models.workflows.change import CHANGE, POSSIBLE
from models.workflows.change import State as Change
from models.workflows.draw import DRAW, Action, State


def test_a_draw_can_be_called_off_only_before_it_is_held():
    [call_off] = [move for move in DRAW.moves if move.action is Action.CALL_OFF]
    assert call_off.sources == {State.FROZEN}


def test_a_draw_once_held_is_published_or_voided_and_both_are_the_deputys():
    after = DRAW.moves_from(State.DRAWN)
    assert {move.action for move in after} == {Action.PUBLISH, Action.VOID}
    assert {move.permission for move in after} == {
        Permission.SIGN_DISPATCH,
        Permission.DECIDE_CHANGE,
    }


def test_a_change_once_decided_stays_decided():
    assert not [state for state in set(Change) - {Change.PROPOSED} if CHANGE.moves_from(state)]


def test_only_the_deputy_approves_and_by_a_signature():
    [approve] = [move for move in CHANGE.moves if move.target is Change.APPROVED]
    assert (approve.permission, approve.signed) == (Permission.DECIDE_CHANGE, True)


def test_every_kind_of_change_is_possible_somewhere():
    assert set(POSSIBLE) == set(ChangeKind)
    assert all(POSSIBLE.values())
