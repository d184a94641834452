"""推选, as the section, the members, the office and readers meet it."""

import pytest

from models import clock
from models.db import db, unit_of_work
from models.operations import lots
from models.tables import Event
from models.vocabulary import GroupOffice, Post
from models.workflows.election import State
from tests import elections as states
from tests.elections import OVER, expert, voter
from tests.office import PASSWORD
from tests.states import holder

ALL = range(1, 13)


@pytest.fixture(autouse=True)
def group(app):
    states.give_accounts()


@pytest.fixture
def member(browser):
    """``member(3)``: a browser signed in as that member of the group."""
    return lambda serial: browser(voter(serial).account.login)


def open_election(browser, **fields):
    filled = {
        "industry": "A01",
        "nominations_until": "2026-06-05",
        "voting_until": "2026-06-12",
    } | fields
    return browser(Post.SECTION).open("elections.new").submit(**filled)


def page_of(person, election):
    return person.open("elections.show", election_id=election.id)


def test_a_section_opens_an_election_and_the_members_are_told(browser, member):
    page = open_election(browser)
    assert page.text("h1") == "煤矿专业组组长推选"
    assert "请提名：煤矿专业组组长推选" in member(3).open("notices.index").response.text


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"voting_until": "2026-06-05"}, "投票截止日应在提名截止日之后"),
        ({"places": "2"}, "该行业组长空缺1名，推选名额应在1至1之间"),
        ({"nominations_until": ""}, "请填写提名截止日"),
        ({"industry": "A02"}, "该行业专业组只有0名在聘成员，不足3人的投票保不了密，请先充实名册"),
    ],
)
def test_an_election_that_cannot_be_is_refused_beside_its_field(browser, fields, answer):
    page = open_election(browser, **fields)
    assert (page.status, page.refusals()) == (422, [answer])


def test_a_member_puts_another_up_who_accepts(member):
    election = states.opened()
    page = page_of(member(1), election)
    page.submit("form[action$=nominations]", expert=str(expert(2).id), statement="熟悉瓦斯治理")
    answered = page_of(member(2), election).submit("form[action$=accept]")
    assert answered.text(".flash") == "专家02：接受提名"


def test_a_nomination_without_a_reason_is_refused_beside_its_field(member):
    page = page_of(member(1), states.opened())
    assert page.submit("form[action$=nominations]").refusals() == ["请填写推荐理由"]


def test_a_nomination_waits_on_the_desk_of_whoever_it_names(browser, member):
    election = states.opened()
    page_of(browser(Post.SECTION), election).submit(
        "form[action$=nominations]", expert=str(expert(4).id), statement="有威望"
    )
    assert member(4).open("desk.index").texts(".todo .btn") == ["答复提名：煤矿专业组组长推选"]


def test_a_member_votes_and_is_not_asked_again(member):
    election = states.voting()
    chosen = election.candidates[1]
    with states.in_voting():
        voted = page_of(member(5), election).submit("form[action$=ballots]", choice=str(chosen.id))
        assert voted.text(".flash") == "选票已投入票箱"
        assert not voted.soup.select("form[action$=ballots]")
        assert member(5).open("desk.index").texts(".todo") == []


def test_a_ballot_left_empty_asks_for_a_choice_or_an_abstention(member):
    election = states.voting()
    with states.in_voting():
        page = page_of(member(5), election).submit("form[action$=ballots]")
    assert page.refusals() == ["请选择一名候选人；不选任何人的，请选弃权"]


def test_for_two_places_two_names_are_marked(member):
    election = states.voting(office=GroupOffice.DEPUTY_HEAD, places=2)
    ids = [str(each.id) for each in election.candidates]
    with states.in_voting():
        page = page_of(member(5), election)
        assert "最多选2名" in page.response.text
        too_many = page.submit("form[action$=ballots]", choice=ids)
        assert too_many.refusals() == ["本次推选2名，您选了3名，请减少后再投票"]
        torn = page.submit("form[action$=ballots]", choice=[ids[0], "blank"])
        assert torn.refusals() == ["选了弃权，就不能再选候选人"]
        assert page.submit("form[action$=ballots]", choice=ids[:2]).status == 200


def test_nobody_sees_a_figure_before_the_count(browser):
    election = states.voting()
    states.vote(election, {who: [1] for who in range(1, 8)})
    with states.in_voting():
        page = page_of(browser(Post.SUPERVISOR), election)
    assert "已投票7人" in page.text(".facts")
    assert "票</td>" not in page.response.text


def test_the_page_offers_a_ballot_to_members_alone(browser):
    election = states.voting()
    with states.in_voting():
        for post in (Post.SECTION, Post.OFFICE, Post.SUPERVISOR, Post.LEADER, Post.FINANCE):
            assert not page_of(browser(post), election).soup.select("form[action$=ballots]")


def test_the_count_waits_on_the_section_and_the_result_on_the_office(browser):
    election = states.voting()
    states.vote(election, {who: [1] if who < 8 else [2] for who in ALL})
    with clock.held_at(OVER):
        section = browser(Post.SECTION)
        assert "结束投票并计票" in section.open("desk.index").texts(".todo .btn")[0]
        page_of(section, election).submit("form:has([name=action])", action="count")
        assert "确认推选结果" in browser(Post.OFFICE).open("desk.index").texts(".todo .btn")[0]


def test_the_office_signs_the_result_with_its_password(browser):
    election = states.voting()
    states.vote(election, {who: [1] for who in ALL})
    states.count(election)
    with clock.held_at(OVER):
        page = page_of(browser(Post.OFFICE), election)
        unsigned = page.submit("form:has([name=action])", action="confirm", password="x")
        assert unsigned.refusals() == ["密码不正确，未签署；请重新输入登录密码"]
        signed = page.submit("form:has([name=action])", action="confirm", password=PASSWORD)
    assert signed.text(".flash") == "煤矿专业组组长推选：已确认"


def test_officers_stand_on_the_page_of_the_industries_and_on_their_own(browser):
    states.confirmed()
    for post in (Post.EXPERT, Post.LEADER, Post.FINANCE):
        assert "专家01" in browser(post).open("elections.officers").response.text
    page = browser(Post.LEADER).open("experts.show", expert_id=expert(1).id)
    assert "煤矿专业组组长" in page.text(".facts")


def test_a_tie_is_drawn_on_the_page_by_the_section_and_the_supervisor(browser):
    election = states.voting()
    states.vote(election, {who: [1] if who % 2 else [2] for who in ALL})
    states.count(election)
    with clock.held_at(OVER):
        for post, text in ((Post.SECTION, "骰子 4 2 6"), (Post.SUPERVISOR, "福彩 08 11 23")):
            person = browser(post)
            assert person.open("desk.index").texts(".todo .btn") != []
            page = page_of(person, election).submit("form[action$=lot]", text=text)
        assert page.texts("td .badge").count("当选") == 1
        bundle = browser(Post.LEADER).open("elections.lot", election_id=election.id).response.json
    assert [each.expert.code for each in election.elected] == bundle["drawn"]


@pytest.mark.parametrize(("drawn", "says"), [(0, "结果一致"), (1, "结果与记录不符")])
def test_the_page_recomputes_the_lots_and_says_what_came_out(browser, drawn, says):
    election = states.voting()
    states.vote(election, {who: [1] if who % 2 else [2] for who in ALL})
    states.count(election)
    for post, text in ((Post.SECTION, "骰子 4 2 6"), (Post.SUPERVISOR, "福彩 08 11 23")):
        with clock.held_at(OVER), unit_of_work():
            lots.contribute(election, text, by=holder(post))
    bundle = election.lot.bundle
    others = [code for code in bundle["candidates"] if code not in bundle["drawn"]]
    with unit_of_work():
        election.lot.bundle = bundle | {"drawn": [bundle["drawn"], others[:1]][drawn]}
    assert says in page_of(browser(Post.LEADER), election).response.text


def test_the_office_records_that_an_officer_left(browser):
    states.confirmed()
    page = browser(Post.OFFICE).open("elections.officers")
    leave = browser(Post.OFFICE).visit(page.soup.select_one("a[href$=leave]")["href"])
    assert leave.submit().refusals() == ["登记卸任必须写明原因"]
    assert leave.submit(reason="本人请辞").text(".flash") == "已登记专家01卸任煤矿专业组组长"


def test_members_do_not_see_who_has_voted(member, browser):
    election = states.voting()
    states.vote(election, {1: [2]})
    with states.in_voting():
        assert "成员名单" not in page_of(member(3), election).response.text
        assert "成员名单" in page_of(browser(Post.SUPERVISOR), election).response.text


def test_an_election_withdrawn_before_voting_says_why(browser):
    election = states.nominated()
    page = page_of(browser(Post.SECTION), election)
    assert page.submit("form:has([name=action])", action="withdraw").status == 422
    done = page.submit("form:has([name=action])", action="withdraw", note="改期")
    assert "意见改期" in done.response.text
    assert done.text(".page-head .badge") == State.WITHDRAWN.label


def test_another_section_does_not_run_it(browser):
    election = states.nominated()
    page = page_of(browser("section_2"), election)
    assert not page.soup.select("form[action*=elections]")


def test_the_register_tells_an_election_in_words(browser):
    election = states.confirmed()
    rows = db.session.scalars(db.select(Event).filter_by(matter=election.matter)).all()
    assert len(rows) == 1 + 3 + 3 + 1 + 12 + 2
    told = page_of(browser(Post.SUPERVISOR), election).texts(".timeline blockquote")
    assert "原投票中，现已计票，待专家办确认，成员人数12，收到选票12" in told[-2]


def test_the_list_is_narrowed_by_state(browser):
    states.opened()
    assert len(browser(Post.LEADER).open("elections.index").texts("tbody tr")) == 1
    assert browser(Post.LEADER).open("elections.index", state="voting").texts("tbody tr") == []
