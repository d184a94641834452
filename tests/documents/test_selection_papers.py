"""拟定名单、公示、印发文件、清退名单、异议办理记录: what each says, and to whom."""

import pytest

from models import clock
from models.db import db, unit_of_work
from models.operations.register import register
from models.tables import GroupOpinion, Signature
from models.vocabulary import GroupOpinionKind, Post
from models.workflows import publicity
from models.workflows.proposal import Action, State
from tests.documents.reading import A4, drawn
from tests.documents.selecting import NUMBER, account, objected, proposal, published

RARE = "䶮㛃𬭎𫖯喆堃"
PAPERS = ("roster", "document", "removals")


@pytest.fixture
def of(paper):
    """``of("roster", proposal)``: one of the papers of a proposed roster."""
    return lambda name, made, who=Post.OFFICE, **where: paper(
        who, f"selection_papers.{name}", proposal_id=made.id, **where
    )


def signed(made, action: Action, who: str = "leader") -> None:
    with unit_of_work():
        db.session.add(
            Signature(
                account_id=account(who).id, post=Post.LEADER, matter=made.matter,
                subject=made.matter, action=action.value, label=action.label,
                note="同意", document_digest="ab" * 32,
            )
        )  # fmt: skip


def test_the_roster_says_who_joins_who_leaves_and_what_becomes_of_the_number(of):
    made = proposal(additions=3, removals=1)
    sheet = of("roster", made)
    assert set(sheet.sizes) == {A4}
    assert sheet.says(
        "专家组拟定名单", "编号：M2026-01", "拟聘任3名", "拟清退1名", "现有专家12名",
        "调整后14名（上限250名", "拟聘任专家", "申报500", "通风与防灭火", "煤矿监管股", "同意聘任",
        "拟清退专家", "专家01", "因身体状况、工作变动等原因不能再担任", "本人书面说明", "同意清退",
        "领导小组成员意见", "批准与审定", "签字：",
    )  # fmt: skip


def test_the_roster_records_what_each_member_said_and_who_approved(of):
    made = proposal()
    with unit_of_work():
        for login, kind in (("deputy", GroupOpinionKind.AGREE), ("executive_deputy", None)):
            db.session.add(
                GroupOpinion(
                    proposal_id=made.id, round=1, account=account(login), post=Post.DEPUTY,
                    kind=kind, note="", at=clock.now(), recorded_by_id=None,
                )
            )  # fmt: skip
    signed(made, Action.APPROVE)
    assert of("roster", made).says(
        "分管领导", "同意", "2026年6月1日12:00", "常务副组长", "待发表", "领导小组组长批准",
        "系统内审批记录：批准拟定名单", "意见：同意", "文书校验码",
    )  # fmt: skip


def test_whoever_an_objection_struck_off_is_marked_so_and_is_not_appointed(of):
    made = proposal(additions=2)
    with unit_of_work():
        made.additions[0].is_struck = True
    assert of("roster", made).says("申报500", "公示异议成立")
    document = of("document", made)
    assert "申报500" not in document.text
    assert document.says("聘任申报501等1名同志")


def test_the_document_carries_the_decision_the_lists_and_the_imprint(of):
    made = proposal(additions=2, removals=1)
    published(made, publicity.State.CLOSED)
    sheet = of("document", made)
    assert sheet.says(
        "2026年7月20日至2026年7月27日公示", "2026年8月3日县应急管理局局长办公会",
        "泽应急局办纪〔2026〕12号", "一、聘任专家", "二、清退专家", "三、有关要求",
        "（一）各专家使用单位", "附件：1.聘任专家名单", "2.清退专家名单",
        "2026年8月5日", "附件1", "申报500", "高级", "附件2", "专家01", "抄送：",
        "2026年8月5日印发",
    )  # fmt: skip


def test_a_document_of_additions_alone_has_one_annex_and_no_number_on_it(of):
    sheet = of("document", proposal(removals=0))
    assert sheet.says("附件：聘任专家名单", "附件泽州县安全生产和应急")
    assert "清退" not in sheet.text


def test_there_is_no_document_before_it_has_a_number(browser):
    made = proposal(document_no="", state=State.DECIDED)
    page = browser(Post.OFFICE).open("selection_papers.document", proposal_id=made.id)
    assert page.status == 404


def test_the_overprint_leaves_out_the_head_and_keeps_the_number(of):
    sheet = of("document", proposal(), overprint=1)
    assert "文件" not in sheet.text.partition("关于聘任")[0]
    assert sheet.says(NUMBER)


def test_the_removals_say_on_which_ground_and_who_agreed(of):
    made = proposal(removals=2)
    signed(made, Action.DECIDE)
    assert of("removals", made).says(
        "泽州县安全生产和应急管理专家清退名单", "2026年8月3日局长办公会", "下列2名专家", "专家01",
        "采煤与顶板", "因身体状况", "煤矿监管股", "局长办公会审定", "系统内审批记录", "组长",
    )  # fmt: skip


def test_removals_that_nobody_has_decided_are_called_proposed(of):
    made = proposal(met_on=None, state=State.CONSULTING)
    with unit_of_work():
        made.removals[0].is_approved = None
    assert of("removals", made).says("专家拟清退名单")


def test_a_roster_that_removes_nobody_has_no_list_of_removals(browser):
    made = proposal(removals=0)
    page = browser(Post.OFFICE).open("selection_papers.removals", proposal_id=made.id)
    assert page.status == 404


@pytest.mark.parametrize("name", PAPERS)
def test_papers_of_a_roster_are_read_inside_the_bureau(browser, name):
    made = proposal()
    asked = (Post.LEADER, Post.SECTION, Post.APPLICANT, Post.EXPERT)
    opened = [
        browser(who).open(f"selection_papers.{name}", proposal_id=made.id).status for who in asked
    ]
    assert opened == [200, 200, 403, 403]


def notice_of(browser, made, who=None):
    return browser(who).open("selection_papers.notice", number=made.number)


def test_anyone_reads_the_notice_while_it_stands_and_after(browser):
    made = published(proposal())
    assert notice_of(browser, made).status == 200
    with unit_of_work():
        made.enter(publicity.State.CLOSED)
    assert notice_of(browser, made).status == 200


def test_a_notice_that_was_recalled_is_shown_to_nobody(browser):
    made = published(proposal(), publicity.State.RECALLED)
    assert notice_of(browser, made).status == 404
    assert notice_of(browser, made, Post.OFFICE).status == 404


def test_the_notice_tells_names_employers_and_specialties_how_long_and_where_to_object(paper):
    made = published(proposal(additions=2, removals=1))
    sheet = paper(None, "selection_papers.notice", number=made.number)
    assert sheet.lacks([
        "关于专家组拟定名单的公示", "拟聘任专家2名（名单见附件1）", "拟清退专家1名（名单见附件2）",
        "自2026年7月20日起至2026年7月27日止", "发布当日不计算在内", "0356-2061979", "G2026-01",
        "泽州县应急管理局", "2026年7月20日", "附件1", "申报500", "虚构设计院500", "通风与防灭火",
        "附件2", "专家01",
    ]) == []  # fmt: skip


def test_neither_notice_nor_document_tells_a_number_of_a_person(paper, of):
    made = proposal()
    shown = published(made)
    texts = [
        paper(None, "selection_papers.notice", number=shown.number).text,
        *(of(name, made).text for name in PAPERS),
    ]
    for item in made.items:
        person = item.expert
        numbers = (
            (person.id_number, person.mobile)
            if person
            else (item.application.entries["id_number"], item.application.entries["mobile"])
        )
        assert not any(number in text for number in numbers for text in texts)


def test_rare_characters_of_a_name_are_drawn_on_what_the_public_reads(browser):
    made = proposal(additions=1, removals=0)
    with unit_of_work():
        made.items[0].name = RARE
    shown = published(made)
    for page in (
        notice_of(browser, shown),
        browser(Post.OFFICE).open("selection_papers.document", proposal_id=made.id),
    ):
        assert drawn(page.response.data, RARE) == set(RARE)


def record_of(paper, made, who=Post.SUPERVISOR):
    return paper(who, "selection_papers.objection_record", objection_id=made.id)


def test_the_record_of_an_objection_tells_what_was_said_done_and_answered(paper, person):
    made = objected(published(proposal()))
    with unit_of_work():
        register("objection:accept", "受理", by=person(Post.OFFICE), subject=made, note="已受理")
    assert record_of(paper, made).says(
        "公示异议办理记录", "Y2026-01", "G2026-01", "涉及对象", "申报500", "实名", "虚构反映人",
        "0356-0000099", "该同志的从业年限与实际不符", "另有一份证明", "2026年7月22日10:00",
        "所附材料", "无", "办理经过", "受理", "专家管理办公室", "已受理", "异议不成立",
        "2026年6月1日12:00", "经核实，所反映问题不属实。", "承办人", "签字：", "监督人员",
    )  # fmt: skip


def test_the_record_is_read_by_whoever_handles_objections_alone(browser):
    made = objected(published(proposal()))
    opened = [
        browser(who).open("selection_papers.objection_record", objection_id=made.id).status
        for who in (Post.OFFICE, Post.SUPERVISOR, Post.LEADER, Post.HR, Post.SECTION)
    ]
    assert opened == [200, 200, 403, 403, 403]
