"""工作会议: the two tables themselves, without an office around them."""

import pytest

from models.errors import IllegalMove
from models.vocabulary import Permission as P
from models.workflows.meeting import CONSULTATION, OVER, PLENARY, Action, State


def test_the_convener_signs_the_invitation_and_the_minutes():
    for table, who in ((CONSULTATION, P.CONVENE_CONSULTATION), (PLENARY, P.CONVENE_PLENARY)):
        signed = [(move.action, move.permission) for move in table.moves if move.signed]
        assert signed == [(Action.CONVENE, who), (Action.CONFIRM, who)]


def test_both_kinds_go_the_same_way():
    way = [
        [(m.action, m.sources, m.target) for m in table.moves] for table in (CONSULTATION, PLENARY)
    ]
    assert way[0] == way[1]


@pytest.mark.parametrize("state", sorted(OVER))
def test_what_is_over_goes_nowhere(state):
    for action in Action:
        with pytest.raises(IllegalMove):
            CONSULTATION.move(state, action)


def test_once_invitations_are_out_only_the_convener_cancels():
    assert CONSULTATION.move(State.DRAFT, Action.CANCEL).permission is P.ORGANISE_CONSULTATION
    assert CONSULTATION.move(State.CONVENED, Action.CANCEL).permission is P.CONVENE_CONSULTATION


def test_turning_back_needs_a_reason():
    for action in (Action.RETURN, Action.REVISE, Action.CANCEL):
        assert all(move.needs_note for move in CONSULTATION.moves if move.action is action)
