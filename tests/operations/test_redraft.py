"""退回修改: what can still be changed on a dispatch, and what a draw has settled."""

import pytest

from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import dispatches
from models.tables import Specialty
from models.vocabulary import Grade, Post
from models.workflows.dispatch import Action
from tests import states
from tests.office import SPECIALTY


def redraft(dispatch, seats: int, title: str) -> None:
    with unit_of_work():
        specialty = db.session.scalars(db.select(Specialty).filter_by(code=SPECIALTY)).one()
        dispatches.redraft(
            dispatch,
            states.particulars(title=title),
            targets=list(dispatch.targets),
            seats=[dispatches.Wanted(specialty, Grade.SENIOR)] * seats,
            officers=states.OFFICERS,
            by=states.holder(Post.SECTION),
        )


def test_a_draft_asks_for_other_seats(app):
    dispatch = states.drafted(seats=2)
    redraft(dispatch, seats=3, title="改为三人")
    assert [seat.number for seat in dispatch.seats] == [1, 2, 3]


def test_after_a_voided_draw_the_matter_is_put_right_and_its_seats_stand(app):
    dispatch = states.step(states.voided(), Action.REVISE, Post.SECTION)
    redraft(dispatch, seats=2, title="更正后的名称")
    assert dispatch.title == "更正后的名称"
    assert states.contributed(_frozen(dispatch)).current_draw.voids == 1


def test_after_a_voided_draw_other_seats_are_another_matter(app):
    dispatch = states.step(states.voided(), Action.REVISE, Post.SECTION)
    with pytest.raises(Refusal, match="一事一派"):
        redraft(dispatch, seats=3, title="改为三人")


def _frozen(dispatch):
    states.step(dispatch, Action.SUBMIT, Post.SECTION)
    with unit_of_work():
        states.draws.freeze(dispatch, by=states.holder(Post.SECTION))
    return dispatch
