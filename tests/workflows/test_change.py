"""派遣变更: what can be asked for, and when."""

import pytest

from models.vocabulary import ChangeKind
from models.workflows.change import POSSIBLE
from models.workflows.dispatch import State

S, K = State, ChangeKind
ALTERING = {K.POSTPONE, K.EXTEND, K.AMEND}


def test_every_kind_of_change_has_its_place_in_the_table():
    assert set(POSSIBLE) == set(ChangeKind)


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (S.DRAFT, set()),
        (S.RESERVED, set()),
        (S.FROZEN, {K.CANCEL}),
        (S.DRAWN, {K.VOID_DRAW, K.CANCEL, *ALTERING}),
        (S.ENDORSED, {K.VOID_DRAW, K.CANCEL, *ALTERING}),
        (S.ISSUED, {K.RELEASE_EXPERT, K.WAIVE_SEAT, K.CANCEL, *ALTERING}),
        (S.ORDERED, {K.RELEASE_EXPERT, K.WAIVE_SEAT}),
        (S.PAPERED, set()),
        (S.REFROZEN, {K.CANCEL}),
        (S.REDRAWN, {K.VOID_DRAW, K.CANCEL, *ALTERING}),
        (S.UNDERWAY, {K.RELEASE_EXPERT, K.WAIVE_SEAT, K.CANCEL, *ALTERING}),
        (S.DELIVERED, set()),
        (S.RECEIVED, set()),
        (S.CLOSED, set()),
        (S.CANCELLED, set()),
    ],
)
def test_what_can_be_asked_for_now(state, kinds):
    assert {kind for kind, states in POSSIBLE.items() if state in states} == kinds
