"""推荐汇总表: the table itself, without an office around it."""

from dataclasses import dataclass

import pytest

from models.errors import IllegalMove
from models.vocabulary import Permission
from models.workflows.sheet import SHEET, Action, State

OVER = {State.ACCEPTED, State.RETURNED, State.DISCARDED}


@dataclass
class Line:
    passed: bool | None


@dataclass
class Sheet:
    lines: list[Line]


def lacking(state, action, *passed):
    sheet = Sheet([Line(each) for each in passed])
    return [gap.message for gap in SHEET.move(state, action).missing_from(sheet)]


def test_three_people_sign_one_after_the_other():
    signed = [(move.action, move.permission) for move in SHEET.moves if move.signed]
    assert signed == [
        (Action.HANDLE, Permission.COMPILE_SHEET),
        (Action.ENDORSE, Permission.ENDORSE_SHEET),
        (Action.SIGN, Permission.SIGN_SHEET),
    ]


def test_each_signature_is_followed_by_the_next_and_no_step_is_skipped():
    onward = [move for move in SHEET.moves if move.forward]
    assert [next(iter(move.sources)) for move in onward] == list(SHEET.track[:-1])
    assert [move.target for move in onward] == list(SHEET.track[1:])


def test_whoever_receives_it_may_return_it_for_a_reason():
    returns = [move for move in SHEET.moves if move.action is Action.RETURN]
    assert {source for move in returns for source in move.sources} == {
        State.HANDLED, State.ENDORSED, State.DELIVERED,
    }  # fmt: skip
    assert all(move.needs_note and move.target is State.RETURNED for move in returns)


@pytest.mark.parametrize("state", sorted(OVER))
def test_nothing_more_happens_to_an_edition_that_is_over(state):
    assert SHEET.moves_from(state) == []


def test_once_signed_it_is_not_discarded():
    with pytest.raises(IllegalMove, match="不能作废"):
        SHEET.move(State.HANDLED, Action.DISCARD)


def test_an_empty_sheet_is_not_signed():
    assert lacking(State.COMPILING, Action.HANDLE) == ["汇总表里还没有人"]
    assert lacking(State.COMPILING, Action.HANDLE, None) == []


def test_the_check_is_finished_when_every_line_has_a_conclusion():
    assert lacking(State.DELIVERED, Action.ACCEPT, True, None) == ["还有1人没有形式审查结论"]
    assert lacking(State.DELIVERED, Action.ACCEPT, True, False) == []
