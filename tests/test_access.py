"""Every page against every post; and nobody's matters but one's own."""

from pathlib import Path

import pytest
from flask import url_for

from blueprints import access
from models import policy
from models.db import db
from models.vocabulary import Post
from tests import states

NOWHERE = 999_999


@pytest.fixture
def try_all(app, browser):
    """``try_all(post)``: every endpoint's answer to that post, by endpoint, without a token: what
    is tried is the guard. After what ends sessions comes a new one."""
    app.config["WTF_CSRF_ENABLED"] = False

    def attempt(who: Post | None) -> dict[str, int]:
        answers, steady = {}, browser(who)
        for rule in app.url_map.iter_rules():
            db.session.rollback()
            with app.test_request_context():
                url = url_for(rule.endpoint, **dict.fromkeys(rule.arguments, NOWHERE))
            with app.app_context():
                method = "GET" if "GET" in rule.methods else "POST"
                given = steady.client.open(url, method=method, buffered=True)
                answers[rule.endpoint] = given.status_code
            if rule.endpoint.startswith("auth."):
                steady = browser(who)
        return answers

    return attempt


@pytest.mark.parametrize("post", Post)
def test_a_post_is_let_in_exactly_where_its_permissions_say(app, try_all, post):
    refused = {endpoint for endpoint, status in try_all(post).items() if status == 403}
    closed = {
        endpoint
        for endpoint, permissions in access.needs(app).items()
        if permissions and not any(policy.may(Holder(post), each) for each in permissions)
    }
    assert refused == closed


def test_whoever_has_not_signed_in_is_sent_to_sign_in_from_every_page_that_is_not_public(
    app, try_all
):
    answers = try_all(None)
    closed = {endpoint for endpoint, permissions in access.needs(app).items() if permissions}
    assert {endpoint for endpoint in closed if answers[endpoint] != 302} == set()


def test_the_table_that_is_written_down_is_what_the_code_says(app):
    printed = app.test_cli_runner().invoke(args=["access"], catch_exceptions=False).output
    assert Path("docs/access.md").read_text() == printed, "flask access > docs/access.md"


class Holder:
    """An actor that holds one post, and nothing else."""

    account_id, section_ids, persons, lent = 0, frozenset(), frozenset(), None

    def __init__(self, post: Post) -> None:
        self.post = post


@pytest.mark.parametrize("who", ["section_2", Post.EXPERT])
def test_the_matters_of_another_section_do_not_exist_for_one(browser, who):
    dispatch = states.drawn()
    part = dispatch.assignments[0]
    person = browser(who)
    assert person.open("dispatch.show", dispatch_id=dispatch.id).status in {403, 404}
    assert person.open("dispatch.ceremony", dispatch_id=dispatch.id).status in {403, 404}
    assert person.open("assignment.show", assignment_id=part.id).status == 404


@pytest.mark.parametrize("who", [Post.OFFICE, Post.LEADER, Post.HR, Post.EXECUTIVE_DEPUTY])
def test_before_the_signature_a_reader_outside_the_chain_sees_no_name(browser, who):
    dispatch = states.drawn()
    names = {part.expert_name for part in dispatch.assignments}
    person = browser(who)
    matter = person.open("dispatch.show", dispatch_id=dispatch.id)
    assert matter.status == 200
    assert not [name for name in names if name in matter.response.text]
    part = dispatch.assignments[0]
    assert person.open("assignment.show", assignment_id=part.id).status == 404


@pytest.mark.parametrize("who", [Post.OFFICE, Post.LEADER, Post.HR, Post.FINANCE])
def test_whom_a_voided_draw_named_stays_in_the_chain(browser, who):
    dispatch = states.voided()
    names = {part.expert_name for part in dispatch.assignments}
    person = browser(who)
    for page in (
        person.open("dispatch.show", dispatch_id=dispatch.id),
        person.open("dispatch.ceremony", dispatch_id=dispatch.id),
        person.open("dispatch.bundle", draw_id=dispatch.draws[0].id),
    ):
        assert page.status == 200
        assert not [name for name in names if name in page.response.text]
    number = dispatch.draws[0].number
    assert person.open("papers.draw_record", number=number).status == 404


@pytest.mark.parametrize("who", [Post.SECTION, Post.SUPERVISOR, Post.SECTION_HEAD, Post.DEPUTY])
def test_before_the_signature_the_signing_chain_sees_the_names(browser, who):
    dispatch = states.drawn()
    shown = browser(who).open("dispatch.ceremony", dispatch_id=dispatch.id)
    assert set(shown.texts(".seat-name")) == {part.expert_name for part in dispatch.assignments}


def test_nobody_signs_for_what_they_prepared(app, person):
    dispatch = states.endorsed()
    deputy = person(Post.DEPUTY)
    assert policy.refusal(deputy, policy.P.SIGN_DISPATCH, dispatch) is None
    dispatch.handler_id = deputy.account_id
    assert "经办人不得" in policy.refusal(deputy, policy.P.SIGN_DISPATCH, dispatch).message
