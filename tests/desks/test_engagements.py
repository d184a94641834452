"""相对固定使用, as the posts meet it: proposed, settled, shown with the years used."""

import pytest

from models.db import db
from models.tables import StandingEngagement
from models.vocabulary import Post
from models.workflows.engagement import State
from tests import states, variants
from tests.office import PASSWORD
from tests.test_queries import MOST, counted

WANTED = {
    "purpose": "重大危险源日常技术服务",
    "reason": "须连续跟踪整改",
    "starts_on": "2026-06-01",
    "ends_on": "2028-05-31",
}


def propose(browser, **other):
    page = browser(Post.SECTION).open("engagements.new")
    who = str(variants.expert("ZZ0001").id)
    return page.submit("#propose form", **({"expert": who} | WANTED | other))


def only():
    return db.session.scalars(db.select(StandingEngagement)).one()


def test_from_the_proposal_to_the_end_by_pages_alone(browser):
    page = propose(browser)
    assert page.status == 200, page.refusals()
    leader, where = browser(Post.LEADER), {"engagement_id": only().id}
    assert "记录审定结果" in leader.open("desk.index").text("main")
    page = leader.open("engagements.decide", **where)
    filled = {"action": "approve", "met_on": "2026-05-20", "minutes_no": "纪要〔2026〕6号"}
    assert page.submit("#decide form", password="wrong", **filled).status == 422
    page.submit("#decide form", password=PASSWORD, **filled)
    assert only().state is State.IN_FORCE
    listed = browser(Post.OFFICE).open("engagements.index")
    assert "专家01" in listed.text("#list")
    assert listed.soup.select("#list svg.bar")
    section = browser(Post.SECTION)
    page = section.open("engagements.show", **where)
    assert "必须写明理由" in page.submit("#engagement form", action="end").text("#engagement")
    page = section.open("engagements.show", **where)
    page.submit("#engagement form", action="end", note="更换专家")
    assert only().state is State.ENDED


def test_a_sixth_year_is_refused_beside_the_date_and_what_was_typed_stays(browser):
    page = propose(browser, ends_on="2033-05-31")
    assert page.status == 422
    assert "累计不得超过5年" in page.refusals()[0]
    assert page.soup.select_one("[name=reason]").text.strip() == WANTED["reason"]


@pytest.mark.parametrize("missing", sorted(WANTED))
def test_nothing_is_left_out(browser, missing):
    assert propose(browser, **{missing: ""}).status == 422


def test_a_forged_choice_of_expert_is_a_sentence(browser):
    assert propose(browser, expert="99999").status == 422
    assert propose(browser, expert="0").status == 422


def test_another_section_sees_and_ends_nothing_of_it(browser):
    engagement = variants.engage("ZZ0001")
    other = browser("section_2")
    assert other.open("engagements.show", engagement_id=engagement.id).status == 404
    assert "专家01" not in other.open("engagements.index").text("#list")


def test_the_list_asks_no_more_often_the_longer_it_is(browser):
    office = browser(Post.OFFICE)
    variants.engage("ZZ0001")
    with counted() as few:
        office.open("engagements.index")
    for number in (2, 3, 4):
        variants.engage(f"ZZ{number:04}")
    with counted() as many:
        page = office.open("engagements.index", section="", state="in_force")
    assert (len(many), len(many) <= MOST) == (len(few), True)
    assert len(page.soup.select("#list tbody tr")) == 4


@pytest.mark.parametrize("post", [Post.SECTION, Post.OFFICE, Post.LEADER])
def test_a_desk_with_engagements_asks_little_more(browser, post):
    for number in range(1, 5):
        variants.engage(f"ZZ{number:04}", last=states.STARTS.date())
    variants.proposed("ZZ0005")
    with counted() as asked:
        assert browser(post).open("desk.index").status == 200
    assert len(asked) <= MOST
