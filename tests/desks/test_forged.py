"""What no page offers: steps made by hand, forms that were never shown, names that are no names."""

import pytest

from models.vocabulary import Post
from models.workflows.application import State
from models.workflows.proposal import State as RosterState
from tests import proposals, states
from tests.applications import application

ELSEWHERE = "另有办理页面，请从待办进入办理"


def forged(person, url, **fields):
    token = person.visit(url).soup.select_one("[name=csrf_token]")["value"]
    answer = person.send(url, {"csrf_token": token, "note": "直接改过去", **fields})
    return answer.status, " ".join(answer.refusals())


@pytest.mark.parametrize(
    ("post", "state", "action"),
    [
        (Post.HR, State.SUBMITTED, "sort"),
        (Post.SECTION, State.PASSED, "list"),
        (Post.SECTION, State.LISTED, "unlist"),
        (Post.OFFICE, State.LISTED, "check"),
        (Post.OFFICE, State.LISTED, "reject"),
        (Post.OFFICE, State.CHECKED, "propose"),
        (Post.OFFICE, State.CHECKED, "reject"),
        (Post.OFFICE, State.PROPOSED, "unpropose"),
        (Post.OFFICE, State.PROPOSED, "strike"),
        (Post.LEADER, State.PROPOSED, "decline"),
    ],
)
def test_an_application_is_not_pushed_on_by_a_step_of_another_act(browser, post, state, action):
    made = application(state=state)
    status, said = forged(browser(post), f"/vetting/{made.id}", action=action, edition=1)
    assert (status, made.state) == (422, state)
    assert ELSEWHERE in said


@pytest.mark.parametrize(
    ("post", "state", "action"),
    [
        (Post.OFFICE, RosterState.APPROVED, "publicise"),
        (Post.OFFICE, RosterState.PUBLICISED, "recall"),
        (Post.LEADER, RosterState.DECIDED, "issue"),
        (Post.HR, RosterState.CERTIFIED, "archive"),
    ],
)
def test_a_roster_is_not_pushed_on_without_its_notice_document_or_file(
    browser, post, state, action
):
    made = proposals.proposal(state)
    status, said = forged(browser(post), f"/proposals/{made.id}", action=action)
    assert (status, made.state) == (422, state)
    assert ELSEWHERE in said


@pytest.mark.parametrize(
    ("post", "stands", "action"),
    [
        (Post.SECTION, states.reserved, "freeze"),
        (Post.SECTION, states.frozen, "draw"),
        (Post.DEPUTY, states.issued, "cancel"),
    ],
)
def test_a_dispatch_is_not_pushed_on_without_its_draw_or_change(browser, post, stands, action):
    made = stands()
    before = made.state
    status, said = forged(browser(post), f"/dispatches/{made.id}", action=action)
    assert (status, made.state) == (422, before)
    assert ELSEWHERE in said
