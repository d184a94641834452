"""附件4 and 任务通知书 where nobody was drawn: the way ticked, its ground, who chose and why."""

import pytest

from models.vocabulary import Post
from tests import states, variants
from tests.documents.reading import A4
from tests.variants import O, R, S


@pytest.mark.parametrize(
    ("way", "ticked", "basis"),
    [
        (S, "☑ 相对固定", "泽应急局长办公会纪要〔2026〕6号审定"),
        (O, "☑ 库外", "教授级高级工程师"),
    ],
)
def test_annex_4_says_who_chose_whom_by_what(paper, way, ticked, basis):
    dispatch = variants.issued(way)
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    assert sheet.says(
        "选取方式", ticked, "不随机抽取的理由", variants.REASON, "选定记录",
        dispatch.seated[0].expert_name, basis, "股室承办人（股室承办人）", "选取结果", way.label,
    )  # fmt: skip
    assert not sheet.says("抽取记录")
    assert not sheet.says("☑ 随机")


def test_the_proof_of_the_title_is_named_where_the_deputy_signs(paper):
    dispatch = variants.issued(O)
    sheet = paper(Post.DEPUTY, "papers.annex_4", dispatch_id=dispatch.id)
    proof = dispatch.outsiders[0].proof
    assert sheet.says("高级以上专业技术职称", proof.name, proof.digest[:16], "分管领导审签")


def test_a_draw_ticks_the_draw_and_gives_no_ground(paper):
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=states.issued(seats=1).id)
    assert sheet.says("☑ 随机", "抽取记录", "首抽/补抽")
    assert not sheet.says("不随机抽取的理由")


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (R, "经随机抽取和分管领导审签"),
        (S, "根据局长办公会审定的相对固定使用安排"),
        (O, "经分管领导批准聘请"),
    ],
)
def test_the_notice_says_how_the_expert_came_to_it(paper, way, words):
    part = (states.issued(seats=1) if way is R else variants.issued(way)).seated[0]
    sheet = paper(Post.SECTION, "papers.notice", assignment_id=part.id)
    assert (sheet.sizes, sheet.says(words)) == ([A4], True)
    assert sheet.says("随机抽取") is (way is R)
    assert sheet.says("回执", "本人签字") is (way is O)


def test_what_a_choice_goes_through_freezes_no_pool(browser):
    dispatch = variants.selected(S)
    page = browser(Post.SECTION).open("dispatch.show", dispatch_id=dispatch.id)
    assert "名单已冻结" not in page.text("#matter")
