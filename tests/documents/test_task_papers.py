"""任务通知书 and 附件6: what one expert is told, and what is filed of their work."""

from models.db import unit_of_work
from models.operations import assignments
from models.rules.article_17_integrity import FIRST_BRIEFING
from models.vocabulary import Post
from tests import states
from tests.documents.reading import A4
from tests.unannounced import SECRET, asked

BRIEFING = [text for _, text in FIRST_BRIEFING.values()]
ENTRIES = (
    "附件6", "泽州县安全生产和应急管理专家工作暨服务质量登记表", "关联派遣单", "专家",
    "聘书号", "级别", "专业", "工作前告知四项", "告知人签字", "专家签字", "到达", "离开",
    "实际半天数", "工作内容", "发现隐患数", "其中重大", "书面报告", "评价",
    "职业道德（20分）", "业务能力（50分）", "工作纪律（20分）", "廉洁自律（10分）", "总分",
    "等次", "异常情况", "对象单位反馈", "应发报酬", "代扣税", "实发", "账号尾号",
    "专家签字", "对象单位签字", "承办人签字", "流转", "人事教育培训股", "专家管理办公室",
    "领导签批", "财务室",
)  # fmt: skip


def test_the_notice_fits_one_page_and_says_all_an_expert_needs(paper):
    part = states.issued().seated[0]
    sheet = paper(Post.SECTION, "papers.notice", assignment_id=part.id)
    assert sheet.sizes == [A4]
    assert sheet.says(
        "专家任务通知书", part.expert_name, "时间", "集合地点", "任务地点", "对象单位",
        "内容与要求", "瓦斯、煤尘、顶板", "自救器（每人1件，被检查单位提供）",
        "安全帽（每人1件，县应急管理局提供）", "请携带", "联系人",
        "0356-0000001", "请答复", *BRIEFING, "5个工作日内", "0356-2061979",
    )  # fmt: skip


def test_an_expert_opens_the_own_notice_and_nobody_elses(browser):
    mine, other = states.issued().seated
    login = mine.expert.account.login
    assert browser(login).open("papers.notice", assignment_id=mine.id).status == 200
    assert browser(login).open("papers.notice", assignment_id=other.id).status == 404


def test_there_is_no_notice_before_the_deputy_has_signed(browser):
    part = states.endorsed().seated[0]
    assert browser(Post.SECTION).open("papers.notice", assignment_id=part.id).status == 404


def test_annex_6_has_every_entry_in_the_order_of_the_form_on_one_page(paper):
    part = states.rated().seated[0]
    sheet = paper(Post.SECTION, "papers.annex_6", assignment_id=part.id)
    assert sheet.sizes == [A4]
    assert sheet.lacks(ENTRIES) == []


def test_annex_6_carries_scores_grade_and_fee(paper):
    part = states.rated().seated[0]
    sheet = paper(Post.SECTION, "papers.annex_6", assignment_id=part.id)
    assert sheet.says("19", "46", "19", "10", "94", "优秀", "800.00元", "捌佰元整", "0.00元")


def test_annex_6_says_that_hr_has_received_it(paper):
    part = states.received().seated[0]
    sheet = paper(Post.HR, "papers.annex_6", assignment_id=part.id)
    assert sheet.says("流转", "系统内备案记录：人事教育培训股 2026年6月10日")


def test_there_is_no_annex_6_before_it_is_filled_in_nor_while_it_is_corrected(browser):
    part = states.reported().seated[0]
    assert _status(browser, part) == 404
    with unit_of_work():
        assignments.rate(part, states.service(), by=states.holder(Post.SECTION))
    assert _status(browser, part) == 200
    with unit_of_work():
        assignments.amend(part, by=states.holder(Post.SECTION), note="分数有误")
    assert _status(browser, part) == 404


def _status(browser, part) -> int:
    return browser(Post.SECTION).open("papers.annex_6", assignment_id=part.id).status


def test_neither_prints_an_id_number(paper):
    part = states.rated().seated[0]
    for endpoint in ("papers.notice", "papers.annex_6"):
        sheet = paper(Post.SECTION, endpoint, assignment_id=part.id)
        assert part.expert.id_number not in sheet.text
        assert part.expert.mobile not in sheet.text


def test_the_notice_of_an_unannounced_inspection_is_one_dated_page_that_names_no_unit(paper):
    part = states.issued(**asked()).seated[0]
    sheet = paper(Post.SECTION, "papers.notice", assignment_id=part.id)
    assert sheet.sizes == [A4]
    assert sheet.says(
        "集合地点", "突击检查", "任务地点到时告知", "对象单位到时告知", "煤矿监管股2026年6月1日"
    )
    assert SECRET not in sheet.text
