"""附件4 派遣审批单: what it says, in which order, and to whom it names nobody yet."""

from models.db import db
from models.queries import heads
from models.tables import Expert
from models.vocabulary import CallOutcome, ChangeKind, Post
from models.workflows.dispatch import Action
from tests import emergencies, states
from tests.documents.reading import A4

ENTRIES = (
    "附件4", "泽州县安全生产和应急管理专家服务派遣审批单", "编号", "使用股室", "承办人",
    "电话", "任务名称", "日期", "任务类型", "任务依据", "行政检查审批表编号",
    "执法人员及证号", "内容与要求", "起止时间", "天数", "集合地点", "任务地点",
    "危险作业场所", "防护用品由谁提供", "对象单位", "统一社会信用代码", "镇", "专家需求",
    "选取方式", "随机", "相对固定", "库外", "紧急", "抽取记录", "抽取编号", "轮次",
    "池人数", "时间", "抽取人", "监督人", "排除人数", "校验码", "抽取结果", "席位", "姓名",
    "聘书号", "级别", "专业", "单位", "首抽/补抽", "能否参加", "不参加理由", "回避声明",
    "经费预算", "标准×人×天", "金额", "大写", "预算项目", "回避与廉洁告知", "审批",
    "承办人", "股室负责人意见", "分管领导审签", "调整记录",
)  # fmt: skip


def names_of(dispatch) -> list[str]:
    return [part.expert_name for part in dispatch.seated]


def test_it_has_every_entry_in_the_order_of_the_form(paper):
    dispatch = states.issued()
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.lacks(ENTRIES) == []
    assert set(sheet.sizes) == {A4}


def test_an_order_bears_the_head_of_the_register(app, paper):
    dispatch = states.issued()
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    printed = heads.of_dispatch(db.session(), dispatch.matter)
    assert sheet.says(f"台账链头{printed}")
    said = app.test_cli_runner().invoke(args=["verify", "register", "--against", printed])
    assert said.exit_code == 0


def test_a_draft_comes_out_as_well(paper):
    dispatch = states.drafted()
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says("提交时编号", "尚未抽取", "尚无结果")


def test_it_is_marked_as_a_reconstruction(paper):
    dispatch = states.drafted()
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says("重建稿，待按正式附件核对")


def test_an_inspection_names_its_approval_and_its_officers(paper):
    dispatch = states.reserved()
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says("泽应急检审〔2026〕3号", "执法甲（14052500001）", "专家为技术支撑")


def test_the_budget_is_reckoned_and_spelt_out(paper):
    dispatch = states.reserved()
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says("400.00元（每人每半天）×2人×2个半天（1天）", "1,600.00元", "壹仟陆佰元整")


def test_before_the_deputy_has_signed_only_the_signing_chain_reads_names(paper):
    dispatch = states.endorsed()
    signing = paper(Post.DEPUTY, "papers.annex_4", dispatch_id=dispatch.id)
    others = paper(Post.LEADER, "papers.annex_4", dispatch_id=dispatch.id)
    assert all(signing.says(name) for name in names_of(dispatch))
    assert not any(others.says(name) for name in names_of(dispatch))
    assert others.says("审签前保密")


def test_once_the_deputy_has_signed_the_names_are_there_for_all_who_may_read_it(paper):
    dispatch = states.issued()
    sheet = paper(Post.LEADER, "papers.annex_4", dispatch_id=dispatch.id)
    assert all(sheet.says(name) for name in names_of(dispatch))


def test_a_supplementary_draw_keeps_its_names_until_it_is_approved(paper):
    dispatch = states.redrawn()
    kept, new = dispatch.seated
    sheet = paper(Post.LEADER, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says(kept.expert_name)
    assert not sheet.says(new.expert_name)


def test_whoever_declined_stays_on_the_paper_with_the_reason_and_the_successor(paper):
    dispatch = states.supplemented()
    declined = dispatch.assignments[0]
    successor = dispatch.seated[-1]
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says(declined.expert_name, "首抽", "不能参加", "本职工作冲突")
    assert sheet.says(successor.expert_name, "第1次补抽", "待答复")
    assert sheet.pictures == 2  # a code to verify each draw by


def test_a_draw_says_who_was_left_out_and_how_many(paper):
    dispatch = states.redrawn()
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says("C2026-0001-2-1", "第1次补抽", "10人", "本次派遣已答复不参加或已调整1人")


def test_a_signature_stands_with_its_time_and_the_digest_of_what_was_signed(paper):
    dispatch = states.issued()
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says("分管领导审签", "系统内审批记录：审签同意，分管领导", "文书校验码", "签字：")


def test_an_endorsement_that_was_sent_back_is_not_printed(paper):
    dispatch = states.endorsed()
    states.step(dispatch, Action.RETURN, Post.DEPUTY, note="请补充集合时间")
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert not sheet.says("审核同意")


def test_a_voided_draw_stays_in_the_record_and_its_names_leave_the_result(paper):
    dispatch = states.voided()
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says("C2026-0001-1-1", "已作废", "作废次数：1次", "尚无结果")
    assert sheet.says(
        "调整记录", "作废本次选取", "对象单位名称填写有误", "批准变更，分管领导", "同意作废"
    )


def test_a_change_that_waits_is_shown_as_waiting(paper):
    dispatch = states.issued()
    part = dispatch.seated[0]
    states.propose(dispatch, ChangeKind.RELEASE_EXPERT, reason="任务改期", assignment=part)
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says("调整专家", part.expert_name, "任务改期", "待分管领导批准")


def test_both_versions_of_what_was_altered_stand_side_by_side(paper):
    dispatch = states.issued()
    states.put_off(dispatch)
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says(
        "本单内容已变更1次", "起止时间", "2026年6月10日 09:00", "调整记录", "改期", "矿方停产检修",
        "批准变更，分管领导", "变更前后对照：改期", "项目", "原", "改为",
        "开始时间", "2026年6月8日 09:00", "2026年6月10日 09:00",
        "结束时间", "2026年6月8日 17:30", "2026年6月10日 17:30",
    )  # fmt: skip


def test_an_alteration_that_waits_or_was_refused_stands_in_the_record_and_not_in_the_form(paper):
    dispatch = states.issued()
    longer = {"ends_at": states.ENDS.replace(day=9), "half_days": 4}
    states.propose(dispatch, ChangeKind.EXTEND, reason="巷道较长", after=longer)
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says("天数", "1天", "变更前后对照：延长任务", "待分管领导批准")
    assert sheet.says("半天数", "2个（1天）", "4个（2天）", "预留经费", "1,600.00元", "3,200.00元")
    assert not sheet.says("本单内容已变更")


def test_the_same_facts_give_the_same_bytes(browser):
    dispatch = states.issued()
    opened = [browser(Post.SECTION).open("papers.annex_4", dispatch_id=dispatch.id) for _ in "12"]
    assert opened[0].response.data == opened[1].response.data


def test_no_id_number_and_no_mobile_is_printed(paper):
    dispatch = states.closed()
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    for expert in db.session.scalars(db.select(Expert)):
        assert expert.id_number not in sheet.text
        assert expert.mobile not in sheet.text


def test_another_section_has_no_such_paper(browser):
    dispatch = states.issued()
    assert browser("section_2").open("papers.annex_4", dispatch_id=dispatch.id).status == 404


def test_an_emergency_says_who_ordered_it_why_and_every_call(paper):
    dispatch = emergencies.ordered()
    emergencies.call(dispatch, 1, CallOutcome.UNREACHED)
    emergencies.call(dispatch, 2)
    emergencies.call(dispatch, 3)
    emergencies.papered(dispatch)
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says(
        "不随机抽取的理由", emergencies.REASON, "紧急调用记录", "分管领导", "补齐手续", "呼叫时间",
        "专家01", "未接通", "专家02", "能到", "选取结果", "紧急调用", "股室负责人意见",
        "分管领导审签", "紧急调用",
    )  # fmt: skip
    assert not sheet.says("抽取记录")


def test_the_notice_of_an_emergency_speaks_of_no_draw(paper):
    dispatch = emergencies.manned()
    part = dispatch.seated[0]
    sheet = paper(Post.SECTION, "papers.notice", assignment_id=part.id)
    assert sheet.says("由分管领导紧急调用")
    assert not sheet.says("随机抽取")
