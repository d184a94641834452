"""任务: an expert's part, from the notice to the rating."""

import pytest

from models.workflows.assignment import ASSIGNMENT, HOLDING, Action, State

S, A = State, Action
NOT_COMING = {A.DECLINE, A.RECUSE, A.FALL_OUT, A.RELEASE, A.CANCEL}


@pytest.mark.parametrize(
    ("state", "actions"),
    [
        (S.DRAWN, {A.NOTIFY, A.CALL, A.CALL_DECLINED, A.CALL_RECUSED, A.VOID, A.CANCEL}),
        (S.NOTIFIED, {A.ACCEPT, *NOT_COMING}),
        (
            S.ACCEPTED,
            {A.ACKNOWLEDGE, A.BRIEF_BY_PHONE, A.ACKNOWLEDGE_ON_PAPER, A.ASK_AGAIN, *NOT_COMING},
        ),
        (S.BRIEFED, {A.ARRIVE, A.ASK_AGAIN, *NOT_COMING}),
        (S.ON_SITE, {A.LEAVE, A.CANCEL}),
        (S.LEFT, {A.REPORT, A.CANCEL}),
        (S.REPORTED, {A.RATE, A.CANCEL}),
        (S.RATED, {A.AMEND, A.CANCEL}),
    ],
)
def test_what_can_happen_next(state, actions):
    assert {move.action for move in ASSIGNMENT.moves_from(state)} == actions


def test_whoever_has_left_the_seat_does_nothing_more():
    gone = set(State) - HOLDING
    assert gone == {S.DECLINED, S.RECUSED, S.RELEASED, S.VOIDED, S.CANCELLED}
    assert not [move for state in gone for move in ASSIGNMENT.moves_from(state)]


def test_nobody_is_on_site_unbriefed():
    [arrival] = [move for move in ASSIGNMENT.moves if move.action is A.ARRIVE]
    assert arrival.sources == {S.BRIEFED}
