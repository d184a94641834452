"""拟定名单, as the office, the leadership group and readers meet it."""

import pytest

from models import clock
from models.db import db
from models.tables import Account, Certificate, Event
from models.vocabulary import GroupOpinionKind, Post
from models.workflows.proposal import State
from tests import proposals as states
from tests.office import PASSWORD
from tests.proposals import LATER
from tests.test_queries import MOST, counted

STEP = "form:has([name=action])"
MEETING = {"met_on": "2026-06-11", "minutes_no": "局长办公会纪要〔2026〕6号", "password": PASSWORD}


def page_of(person, proposal):
    return person.open("proposals.show", proposal_id=proposal.id)


def buttons(person):
    return person.open("desk.index").texts(".todo .btn")


def test_the_office_compiles_everybody_who_waits_from_its_desk(browser):
    states.accepted()
    states.reviewed()
    office = browser(Post.OFFICE)
    waiting = {each.partition("：")[2] for each in buttons(office)}
    assert {"2份申报形式审查通过，待列入拟定名单", "1名专家复审建议清退，待列入拟定名单"} <= waiting
    form = office.open("proposals.new")
    ticked = [box["value"] for box in form.soup.select("input[name=lines][checked]")]
    page = form.submit(lines=ticked)
    assert page.text(".flash") == "已编制2026年度专家组拟定名单"
    assert page.texts(".stat-value") == ["12人", "+2人", "−1人", "13人"]


def test_whoever_is_not_ticked_does_not_stand_on_it_and_can_be_put_on_later(browser):
    states.accepted()
    office = browser(Post.OFFICE)
    page = office.open("proposals.new")
    first = page.soup.select_one("input[name=lines]")["value"]
    shown = page.submit(lines=first)
    assert shown.texts(".stat-value")[1] == "+1人"
    people = office.visit(shown.soup.select_one("a[href$=people]")["href"])
    both = [box["value"] for box in people.soup.select("input[name=lines]")]
    assert people.submit(lines=both).texts(".stat-value")[1] == "+2人"


def test_a_roster_without_a_title_or_anybody_is_refused_beside_the_field(browser):
    states.accepted()
    page = browser(Post.OFFICE).open("proposals.new").submit(title="")
    assert (page.status, page.refusals()) == (422, ["请填写名单标题"])


def test_an_empty_roster_says_what_it_lacks(browser):
    page = browser(Post.OFFICE).open("proposals.new").submit()
    assert page.texts(".missing li") == ["拟定名单里还没有人 《管理办法》第四条"]


def test_whoever_is_put_on_no_roster_is_told_why(browser):
    states.accepted()
    office = browser(Post.OFFICE)
    link = office.open("proposals.new").soup.select_one("a[href$=reject]")
    page = office.visit(link["href"])
    assert page.submit().refusals() == ["不予列入必须写明理由"]
    assert page.submit(reason="名额已满").text(".flash") == "申报500：未通过"
    assert "申报500的专家申报" in browser("applicant").open("notices.index").response.text


def test_each_member_is_asked_and_the_leader_waits_for_all(browser):
    proposal = states.proposal(State.CONSULTING)
    member, leader = browser(Post.EXECUTIVE_DEPUTY), browser(Post.LEADER)
    assert buttons(member) == ["发表意见：2026年度拟定名单"]
    assert buttons(leader) == []
    waiting = page_of(leader, proposal).texts(".missing li")
    assert waiting == ["还有2名小组成员没有发表意见：常务副组长、分管领导 《管理办法》第六条"]
    page = page_of(member, proposal)
    assert page.submit("form[action$=opinions]").refusals() == ["请选择同意或不同意"]
    unsaid = page.submit("form[action$=opinions]", kind="disagree")
    assert unsaid.refusals() == ["不同意的，请写明理由"]
    given = page.submit("form[action$=opinions]", kind="disagree", note="两名专业相近，建议核减")
    assert given.text(".flash") == "意见已登记"
    assert buttons(member) == []


def test_the_office_notes_an_absent_member_and_then_the_leader_signs_in_three_taps(browser):
    proposal = states.proposal(State.CONSULTING)
    states.give(proposal, Post.DEPUTY, GroupOpinionKind.AGREE)
    office = page_of(browser(Post.OFFICE), proposal)
    noted = office.submit("form[action$=absences]", note="出差")
    assert noted.text(".flash") == "已登记缺席"
    leader = browser(Post.LEADER)
    desk = leader.open("desk.index")  # the first tap opens the page
    page = leader.visit(desk.soup.select_one(".todo .btn")["href"])
    unsigned = page.submit(STEP, action="approve", password="x")
    assert unsigned.refusals() == ["密码不正确，未签署；请重新输入登录密码"]
    signed = page.submit(STEP, action="approve", password=PASSWORD)
    assert signed.text(".page-head .badge") == State.APPROVED.label
    assert "2026年度拟定名单" in browser(Post.OFFICE).open("notices.index").response.text


def test_a_roster_sent_back_keeps_what_was_said_and_asks_anew(browser):
    proposal = states.proposal(State.CONSULTING)
    states.give(proposal, Post.DEPUTY, GroupOpinionKind.DISAGREE, "请补材料")
    leader = page_of(browser(Post.LEADER), proposal)
    assert leader.submit(STEP, action="return").refusals() == ["退回修改必须写明理由"]
    leader.submit(STEP, action="return", note="请补充说明")
    office = page_of(browser(Post.OFFICE), proposal)
    page = office.submit(STEP, action="submit")
    assert "领导小组成员意见（第2轮）" in page.texts("h2")
    assert "第1轮意见（已退回）" in page.texts("summary")
    assert "请补材料" in page.response.text


def test_nothing_is_offered_to_whoever_only_reads(browser):
    proposal = states.proposal(State.CONSULTING)
    for post in (Post.SUPERVISOR, Post.HR, Post.SECTION):
        assert page_of(browser(post), proposal).soup.select("main form") == []


def test_the_leader_records_the_meeting_person_by_person(browser):
    proposal = states.proposal(State.CLEARED)
    leader = browser(Post.LEADER)
    refused = proposal.additions[1].id
    with clock.held_at(LATER):
        assert buttons(leader) == ["记录局长办公会审定结果：2026年度拟定名单"]
        page = leader.open("proposals.decide", proposal_id=proposal.id)
        early = page.submit(**(MEETING | {"met_on": "2026-06-08"}))
        assert early.refusals() == [
            "公示到2026年6月8日为止，局长办公会应在公示结束之后，请核对会议日期"
        ]
        unfounded = page.submit(**MEETING, **{f"verdict_{refused}": "disagree"})
        assert unfounded.refusals() == ["申报501：不同意的，请写明理由，不超过100字"]
        unsigned = page.submit(**(MEETING | {"password": "x"}))
        assert unsigned.refusals() == ["密码不正确，未签署；请重新输入登录密码"]
        done = page.submit(
            **MEETING, **{f"verdict_{refused}": "disagree", f"reason_{refused}": "专业重复"}
        )
    assert done.text(".page-head .badge") == State.DECIDED.label
    assert "审定不同意专业重复" in done.texts("td")


def test_the_document_brings_the_new_experts_in_and_the_office_hands_out_certificates(browser):
    proposal = states.proposal(State.DECIDED)
    leader, office = browser(Post.LEADER), browser(Post.OFFICE)
    with clock.held_at(LATER):
        page = leader.open("proposals.issue", proposal_id=proposal.id)
        issued = page.submit(password=PASSWORD)
        assert issued.text(".flash") == "已印发泽应急总指办发〔2026〕1号，新聘和清退已经生效"
        assert "ZZ0013" in issued.texts("td")
        made = page_of(office, proposal).submit("form[action$=certificates]")
    assert made.text(".flash") == "已颁发聘书2份"
    numbers = [each.document for each in db.session.scalars(db.select(Certificate))]
    assert numbers == ["泽应急总指办发〔2026〕1号"] * 2


def test_a_document_number_that_was_used_is_refused_beside_its_field(browser):
    states.proposal(State.ISSUED)
    states.sheets.sheet(states.sheet_flow.State.ACCEPTED, 505)
    other = states.carry(states.compiled(), State.DECIDED)
    with clock.held_at(LATER):
        page = browser(Post.LEADER).open("proposals.issue", proposal_id=other.id)
        assert page.soup.select_one("[name=serial]")["value"] == "6"
        refused = page.submit(serial="5", password=PASSWORD)
    assert refused.refusals() == ["泽应急总指办发〔2026〕5号已用于“2026年度拟定名单”，请核对文号"]


def test_the_applicant_signs_in_as_the_expert_from_then_on(browser):
    states.proposal(State.CERTIFIED)
    account = db.session.scalars(db.select(Account).filter_by(login="applicant")).one()
    assert [held.post for held in account.holdings] == [Post.EXPERT]
    assert browser("applicant").open("experts.own").status == 200


def test_the_picture_shows_what_changes_and_where_too_few_stand(browser):
    page = page_of(browser(Post.LEADER), states.proposal(State.CONSULTING))
    rows = page.texts("tbody tr")
    assert "煤矿名额42人 12 +2 −1 13" in rows
    assert "通风与防灭火 12 +2 −1 13" in rows
    assert "采煤与顶板(冲击地压) 0 0 不足3人" in rows


def test_the_register_tells_the_way_of_a_roster_in_words(browser):
    proposal = states.proposal(State.CERTIFIED)
    told = page_of(browser(Post.SUPERVISOR), proposal).texts(".timeline blockquote")
    assert any("纪要编号局长办公会纪要〔2026〕6号" in each for each in told)
    assert not [each for each in told if any(letter.isascii() and letter.isalpha()
                for letter in each.replace("M2026", "").replace("G2026", ""))]  # fmt: skip
    assert db.session.scalars(db.select(Event).filter_by(kind="proposed_roster:issue")).one()


def test_the_list_is_narrowed_by_state(browser):
    states.proposal()
    leader = browser(Post.LEADER)
    assert len(leader.open("proposals.index").texts("tbody tr")) == 1
    assert leader.open("proposals.index", state="issued").texts("tbody tr") == []


@pytest.mark.parametrize("page", ["decide", "issue"])
def test_the_pages_of_the_leader_are_the_leaders_alone(browser, page):
    proposal = states.proposal()
    for post in (Post.OFFICE, Post.EXECUTIVE_DEPUTY, Post.HR):
        assert browser(post).open(f"proposals.{page}", proposal_id=proposal.id).status == 403


def test_a_longer_roster_is_shown_without_asking_more_often(browser):
    proposal = states.crowded(3)
    opened = [
        (Post.LEADER, "proposals.show", {"proposal_id": proposal.id}),
        (Post.EXECUTIVE_DEPUTY, "proposals.show", {"proposal_id": proposal.id}),
        (Post.OFFICE, "proposals.show", {"proposal_id": proposal.id}),
        (Post.OFFICE, "proposals.index", {}),
        (Post.LEADER, "desk.index", {}),
        (Post.DEPUTY, "desk.index", {}),
    ]

    def asks() -> list[int]:
        counts = []
        for who, endpoint, values in opened:
            person = browser(who)
            with counted() as asked:
                assert person.open(endpoint, **values).status == 200
            counts.append(len(asked))
        return counts

    before = asks()
    states.more(proposal, 12)
    assert asks() == before
    assert max(before) <= MOST
