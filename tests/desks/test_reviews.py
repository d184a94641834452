"""年度复审, as the office, the sections, the supervisor and the expert meet it."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from models import clock
from models.db import db, unit_of_work
from models.tables import AnnualReview, Notice, ProposedRoster, ReviewItem, RosterItem
from models.vocabulary import DismissalGround, Post, ReviewVerdict, RosterChange, Standing
from models.workflows.proposal import State as ProposalState
from models.workflows.review import State
from tests import reviews as states
from tests import states as dispatches
from tests.conftest import NOON
from tests.office import PASSWORD
from tests.reviews import expert, section


def page_of(person, review):
    return person.open("reviews.show", review_id=review.id)


def cards(person):
    return person.open("desk.index").texts(".todo .btn")


def test_the_office_opens_the_years_reviews_with_the_last_day_of_june_offered(browser, person):
    with unit_of_work():
        states.assign("A01", section(), by=person(Post.OFFICE))
    office = browser(Post.OFFICE)
    assert "部署年度复审：2026年度专家复审" in cards(office)
    form = office.open("reviews.new")
    assert form.soup.select_one("#due_on")["value"] == "2026-06-30"
    page = form.submit()
    assert page.text(".flash") == "已部署2026年度复审，已通知1个股室"
    assert page.text("#reviews tbody tr") == "煤矿监管股 12人 0人 0人 2026年6月30日 复审中"
    assert "部署年度复审：2026年度专家复审" not in cards(office)


def test_a_day_that_is_past_is_refused_beside_its_field(browser, person):
    with unit_of_work():
        states.assign("A01", section(), by=person(Post.OFFICE))
    page = browser(Post.OFFICE).open("reviews.new").submit(due_on="2026-05-01")
    assert (page.status, page.refusals()) == (422, ["完成日期已经过去，请改期"])


def test_a_section_meets_its_review_on_the_desk_and_the_facts_beside_each_expert(browser):
    dispatches.rated()
    review = states.opened()
    clerk = browser(Post.SECTION)
    assert "复审专家：煤矿监管股2026年度专家复审" in cards(clerk)
    page = page_of(clerk, review)
    used = next(item for item in review.items if item.used)
    row = next(row for row in page.texts("#review tbody tr") if used.expert.code in row)
    assert "1次 1次 94.0（94） 0次" in row


def test_one_expert_after_the_other_is_judged(browser):
    review = states.opened()
    page = page_of(browser(Post.SECTION), review)
    first = page._browser.visit(page.soup.select_one("#review .actions a")["href"])
    assert first.text("h1") == "复审：专家01"
    second = first.submit(verdict="keep")
    assert second.text(".flash") == "已保存：专家01，继续聘任"
    assert second.text("h1") == "复审：专家02"


def test_a_removal_without_a_ground_is_refused_and_what_was_typed_stays(browser):
    review = states.opened()
    form = browser(Post.SECTION).open(
        "reviews.judge", review_id=review.id, item_id=review.items[0].id
    )
    page = form.submit(verdict="remove", note="两次评审结论与现场不符")
    assert page.refusals() == ["建议清退的，请选择依据第十八条的哪一种情形"]
    assert page.text("#note") == "两次评审结论与现场不符"
    assert form.submit().refusals() == ["请选择复审意见"]


def test_the_rest_is_kept_at_once_and_the_section_hands_it_in(browser):
    review = states.opened()
    clerk = browser(Post.SECTION)
    clerk.open("reviews.judge", review_id=review.id, item_id=review.items[4].id).submit(
        verdict="remove", ground="incompetent", note="连续两次不合格"
    )
    page = page_of(clerk, review).submit('form[action$="/rest"]')
    assert page.text(".flash") == "其余11名专家的意见均为继续聘任，请核对后提交"
    assert page.submit("form.form").text(".flash") == (
        "煤矿监管股2026年度专家复审：待股室负责人确认"
    )


def test_the_head_signs_with_the_password_and_the_office_takes_it_in(browser):
    review = states.submitted()
    head = browser(Post.SECTION_HEAD)
    assert "确认复审意见：煤矿监管股2026年度专家复审" in cards(head)
    page = page_of(head, review)
    wrong = page.submit("form.form", action="confirm", password="wrong")
    assert (wrong.status, wrong.refusals()) == (422, ["密码不正确，未签署；请重新输入登录密码"])
    page.submit("form.form", action="confirm", password=PASSWORD)
    office = browser(Post.OFFICE)
    assert "汇总：1份复审意见待汇总" in cards(office)
    done = page_of(office, review).submit("form.form", action="accept")
    assert done.text(".flash").endswith("：已汇总")


def test_the_office_returns_what_says_too_little(browser):
    review = states.confirmed()
    page = page_of(browser(Post.OFFICE), review)
    assert page.submit("form.form", action="return").refusals() == ["退回重新复审必须写明理由"]
    page.submit("form.form", action="return", note="请补充清退事实")
    assert "提交复审意见：煤矿监管股2026年度专家复审" in cards(browser(Post.SECTION))
    assert "请补充清退事实" in page_of(browser(Post.SECTION), review).text(".timeline")


@pytest.mark.parametrize("who", ["section_2", Post.EXPERT, Post.UNIT])
def test_another_section_does_not_see_it(browser, who):
    review = states.opened()
    person = browser(who)
    assert page_of(person, review).status in {403, 404}
    answer = person.open("reviews.judge", review_id=review.id, item_id=review.items[0].id)
    assert answer.status in {403, 404}


def test_another_sections_list_is_empty(browser):
    states.opened()
    assert browser("section_2").open("reviews.index").text(".empty") == "本股室没有需要复审的专家"


def test_readers_have_nothing_to_press(browser):
    page = page_of(browser(Post.SUPERVISOR), states.opened())
    assert not page.soup.select("#review form")


def test_an_item_of_another_review_does_not_exist_here(browser):
    review = states.opened()
    assert browser(Post.SECTION).open(
        "reviews.judge", review_id=review.id, item_id=9999
    ).status == 404  # fmt: skip


@pytest.mark.parametrize("who", [Post.OFFICE, Post.SUPERVISOR])
def test_what_is_overdue_is_listed_with_its_days(browser, who):
    states.opened()
    with clock.held_at(NOON + timedelta(days=40)):
        page = browser(who).open("reviews.index")
        assert page.text("#reviews ul") == "煤矿监管股，应于2026年6月30日完成，已逾期11天"


def test_experts_nobody_reviewed_in_time_stand_out_on_the_roster(browser):
    states.opened()
    office = browser(Post.OFFICE)
    assert "未复审" not in office.open("experts.index").text("#list")
    with clock.held_at(NOON + timedelta(days=40)):
        assert len(office.open("experts.index", review="unreviewed").texts("#list tbody tr")) == 12
        assert "在聘 未复审" in office.open("experts.index").text("#list")
        with unit_of_work():
            db.session.scalars(db.select(AnnualReview)).one().enter(State.ACCEPTED)
            for item in db.session.scalars(db.select(ReviewItem)):
                item.verdict = ReviewVerdict.KEEP
        assert office.open("experts.index", review="unreviewed").texts("#list tbody tr") == []


def test_the_office_says_who_reviews_whom_nobody_has(browser, mines):
    states.recommend(1, "危化监管股")
    office = browser(Post.OFFICE)
    office.open("reviews.new").submit()
    assert "指定复审股室：11名专家没有复审股室" in cards(office)
    page = office.open("reviews.unassigned")
    assert len(page.texts("#unassigned tbody tr")) == 11
    done = page.submit(expert=str(expert(2).id), section=str(mines.id))
    assert done.text(".flash") == "专家02由煤矿监管股复审，已通知该股室"
    assert len(done.texts("#unassigned tbody tr")) == 10


def test_whom_a_section_would_remove_is_listed_with_the_ground(browser):
    states.accepted()
    page = browser(Post.OFFICE).open("reviews.removals")
    assert "两次评审结论与现场不符" in page.text("#removals tbody tr")
    assert DismissalGround.INCOMPETENT.label in page.text("#removals tbody tr")
    assert browser(Post.SUPERVISOR).open("reviews.removals").status == 200
    assert browser(Post.SECTION).open("reviews.removals").status == 403


def removed(person, *, decided=True):
    """The first expert, by a document."""
    review = states.accepted()
    item = review.items[0]
    with unit_of_work():
        roster = ProposedRoster(
            year=2026, serial=1, title="2026年度拟定名单", document_no="泽应急总指办〔2026〕3号",
            document_title="关于调整专家的通知", issued_on=clock.today(),
            compiler_id=person(Post.OFFICE).account_id,
        )  # fmt: skip
        roster.items.append(
            RosterItem(
                change=RosterChange.REMOVE, expert_id=item.expert_id, review_item_id=item.id,
                name=item.expert.name, employer="某公司", grade=item.expert.grade,
                specialties=[], section_name="煤矿监管股", ground=item.ground, note=item.note,
                is_approved=decided,
            )
        )  # fmt: skip
        roster.enter(ProposalState.ISSUED)
        db.session.add(roster)
        item.expert.standing = Standing.ENDED


def test_an_expert_who_was_removed_reads_why_and_how_to_object(browser, person):
    removed(person)
    page = browser(Post.EXPERT).open("experts.own")
    assert page.text("#declarations h2") == "您的聘任已终止"
    text = page.text("#declarations")
    for words in ("泽应急总指办〔2026〕3号", DismissalGround.INCOMPETENT.label, "书面申诉"):
        assert words in text


def test_an_expert_whom_the_meeting_kept_reads_nothing_of_it(browser, person):
    removed(person, decided=False)
    page = browser(Post.EXPERT).open("experts.own")
    assert "您的聘任已终止" not in page.text("#declarations")


def selects(browser, who, endpoint, **values):
    asked = []

    def note(connection, cursor, statement, *rest):
        if statement.lstrip().startswith("SELECT"):
            asked.append(statement)

    reader = browser(who)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert reader.open(endpoint, **values).status == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


def test_sixty_experts_cost_no_more_questions_than_twelve(browser):
    few = states.opened()
    asked = [
        (Post.SECTION, "reviews.show", {"review_id": few.id}),
        (Post.SECTION, "reviews.judge", {"review_id": few.id, "item_id": few.items[0].id}),
        (Post.OFFICE, "reviews.index", {}),
        (Post.OFFICE, "reviews.removals", {}),
        (Post.SECTION, "desk.index", {}),
        (Post.SECTION_HEAD, "desk.index", {}),
        (Post.OFFICE, "desk.index", {}),
    ]
    before = [selects(browser, who, endpoint, **values) for who, endpoint, values in asked]
    states.enroll(60)
    after = [selects(browser, who, endpoint, **values) for who, endpoint, values in asked]
    assert (after, max(before[:4]) <= 12) == (before, True)


def test_a_notice_of_ones_own_removal_leads_to_the_page_that_tells_why(browser, person):
    removed(person)
    with unit_of_work():
        told = Notice(
            account_id=person(Post.EXPERT).account_id, text="您已退出专家组",
            matter=f"expert:{expert(1).id}",
        )  # fmt: skip
        db.session.add(told)
    page = browser(Post.EXPERT).open("notices.index")
    landed = browser(Post.EXPERT).visit(page.soup.select_one("main li a, main td a")["href"])
    assert landed.response.location.endswith("/experts/own")
