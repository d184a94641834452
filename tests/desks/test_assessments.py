"""考核评级, as the office, the sections, the leader and the expert meet it."""

import io

import openpyxl
import pytest

from models import clock
from models.db import db, unit_of_work
from models.operations import assessment_objections, assessments
from models.operations.lead_sections import assign
from models.tables import AnnualAssessment, AssessmentObjection, Setting
from models.vocabulary import AssessmentGrade, Post
from models.workflows.assessment import ObjectionState, State
from tests import assessments as made
from tests import states
from tests.office import PASSWORD
from tests.operations.test_conduct import upheld
from tests.states import holder


def page_of(someone, found: AnnualAssessment):
    return someone.open("assessments.show", assessment_id=found.id)


def test_the_office_reckons_a_year_and_each_section_finds_it_on_its_desk(browser):
    with unit_of_work():
        assign("A01", made.mines(), by=holder(Post.OFFICE))
    page = browser(Post.OFFICE).open("assessments.new").submit("#new form", year="2026")
    assert page.text(".flash") == "已测算2026年度考核，已通知1个股室"
    assert "煤矿监管股2026年度专家考核" in browser(Post.SECTION).open("desk.index").text("main")


def test_the_section_goes_through_everybody_on_one_page(browser):
    found = made.reckoned()
    someone = browser(Post.SECTION)
    page = someone.open("assessments.propose", assessment_id=found.id)
    assert len(page.soup.select("#propose tbody tr")) == 12
    page = page.submit("#propose form")
    assert page.text(".flash") == "考核等次已保存，请核对后提交"
    page = page_of(someone, found).submit(".next form")
    assert page.text(".flash").endswith("待专家办审核")


def test_a_grade_without_its_reason_is_refused_beside_it_and_the_others_are_kept(browser):
    found = made.reckoned()
    first, second = found.items[:2]
    page = browser(Post.SECTION).open("assessments.propose", assessment_id=found.id)
    page = page.submit(
        "#propose form",
        **{
            f"grade_{first.id}": "excellent", f"grade_{second.id}": "excellent",
            f"reason_{first.id}": "排除重大隐患，受到通报表扬",
        },
    )  # fmt: skip
    assert page.status == 422
    assert page.refusals() == ["专家02测算为合格，提出优秀的，请写明理由"]
    kept = page.soup.select_one(f"[name=reason_{first.id}]")
    assert kept["value"] == "排除重大隐患，受到通报表扬"
    assert first.proposed is None


@pytest.mark.parametrize("grade", ["", "best", "<script>"])
def test_a_grade_that_is_none_is_refused(browser, grade):
    found = made.reckoned()
    page = browser(Post.SECTION).open("assessments.propose", assessment_id=found.id)
    page = page.submit("#propose form", **{f"grade_{found.items[0].id}": grade})
    assert page.status == 422
    assert found.items[0].proposed is None


def test_the_leader_signs_all_sections_with_one_password(browser):
    found = made.checked(changed=1)
    page = browser(Post.LEADER).open("assessments.together")
    assert "合格→不合格" in page.text("#together .next ul:last-of-type")
    page = page.submit("#together form", chosen=f"{found.id}-{found.version}", password=PASSWORD)
    assert page.text(".flash") == "已审定1个股室的年度考核"
    assert found.state is State.DECIDED


def test_nothing_is_signed_that_was_changed_behind_the_page(browser):
    found = made.checked()
    page = browser(Post.LEADER).open("assessments.together")
    page = page.submit(
        "#together form", chosen=f"{found.id}-{found.version - 1}", password=PASSWORD
    )
    assert page.refusals() == ["您打开本页之后内容已有改动，未签署；请核对后重新勾选"]
    assert found.state is State.CHECKED


def test_the_leader_signs_one_section_on_its_page_and_not_with_a_wrong_password(browser):
    found = made.checked()
    page = page_of(browser(Post.LEADER), found)
    refused = page.submit(".next form", action="decide", password="wrong")
    assert refused.refusals() == ["密码不正确，未签署；请重新输入登录密码"]
    page = page.submit(".next form", action="decide", password=PASSWORD)
    assert page.text(".flash").endswith("已审定，待通知本人")


def test_the_office_tells_the_experts_with_the_number_of_the_document(browser):
    found = made.decided()
    page = page_of(browser(Post.OFFICE), found)
    refused = page.submit(".next form", document_no="")
    assert (refused.status, refused.refusals()) == (422, ["请填写考核结果的通报文号"])
    page = page.submit(".next form", document_no=made.DOCUMENT)
    assert made.DOCUMENT in page.text("#assessment")


def test_the_expert_reads_every_figure_with_its_source(browser):
    part = states.rated(seats=1).seated[0]
    with clock.held_at(states.RATED):
        page = browser(part.expert.account.login).open("assessments.mine")
    rows = page.texts("#rating tbody tr")
    assert rows[0] == "服务质量平均得分 1次任务 94"
    assert page.soup.select_one(f'#rating a[href$="/{part.id}"]')


def test_the_expert_sees_nothing_of_a_year_before_it_is_told(browser):
    item = made.item_of(made.decided())
    assert browser(Post.EXPERT).open("assessments.item", item_id=item.id).status == 404


def test_an_expert_sees_no_other_experts_year(browser):
    found = made.told()
    assert browser(Post.EXPERT).open("assessments.item", item_id=found.items[1].id).status == 404


def test_an_objection_goes_from_the_expert_by_the_office_to_the_leader(browser):
    item = made.item_of(made.told(changed=1))
    page = browser(Post.EXPERT).open("assessments.item", item_id=item.id)
    assert "不合格" in page.text("#item .facts")
    page = browser(Post.EXPERT).open("assessments.object_to", item_id=item.id)
    short = page.submit("#object form", text="不服")
    assert short.refusals() == ["请写明对哪里有异议、事实和理由，10至4000字"]
    page = page.submit("#object form", text=made.SAID)
    assert page.text(".flash") == "异议已提交，审定后会通知您"
    number = db.session.scalars(db.select(AssessmentObjection.id)).one()
    page = browser(Post.OFFICE).open("assessments.objection", objection_id=number)
    page = page.submit(".next form", grade="qualified", answer="经核实会议记录有误。")
    assert page.text(".flash").endswith("待领导小组审定")
    seen = browser(Post.EXPERT).open("assessments.objection", objection_id=number)
    assert "经核实会议记录有误" not in seen.text("main")
    page = browser(Post.LEADER).open("assessments.objection", objection_id=number)
    page.submit(".next form", action="decide", password=PASSWORD)
    found = db.session.get_one(AssessmentObjection, number)
    assert (found.state, found.item.decided) == (ObjectionState.DECIDED, AssessmentGrade.QUALIFIED)


def test_another_section_reads_no_assessment_of_this_one(browser):
    found = made.reckoned()
    assert page_of(browser("section_2"), found).status == 404
    assert page_of(browser(Post.SECTION_HEAD), found).status == 200


def test_everybody_reads_the_formula_with_the_weights_in_force(browser):
    with unit_of_work():
        db.session.add(Setting(key="credit_late", value=7))
    for who in (Post.EXPERT, Post.SECTION, Post.AUDITOR):
        page = browser(who).open("assessments.formula")
        assert "书面报告逾期每逾期一次扣7分" in page.texts("#formula tbody tr")


def test_the_list_is_narrowed_and_handed_out_as_it_is_shown(browser):
    code = upheld().code
    page = browser(Post.OFFICE).open("assessments.ratings", rating="D")
    assert [code in row for row in page.texts("#list tbody tr")] == [True]
    answer = browser(Post.OFFICE).open("assessments.ratings_workbook", rating="D").response
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.values)
    assert rows[3][:2] == (code, "专家01")
    assert (rows[3][4], rows[3][9], len(rows)) == ("D级", 1, 4)


def test_the_list_is_narrowed_by_section_and_by_a_filter_that_is_none(browser):
    made.reckoned()
    office = browser(Post.OFFICE)
    assert len(office.open("assessments.ratings", section=made.mines().id).texts("tbody tr")) == 12
    assert office.open("assessments.ratings", section="x", rating="E").status == 200


def test_the_page_of_an_expert_tells_the_rating_and_leads_to_its_figures(browser):
    someone, number = browser(Post.SECTION), made.expert().id
    page = someone.open("experts.show", expert_id=number)
    assert page.soup.select_one(f'a[href$="/assessments/ratings/{number}"]')
    card = someone.visit(page.soup.select_one("[hx-trigger=load]")["hx-get"], htmx=True)
    assert (card.is_fragment(), card.text(".stat-value")) == (True, "B级")


def test_the_notice_is_there_once_the_expert_was_told(browser):
    found = made.decided()
    item = made.item_of(found)
    assert browser(Post.OFFICE).open("assessments.notice", item_id=item.id).status == 404
    with unit_of_work():
        assessments.tell_results(found, made.DOCUMENT, by=holder(Post.OFFICE))
    answer = browser(Post.EXPERT).open("assessments.notice", item_id=item.id).response
    assert answer.data.startswith(b"%PDF")


def test_what_the_leader_did_not_decide_the_expert_is_not_told(browser):
    objection = made.answered()
    with unit_of_work():
        assessment_objections.take(
            objection, "return", by=holder(Post.LEADER), note="再核实会议签到"
        )
    for _ in ("returned", "withdrawn"):
        page = browser("expert").open("assessments.objection", objection_id=objection.id)
        assert made.SAID in page.text("#objection")
        assert "会议记录有误" not in page.text("#objection")
        assert "再核实会议签到" not in page.text("#objection")
        if objection.state is ObjectionState.RAISED:
            with unit_of_work():
                assessment_objections.take(objection, "withdraw", by=holder(Post.EXPERT))
    page = browser(Post.OFFICE).open("assessments.objection", objection_id=objection.id)
    assert "会议记录有误" in page.text("#objection")
