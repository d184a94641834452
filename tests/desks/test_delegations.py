"""代签授权, as people meet it: lending a post, taking it on, signing for somebody absent."""

from models.db import db
from models.tables import Delegation
from models.vocabulary import Post
from tests import states
from tests.office import PASSWORD


def offered(browser, person, **given):
    fields = {
        "holding": str(person(Post.DEPUTY).id),
        "substitute": str(person(Post.EXECUTIVE_DEPUTY).account_id),
        "starts_on": "2026-06-01", "ends_on": "2026-06-07",
        "kinds": "all", "reason": "外出学习", "password": PASSWORD,
    } | given  # fmt: skip
    return browser(Post.DEPUTY).open("delegations.new").submit(**fields)


def accepted(browser, person):
    offered(browser, person)
    made = db.session.scalars(db.select(Delegation)).one()
    stand_in = browser(Post.EXECUTIVE_DEPUTY)
    page = stand_in.open("delegations.show", delegation_id=made.id)
    return stand_in, made, page.submit('form[action$="/accept"]', password=PASSWORD)


def test_a_post_is_lent_with_the_password(browser, person):
    page = offered(browser, person)
    assert "接受后生效" in page.text(".flash")
    assert "待接受" in page.text(".lead")


def test_a_wrong_password_lends_nothing(browser, person):
    page = offered(browser, person, password="wrong")
    assert page.status == 422
    assert db.session.scalars(db.select(Delegation)).all() == []


def test_a_substitute_switches_signs_and_both_names_are_on_the_page(browser, person):
    stand_in, made, page = accepted(browser, person)
    assert "岗位切换" in page.text(".flash")
    page = stand_in.open("desk.index").submit(".switch", holding_id=str(-made.id))
    absent = person(Post.DEPUTY).account.name
    assert page.text(".me-post") == f"代{absent} · 分管领导"
    dispatch = states.endorsed()
    page = stand_in.open("dispatch.show", dispatch_id=dispatch.id)
    page = page.submit("#act form", action="sign", note="同意", password=PASSWORD)
    assert f"{person(Post.EXECUTIVE_DEPUTY).account.name}（代{absent}）" in page.soup.text


def test_ended_it_is_gone_from_the_switch(browser, person):
    stand_in, made, _ = accepted(browser, person)
    stand_in.open("desk.index").submit(".switch", holding_id=str(-made.id))
    page = browser(Post.DEPUTY).open("delegations.show", delegation_id=made.id)
    page = page.submit('form[action$="/close"]', note="提前返岗")
    assert "已提前结束" in page.text(".lead")
    assert stand_in.open("desk.index").text(".me-post") == "常务副组长"


def test_declined_with_a_reason_it_never_begins(browser, person):
    offered(browser, person)
    made = db.session.scalars(db.select(Delegation)).one()
    page = browser(Post.EXECUTIVE_DEPUTY).open("delegations.show", delegation_id=made.id)
    page = page.submit('form[action$="/close"]', note="同期出差")
    assert "未成立" in page.text(".lead")


def test_the_supervisor_sees_who_stands_in_and_a_stranger_does_not(browser, person):
    _, made, _ = accepted(browser, person)
    assert made.caption in browser(Post.SUPERVISOR).open("supervision.index").soup.text
    stranger = browser(Post.OFFICE).open("delegations.show", delegation_id=made.id)
    assert stranger.status == 404
