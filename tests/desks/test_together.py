"""一并审签, as a deputy does it between two meetings."""

from models.db import db
from models.tables import Dispatch, Signature
from models.vocabulary import Post
from models.workflows.dispatch import State
from tests import states
from tests.office import PASSWORD


def test_several_are_signed_with_one_password_and_each_keeps_its_signature(browser):
    first, second = states.endorsed(title="一"), states.endorsed(title="二")
    page = browser(Post.DEPUTY).open("dispatch.together")
    assert len(page.texts("tbody tr")) == 2
    page = page.submit("#together form", chosen=[first.id, second.id], password=PASSWORD)
    assert page.text(".flash") == "已审签2件"
    assert {db.session.get(Dispatch, each.id).state for each in (first, second)} == {State.ISSUED}
    assert len(db.session.scalars(db.select(Signature)).all()) == 2


def test_what_was_not_ticked_is_not_signed(browser):
    first, second = states.endorsed(title="一"), states.endorsed(title="二")
    page = browser(Post.DEPUTY).open("dispatch.together")
    page.submit("#together form", chosen=[first.id], password=PASSWORD)
    assert db.session.get(Dispatch, second.id).state is State.ENDORSED


def test_with_a_wrong_password_none_is_signed_and_the_ticks_stay(browser):
    dispatch = states.endorsed()
    page = browser(Post.DEPUTY).open("dispatch.together")
    page = page.submit("#together form", chosen=[dispatch.id], password="wrong")
    assert page.status == 422
    assert "密码不正确" in page.refusals()[0]
    assert page.soup.select("input[type=checkbox][checked]")
    assert db.session.get(Dispatch, dispatch.id).state is State.ENDORSED


def test_what_does_not_wait_for_the_deputy_is_not_listed_and_cannot_be_forged_in(browser):
    waiting, other = states.endorsed(title="一"), states.drawn(title="二")
    page = browser(Post.DEPUTY).open("dispatch.together")
    assert page.texts("tbody a") == ["一"]
    chosen = [waiting.id, other.id]
    page = page.submit("#together form", chosen=chosen, password=PASSWORD)
    assert page.status == 422
    assert db.session.get(Dispatch, other.id).state is State.DRAWN
    assert db.session.get(Dispatch, waiting.id).state is State.ENDORSED
