"""廉政告知书, 培训签到表 and 培训记录: what each says, on how many pages."""

from models import clock
from models.db import unit_of_work
from models.operations import assignments, briefings
from models.vocabulary import BriefingKind, Post
from tests import states, training
from tests.documents.reading import A4
from tests.states import acting_for, holder


def test_the_integrity_notice_says_every_part_on_one_page_with_room_for_ink(paper):
    part = states.issued(briefing_points="井下禁止携带手机\n听从带队人员指挥").seated[0]
    sheet = paper(Post.SECTION, "papers.briefing", assignment_id=part.id)
    assert sheet.sizes == [A4]
    assert sheet.says(
        "专家工作廉政告知书", part.expert_name, "防护用品", "自救器（每人1件，被检查单位提供）",
        "职业道德（第1版）", "主动回避（第1版）", "廉政告知（第1版）", "廉洁自律：不收受",
        "保密告知（第1版）", "本次任务的告知事项", "1.井下禁止携带手机", "0356-2061979",
        "告知人签字", "专家签字",
    )  # fmt: skip


def test_what_was_acknowledged_is_printed_and_not_what_came_after(paper):
    part = states.briefed().seated[0]
    with unit_of_work():
        briefings.revise(
            BriefingKind.INTEGRITY, "不赴宴", reason="增加规定", by=holder(Post.OFFICE)
        )
    sheet = paper(Post.SECTION, "papers.briefing", assignment_id=part.id)
    assert sheet.says("廉政告知（第1版）", "逐项确认", "确认防护用品到位")
    assert "不赴宴" not in sheet.text


def test_a_briefing_as_long_as_it_may_be_still_fits_one_page(paper):
    longest = "\n".join(["不得收受任何礼品礼金消费卡" * 3] * 5)
    part = states.issued(briefing_points="\n".join(["井下现场纪律" * 6] * 5)).seated[0]
    with unit_of_work():
        for kind in BriefingKind:
            briefings.revise(kind, longest, reason="细化", by=holder(Post.OFFICE))
        assignments.accept(part, by=acting_for(part))
    sheet = paper(Post.SECTION, "papers.briefing", assignment_id=part.id)
    assert sheet.sizes == [A4]


def test_annex_4_lists_the_equipment_and_what_is_told(paper):
    dispatch = states.issued(briefing_points="井下禁止携带手机")
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says("自救器（每人1件，被检查单位提供）", "保守国家秘密", "井下禁止携带手机")


def test_annex_6_says_which_versions_were_told(paper):
    part = states.rated().seated[0]
    sheet = paper(Post.SECTION, "papers.annex_6", assignment_id=part.id)
    assert sheet.says("工作前告知四项", "廉政告知第1版")


def test_the_list_to_sign_has_everyone_who_was_asked(paper):
    found = training.announced()
    sheet = paper(Post.SECTION, "training.sign_in", session_id=found.id)
    assert set(sheet.sizes) == {A4}
    assert sheet.says("专家培训签到表", training.TOPIC, "学时：3", "专家01", "专家12")


def test_the_record_says_what_was_taught_and_to_whom_for_how_long(paper):
    found = training.closed()
    with clock.held_at(training.HELD):
        sheet = paper(Post.HR, "training.record_paper", session_id=found.id)
    assert sheet.says(
        "专家培训记录", "PX2026-001", "法律法规", "市局法规科讲师", "通知12人，到课10人，请假1人",
        "逐条讲解判定标准", "请假：住院", "缺席", "股室负责人签字",
    )  # fmt: skip
