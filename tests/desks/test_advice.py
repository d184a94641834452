"""专家建议: from the expert's page to the section, the leader and back (Art. 14(1))."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from models import clock
from models.db import db
from models.tables import Advice, Notice
from models.vocabulary import Post
from tests import advising, states

LATER = datetime(2026, 6, 30, 4, tzinfo=UTC)


@pytest.fixture
def at(browser):
    """``at(Post.SECTION, advice)``: its page as that person sees it."""
    return lambda who, advice: browser(who).open("meetings.one_advice", advice_id=advice.id)


def only() -> Advice:
    return db.session.scalars(db.select(Advice)).one()


def form(step: str) -> str:
    return f"form[action$={step}]"


def test_ordinary_advice_is_given_taken_in_and_answered_by_the_section(browser, at):
    advising.lead()
    page = browser(Post.EXPERT).open("meetings.new_advice")
    page = page.submit(title="汛期尾矿库排查", text=advising.WORDS, industry="A01")
    assert page.text(".flash") == "建议JY2026-001已送煤矿监管股，答复后会通知您"

    desk = browser(Post.SECTION).open("desk.index")
    assert desk.texts(".todo .btn") == ["受理：专家建议：汛期尾矿库排查"]
    page = at(Post.SECTION, only()).submit(form("receive"), importance="ordinary")
    page = page.submit(form("reply"), adoption="partly", reply="先排查三座头顶库，其余列入三季度")
    assert page.text(".flash") == "已办理：答复"

    page = browser(Post.EXPERT).open("meetings.my_advice")
    assert "部分采纳，用时0天" in page.text(".todo")
    assert "先排查三座头顶库" in at(Post.EXPERT, only()).text("#advice")


def test_important_advice_is_answered_by_the_leader_in_charge(browser, at):
    advice = advising.given()
    page = at(Post.SECTION, advice).submit(form("receive"), importance="important")
    assert not page.soup.select(form("reply")), "the section itself answers no important advice"
    page = page.submit(form("raise"), note="拟采纳")
    assert page.text(".flash") == "已办理：呈报领导"
    desk = browser(Post.DEPUTY).open("desk.index")
    assert desk.texts(".todo .btn") == ["答复：专家建议：汛期尾矿库排查"]
    page = at(Post.DEPUTY, advice).submit(form("reply"), adoption="adopted", reply="印发专项方案")
    assert "印发专项方案" in page.text("#advice")


def test_a_refusal_without_a_reason_is_asked_for_it(at):
    page = at(Post.SECTION, advising.received()).submit(form("reply"), adoption="rejected")
    assert page.status == 422
    assert page.refusals() == ["答复必须写明不采纳的理由"]


def test_a_refused_answer_comes_back_as_the_part_of_the_page(at):
    page = at(Post.SECTION, advising.received())
    page = page.submit(form("reply"), htmx=True, adoption="rejected")
    assert (page.status, page.is_fragment()) == (422, True)
    assert page.refusals() == ["答复必须写明不采纳的理由"]


def test_advice_that_says_nothing_is_asked_to(browser):
    advising.lead()
    page = browser(Post.EXPERT).open("meetings.new_advice").submit(title=" ", text="加强管理")
    assert page.refusals() == ["请用1至60字概括建议"]
    page = page.submit(title="管理", text="加强管理")
    assert page.refusals() == ["请写明情况、理由和建议，10至4000字"]


def test_a_file_that_is_not_what_it_says_is_refused_in_words(browser):
    advising.lead()
    page = browser(Post.EXPERT).open("meetings.new_advice")
    upload = (BytesIO(b"MZ"), "现场.jpg")
    page = page.submit(title="排查", text=advising.WORDS, files=upload)
    assert "不是可用的文件" in page.refusals()[0]
    assert not db.session.scalars(db.select(Advice)).all()


def test_an_industry_that_nobody_leads_is_refused_beside_the_field(browser):
    page = browser(Post.EXPERT).open("meetings.new_advice")
    page = page.submit(title="排查", text=advising.WORDS, industry="A02")
    assert page.refusals() == [
        "这个行业还没有指定牵头股室，请改选相近的行业，或者联系专家管理办公室"
    ]


def test_what_is_another_sections_business_is_passed_to_it(browser, at):
    advice = advising.given()
    page = at(Post.SECTION, advice)
    other = page.soup.find("option", string="危化监管股")["value"]
    page = page.submit(form("transfer"), section=other, note="属化工企业")
    assert page.text("h1") == "专家建议", "it is out of reach now, so the list is shown"
    assert at(Post.SECTION, advice).status == 404
    assert at("section_2", advice).status == 200


def test_advice_not_answered_in_its_time_is_named(browser, at):
    advice = advising.given()
    with clock.held_at(LATER):
        page = browser(Post.OFFICE).open("meetings.advice", state="overdue")
        assert "逾期" in page.text("#list tbody")
        assert "已逾期" in at(Post.SECTION, advice).text("#advice")
        assert browser(Post.SECTION).open("desk.index").soup.select(".todo[data-overdue]")


def test_what_was_adopted_is_counted_by_section_and_year(browser, at):
    advice = advising.raised()
    at(Post.LEADER, advice).submit(form("reply"), adoption="adopted", reply="印发专项方案")
    page = browser(Post.SUPERVISOR).open("meetings.advice")
    row = page.texts("#list table:last-of-type tbody td")
    assert row[-6:] == ["1", "1", "1", "0", "0", "0.0天"]


def test_nobody_reads_another_experts_advice(browser, at):
    states.drafted()
    advice = advising.given(uploads=[advising.PDF])
    assert at("zz0002", advice).status == 404
    file_id = advice.files[0].id
    where = {"advice_id": advice.id, "file_id": file_id}
    assert browser("zz0002").open("meetings.advice_file", **where).status == 404
    assert browser(Post.EXPERT).open("meetings.advice_file", **where).status == 200
    assert browser("section_2").open("meetings.advice_file", **where).status == 404


def test_advice_is_taken_back_only_while_nobody_has_it(at):
    advice = advising.given()
    page = at(Post.EXPERT, advice).submit(form("withdraw"))
    assert page.text(".badge") == "已撤回"
    page = at(Post.EXPERT, advising.received())
    assert not page.soup.select(form("withdraw"))


def test_the_expert_is_told_the_answer_without_its_words(at):
    advice = advising.received()
    at(Post.SECTION, advice).submit(form("reply"), adoption="adopted", reply="列入检查方案")
    texts = db.session.scalars(db.select(Notice.text).where(Notice.matter == advice.matter)).all()
    assert texts[-1] == "进展：专家建议JY2026-001（已答复：采纳）"
    assert not [text for text in texts if "检查方案" in text]


def test_a_step_that_is_none_is_no_page(browser):
    advice = advising.given()
    sent = browser(Post.SECTION).send(f"/meetings/advice/{advice.id}/approve", {})
    assert sent.status in {400, 404}
