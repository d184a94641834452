"""本人档案: what an expert sees, asks for and objects to, and what those who answer see of it."""

from datetime import timedelta
from io import BytesIO

import pytest

from models import clock
from models.db import db, unit_of_work
from models.operations import assignments, resignations, roster
from models.operations import expert_objections as objections
from models.tables import ExpertObjection, ProfileChange
from models.vocabulary import DeclineKind, Post, Standing
from tests import advising, states
from tests.advising import own
from tests.conftest import NOON
from tests.states import acting_for, holder

STEP = "form:has([name=action])"


def pdf() -> tuple[BytesIO, str]:
    return BytesIO(b"%PDF-1.7\n"), "证书.pdf"


def waiting(person, words: str) -> str:
    """Where the card on the person's desk leads whose button begins with these words."""
    buttons = person.open("desk.index").soup.select(".todo .btn")
    [found] = [each for each in buttons if each.text.strip().startswith(words)]
    return str(found["href"])


@pytest.fixture
def rated():
    """A part that was rated, and the login of its expert."""
    part = states.rated(seats=1).seated[0]
    return part, part.expert.account.login


def test_an_expert_reads_ratings_reports_and_fees_of_each_year(browser, rated):
    part, login = rated
    page = browser(login).open("own.record")
    year = page.text("#record .todo")
    for words in ("任务1次，已评价1次，平均94.0分", "按时1份，逾期0份", "劳务报酬800.00元"):
        assert words in year
    [rating] = page.texts("#record .todo:has(a[href*=assignments])")
    assert "优秀，94分" in rating
    assert part.dispatch.number in rating


def test_an_expert_without_a_task_reads_that_there_is_none(browser):
    page = browser(Post.EXPERT).open("own.record")
    assert "还没有任务" in page.texts(".empty")
    assert "计入0次" in page.text("#record")


def test_declines_say_whether_they_count_and_why(browser):
    part = states.issued(seats=1).seated[0]
    login = part.expert.account.login
    with unit_of_work():
        assignments.decline(part, DeclineKind.BUSY, note="值班", by=acting_for(part))
    page = browser(login).open("own.record")
    assert "2025年6月2日以来计入1次" in page.text("#record")
    assert "计入" in page.texts("#record .todo .badge")
    with clock.held_at(NOON + timedelta(days=400)):
        later = browser(login).open("own.record")
        assert "已超出计算期间，不再计入" in later.texts("#record .todo .badge")


def test_a_change_is_asked_for_with_its_proof_and_compared_by_the_office(browser):
    page = browser(Post.EXPERT).open("own.propose_change")
    refused = page.submit(title="正高级工程师")
    assert refused.status == 422
    assert refused.refusals() == ["单位、职务职称、学历、职业资格、专业的变更，请上传证明材料"]
    assert refused.soup.select_one("#title")["value"] == "正高级工程师"
    page = page.submit(title="正高级工程师", files=pdf())
    assert page.text(".flash") == "变更申请已提交，专家管理办公室核对后生效"

    office = browser(Post.OFFICE)
    page = office.visit(waiting(office, "核对变更：专家信息变更：ZZ0001"))
    assert page.texts("tbody th, tbody td") == ["职务职称", "高级工程师", "正高级工程师"]
    page = page.submit(STEP, action="approve")
    assert page.text(".flash") == "已办理：核对无误，同意变更"
    assert "正高级工程师" in browser(Post.EXPERT).open("own.record").text("#record")


def test_specialties_are_compared_by_their_names(browser):
    change = advising.proposed(specialties=("A0101",))
    page = browser(Post.OFFICE).open("own.profile_change", change_id=change.id)
    before, after = page.texts("tbody td")
    assert (before, after) != ("A0103", "A0101")


def test_a_new_employer_is_asked_since_when(browser):
    page = browser(Post.EXPERT).open("own.propose_change")
    page = page.submit(employer="虚构新单位", files=pdf())
    assert page.refusals() == ["变更单位的，请填写从原单位离任的日期"]


def test_a_new_telephone_counts_at_once(browser):
    page = browser(Post.EXPERT).open("own.contact").submit(mobile="19011112222")
    assert page.text(".flash") == "联系方式已更新"
    assert own().mobile == "19011112222"
    page = browser(Post.EXPERT).open("own.contact").submit(mobile="电话")
    assert page.refusals() == ["移动电话应为一个以1开头的11位手机号"]


def test_an_expert_stands_down_and_reads_on_and_does_nothing_else(browser):
    page = browser(Post.EXPERT).open("own.leave").submit(ground="own_wish", reason="工作调动")
    assert page.text(".flash") == "退出申请已提交，专家管理办公室确认前可以撤回"
    office = browser(Post.OFFICE)
    page = office.visit(waiting(office, "办理退出"))
    assert page.submit(STEP, action="confirm").text(".flash") == "已办理：确认退出"

    former = browser("expert")
    assert former.open("own.record").status == 200
    assert former.open("assignment.mine").status == 200
    assert former.open("desk.index").status == 200
    for closed in ("own.leave", "own.contact", "own.propose_change", "meetings.new_advice"):
        assert former.open(closed).status == 403, closed


@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_refused_comes_back_with_its_reason(browser, rated, htmx):
    part, _ = rated
    raised = advising.objected(objections.object_to_rating, part, by=acting_for(part))
    change, resignation = advising.proposed(), advising.leaving()
    pages = [
        (Post.SECTION, "own.objection", {"objection_id": raised.id}, "dismiss"),
        (Post.OFFICE, "own.profile_change", {"change_id": change.id}, "refuse"),
        (Post.OFFICE, "own.resignation", {"resignation_id": resignation.id}, "return"),
    ]
    for who, endpoint, where, action in pages:
        page = browser(who).open(endpoint, **where).submit(STEP, htmx=htmx, action=action)
        assert (page.status, page.is_fragment()) == (422, htmx)
        assert "必须写明理由" in page.refusals()[0]


def test_leaving_without_a_reason_is_asked_for_it(browser):
    page = browser(Post.EXPERT).open("own.leave").submit(ground="unable")
    assert page.refusals() == ["请写明退出的理由"]


def test_whoever_is_on_a_task_is_told_which_before_leaving(browser):
    part = states.issued(seats=1).seated[0]
    page = browser(part.expert.account.login).open("own.leave")
    assert part.dispatch.number in page.text(".missing")
    page = page.submit(ground="own_wish", reason="调动")
    assert page.status == 422
    assert part.dispatch.number in page.refusals()[0]


def test_a_rating_is_objected_to_and_opened_again(browser, rated):
    part, login = rated
    person = browser(login)
    record = person.open("own.record")
    page = person.visit(record.soup.select_one("a[href*='objections/rating']")["href"])
    page = page.submit(text="漏记一处重大隐患，见书面报告第二条。")
    assert page.text(".flash") == "异议YY2026-001已提交，答复后会通知您"
    section = browser(Post.SECTION)
    assert waiting(section, "答复异议：专家异议：服务质量评价")
    made = db.session.scalars(db.select(ExpertObjection)).one()
    page = section.open("own.objection", objection_id=made.id)
    page = page.submit(STEP, action="uphold", note="确有遗漏")
    assert page.text(".flash") == "已办理：异议成立"
    assert part.state.value == "reported"
    assert "确有遗漏" in browser(login).open("own.objection", objection_id=made.id).text(
        "blockquote"
    )


def test_an_objection_in_two_words_is_asked_for_more(browser, rated):
    part, login = rated
    page = browser(login).open("own.object_to_rating", assignment_id=part.id).submit(text="不服")
    assert page.refusals() == ["请写明对哪里有异议、事实和理由，10至4000字"]


def test_a_removed_expert_objects_from_their_own_page(browser):
    with unit_of_work():
        roster.change_standing(own(), Standing.ENDED, reason="清退", by=holder(Post.OFFICE))
    page = browser("expert").open("own.object_to_removal")
    page = page.submit(text="对清退的决定有异议，请予复核。")
    assert page.text("h1") == "对解聘清退的异议"
    assert waiting(browser(Post.OFFICE), "答复异议")


def test_whoever_left_of_their_own_wish_has_nothing_to_object_to(browser):
    resignation = advising.leaving()
    with unit_of_work():
        resignations.take(resignation, "confirm", by=holder(Post.OFFICE))
    page = browser("expert").open("own.object_to_removal")
    page = page.submit(text="对清退的决定有异议，请予复核。")
    assert page.refusals() == ["您没有被解聘或者清退，没有可以提出异议的决定 《管理办法》第十八条"]


def test_the_supervisor_sees_what_nobody_answered(browser, rated):
    part, _ = rated
    advising.objected(objections.object_to_rating, part, by=acting_for(part))
    with clock.held_at(NOON + timedelta(days=40)):
        with unit_of_work():
            objections.escalate_overdue(clock.today())
        assert waiting(browser(Post.SUPERVISOR), "查看督办")
        page = browser(Post.SUPERVISOR).open("own.matters")
        assert "逾期" in page.text("#list tbody")


def test_nobody_opens_what_another_expert_asked_for(browser, rated):
    part, login = rated
    other = "zz0002" if login != "zz0002" else "zz0003"
    objection = advising.objected(objections.object_to_rating, part, by=acting_for(part))
    change, resignation = advising.proposed(), advising.leaving()
    stranger = browser(other)
    paths = [
        ("own.objection", {"objection_id": objection.id}),
        ("own.profile_change", {"change_id": change.id}),
        ("own.change_file", {"change_id": change.id, "file_id": change.files[0].id}),
        ("own.resignation", {"resignation_id": resignation.id}),
        ("own.object_to_rating", {"assignment_id": part.id}),
        ("own.object_to_decline", {"assignment_id": part.id}),
    ]
    found = {endpoint: stranger.open(endpoint, **where).status for endpoint, where in paths}
    assert set(found.values()) == {404}
    assert stranger.open("own.matters").status == 403


def test_a_section_reads_the_objections_to_its_own_tasks_alone(browser, rated):
    part, _ = rated
    objection = advising.objected(objections.object_to_rating, part, by=acting_for(part))
    change = advising.proposed()
    for who, status in ((Post.SECTION, 200), ("section_2", 404), (Post.OFFICE, 200)):
        assert browser(who).open("own.objection", objection_id=objection.id).status == status
    assert browser(Post.SECTION).open("own.profile_change", change_id=change.id).status == 404
    page = browser(Post.SECTION).open("own.matters", kind="change")
    assert page.texts(".tabs a") == ["异议"]
    assert "职务职称" not in page.text("#list")


def test_a_proof_is_handed_to_the_office(browser):
    change = advising.proposed()
    where = {"change_id": change.id, "file_id": change.files[0].id}
    assert browser(Post.OFFICE).open("own.change_file", **where).status == 200
    assert (
        browser(Post.OFFICE).open("own.change_file", change_id=change.id, file_id=999).status == 404
    )


def test_many_changes_make_one_card(browser):
    states.drafted()
    with unit_of_work():
        for number in range(6):
            db.session.add(
                ProfileChange(
                    expert=own(), written={"title": f"职称{number}"},
                    compared=[["职务职称", "", ""]], reason="", answer="",
                )
            )  # fmt: skip
    assert "6份专家信息变更待核对" in browser(Post.OFFICE).open("desk.index").text(".todos")
