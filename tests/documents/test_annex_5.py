"""附件5 使用申请表: what it says, in which order, and whose approvals it bears."""

from models.vocabulary import Post
from models.workflows.use_request import Action
from tests import use_requests as asked
from tests.documents.reading import A4

ENTRIES = (
    "重建稿，待按正式附件核对", "附件5", "泽州县安全生产和应急管理专家使用申请表", "编号",
    "申请单位",
    "统一社会信用代码", "单位性质", "单位地址", "联系人", "联系电话", "申请事由", "任务类型",
    "内容与要求", "起止时间", "天数", "任务地点", "对象单位", "专家需求",
    "需回避的单位或人员及理由", "安全防护", "食宿和交通", "费用承诺", "单位负责人签章",
    "办公室受理意见", "常务副组长审批", "派遣结果", "使用后回执",
)  # fmt: skip


def test_it_has_every_entry_in_the_order_of_the_form(paper):
    request = asked.submitted(recusals=[["专家03", "亲属"]])
    sheet = paper(Post.UNIT, "requests.annex_5", request_id=request.id)
    assert sheet.lacks(ENTRIES) == []
    assert set(sheet.sizes) == {A4}
    assert sheet.says("泽应急专申〔2026〕1号", "虚构申请单位", "采煤×高级×2人", "专家03（亲属）")


def test_a_draft_comes_out_as_well(paper):
    request = asked.drafted(starts_at=None, ends_at=None)
    sheet = paper(Post.UNIT, "requests.annex_5", request_id=request.id)
    assert sheet.says("提交时编号", "尚未派出")


def test_the_approval_stands_with_the_digest_of_what_was_approved(paper):
    request = asked.approved()
    sheet = paper(Post.OFFICE, "requests.annex_5", request_id=request.id)
    assert sheet.says("系统内审批记录：受理", "系统内审批记录：批准使用，常务副组长", "文书校验码")


def test_what_was_said_before_a_return_is_not_printed(paper):
    request = asked.submitted()
    asked.step(request, Action.RETURN, Post.OFFICE, note="请写明坝高")
    sheet = paper(Post.UNIT, "requests.annex_5", request_id=request.id)
    assert not sheet.says("系统内审批记录：提交申请")


def test_after_the_payment_it_says_who_came_and_what_was_paid(paper):
    request = asked.settled()
    sheet = paper(Post.UNIT, "requests.annex_5", request_id=request.id)
    assert sheet.says(request.dispatch.number, "付款合计", "1,600.00元", "意见具体，可以操作")
    assert sheet.says("系统内确认记录：外单位经办人")
    assert all(sheet.says(part.expert_name) for part in request.dispatch.seated)


def test_annex_4_and_the_notice_name_the_unit_that_pays(paper):
    dispatch = asked.sent()
    annex = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert annex.says("预算项目", "由申请单位承担（虚构申请单位）")
    part = {"assignment_id": dispatch.seated[0].id}
    assert paper(Post.SECTION, "papers.notice", **part).says("申请单位", "虚构申请单位")
