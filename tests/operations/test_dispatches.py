"""派遣: what a step brings with it."""

import pytest

from models.db import unit_of_work
from models.operations.dispatches import take
from models.vocabulary import Post
from models.workflows.dispatch import Action, State
from tests import states

pytestmark = pytest.mark.usefixtures("everything_holds")


def test_a_head_endorses_again_what_the_deputy_sent_back(app, person):
    dispatch = states.endorsed()
    with unit_of_work():
        take(dispatch, Action.RETURN, by=person(Post.DEPUTY), note="请核对时间")
    with unit_of_work():
        take(dispatch, Action.ENDORSE, by=person(Post.SECTION_HEAD))
    assert dispatch.state is State.ENDORSED
