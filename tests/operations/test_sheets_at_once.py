"""Two people at one sheet, or two sections at one series of numbers, at the same moment."""

from collections.abc import Callable

from models.db import db, unit_of_work
from models.operations import sheet_steps, sheets
from models.queries import signatures
from models.tables import Application, RecommendationSheet, Signature
from models.vocabulary import Post
from models.workflows.application import State as ApplicationState
from models.workflows.sheet import Action, State
from tests.sheets import CHEMISTRY, MINES, opened, passed, sheet
from tests.states import holder


def test_two_signatures_of_a_sheet_at_the_same_moment_leave_one(at_once):
    number = sheet(State.ENDORSED).id

    def sign() -> None:
        made = db.session.get(RecommendationSheet, number)
        with unit_of_work():
            sheet_steps.take(made, Action.SIGN, by=holder(Post.DEPUTY))

    assert len(at_once(sign, sign)) == 1
    assert db.session.get(RecommendationSheet, number).state is State.SIGNED
    signed = db.select(Signature).filter_by(action=Action.SIGN.value)
    assert len(db.session.scalars(signed).all()) == 1


def test_a_list_changed_while_it_is_being_signed_is_signed_as_it_stood_or_not_changed(at_once):
    made = sheet()
    number, seen = made.id, made.version
    chosen = [line.application_id for line in made.lines[:1]]

    def sign() -> None:
        made = db.session.get(RecommendationSheet, number)
        with unit_of_work():
            sheet_steps.take(made, Action.HANDLE, by=holder(Post.SECTION))

    def change() -> None:
        made = db.session.get(RecommendationSheet, number)
        with unit_of_work():
            left = [db.session.get(Application, each) for each in chosen]
            sheets.compose(made, left, seen=seen, by=holder(Post.SECTION))

    refused = at_once(sign, change)
    made = db.session.get(RecommendationSheet, number)
    listed = db.select(Application).filter_by(_state=ApplicationState.LISTED)
    if made.state is State.COMPILING:  # the change came first, and the signer is told so
        assert refused == ["刚刚已有人办理，请按最新状态重新办理"]
        assert len(made.lines) == 1
    else:
        assert [each.holds for each in signatures.of_matter(db.session(), made.matter)] == [True]
        assert len(db.session.scalars(listed).all()) == len(made.lines)


def test_two_sheets_opened_at_the_same_moment_bear_two_numbers_in_a_row(at_once):
    passed(500)
    passed(510, section=CHEMISTRY)

    def opening(section: str) -> Callable[[], None]:
        return lambda: opened(section) and None

    mine, theirs = opening(MINES), opening(CHEMISTRY)
    assert len(at_once(mine, mine, theirs)) == 1
    numbers = db.session.scalars(db.select(RecommendationSheet.number))
    assert sorted(numbers) == ["H2026-01", "H2026-02"]
