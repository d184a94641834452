"""附件2 申报表: the regulation's own table, filled in, and what follows it."""

from io import BytesIO

import pytest
from flask import current_app
from PIL import Image

from models import clock
from models.db import db, unit_of_work
from models.operations.files import Upload, keep
from models.rules.annex_2_commitments import COMMITMENTS, EDITION
from models.tables import ApplicationEdition, Attachment, SectionOpinion
from models.vocabulary import AttachmentKind, Post
from models.workflows.application import State
from tests.applications import application
from tests.documents.geometry import Sheet
from tests.documents.reading import A4, drawn
from tests.documents.selecting import account

# As the regulation prints them, cell by cell.
PRINTED = (
    "附件 2", "泽州县安全生产和应急管理专家申报表", "申报专家类别：", "填报日期：",
    "姓 名", "性别", "出生年月", "1 寸免冠 照片 粘贴处", "工作电话", "住宅电话", "移动电话",
    "身份证号", "在岗情况", "在岗", "退休", "其他：", "单位全称", "单位地址", "邮政编码",
    "所在部门", "职务（职称）", "单位电话", "传真号码", "电子邮箱", "毕业学校", "最高学历",
    "职业资格", "所学专业", "现从事行业（专业）及年限", "申报专家类别、行业领域及专业分类：",
    "工 作 简 历",
    "提交学历、职称有关证明材料，重点填写从事安全生产、防灾减灾、应急救援等相关工作经历。可附页",
    "发明、著作、学术论文情况", "何时、何地出版或发表",
    "提交主要研究成果鉴定证书及获奖证书的复印件、发表论文及专著的有关证明材料。可附页。",
    "受过何种奖励", "提交奖励证书复印件等有关证明材料。可附页。",
    "安全生产或应急管理相关工作主要业绩及研究成果",
    "主要包括参与国家和省市县重大安全咨询与论证、重大科研等工作成果",
    "参与安全检查、生产安全事故处理、企业安全技术与管理咨询等工作实绩。 可附页。",
)  # fmt: skip
RARE = "䶮㛃𬭎𫖯喆堃"


@pytest.fixture
def annex_2(paper):
    return lambda made, who=Post.HR, **where: paper(
        who, "selection_papers.annex_2", application_id=made.id, **where
    )


def photograph(made, colour="#446688"):
    """A photograph as the form keeps one, handed in with the next edition."""
    content = BytesIO()
    Image.new("RGB", (295, 413), colour).save(content, "JPEG")
    folder = current_app.extensions["instance"].uploads
    with unit_of_work():
        stored = keep(Upload("照片.jpg", content.getvalue()), folder, by=None)
        made.attachments = [Attachment(kind=AttachmentKind.PHOTO, file=stored)]
    return stored


def test_every_label_of_the_regulations_annex_is_there_in_its_order(annex_2):
    sheet = annex_2(application(employment=""))
    assert sheet.lacks(PRINTED) == []
    assert set(sheet.sizes) == {A4}


def test_it_says_what_was_written(annex_2):
    made = application(500, second="A0101", years="18")
    assert annex_2(made).says(
        "安全生产", "2026年6月1日", made.name, "女", "1970.01", "在岗☑", "退休☐", made.employer,
        "总工程师（高级工程师）", "煤矿瓦斯防治，18年", "安全生产—煤矿—通风与防灭火；安全生产—煤矿",
        made.entries["resume"], made.entries["achievements"],
    )  # fmt: skip
    assert made.entries["id_number"] in annex_2(made).text


def test_the_photograph_fills_its_box_of_one_inch(browser):
    made = application()
    photograph(made)
    page = browser(Post.HR).open("selection_papers.annex_2", application_id=made.id)
    [picture] = Sheet.all_of(page.response.data)[0].pictures
    assert (picture.width, picture.height) == (
        pytest.approx(25, abs=0.2), pytest.approx(35, abs=0.2),
    )  # fmt: skip


def test_a_long_career_flows_on_to_further_pages_within_its_frame(browser):
    years = [f"{year}年在虚构煤矿从事通风和瓦斯防治技术管理工作。" for year in range(1900, 2026)]
    made = application(resume="\n".join(years))
    page = browser(Post.HR).open("selection_papers.annex_2", application_id=made.id)
    sheets = Sheet.all_of(page.response.data)
    text = "".join(line.text for sheet in sheets for line in sheet.lines)
    assert all(year in text for year in years)
    assert len(sheets) > 3
    for sheet in sheets[:3]:
        body = [line for line in sheet.lines if line.bottom < 279]
        assert max(rule.top + rule.height for rule in sheet.rules) >= body[-1].bottom


def test_the_four_commitments_follow_with_their_edition_and_a_place_to_sign(annex_2):
    made = application()
    with unit_of_work():
        made.promises = {each.key: EDITION for each in COMMITMENTS}
    said = [part for each in COMMITMENTS for part in (each.label, each.text, f"☑{EDITION}版")]
    assert annex_2(made).says(*said, "承诺人签字：", "所在（推荐）单位意见", "（盖章）",
                              "牵头股室初审意见", "签字：")  # fmt: skip


def test_the_sections_opinions_stand_where_they_are_to_be_signed(annex_2):
    made = application(500, State.PASSED)
    with unit_of_work():
        made.vetter, made.vetted_at = account("section"), clock.now()
        made.vetting_opinion = "材料真实，同意推荐。"
        db.session.add(
            SectionOpinion(
                application_id=made.id, section_id=made.section_id, asked_by_id=account().id,
                supports=True, answer="同意。", answered_by=account("section_2"),
                answered_at=clock.now(),
            )
        )  # fmt: skip
    assert annex_2(made).says(
        "会同审核意见", "同意。", "另一股室承办人", "牵头股室初审意见", "材料真实，同意推荐。",
        "系统内记录：煤矿监管股", "2026年6月1日12:00",
    )  # fmt: skip


def test_rare_characters_of_a_name_are_each_drawn(browser):
    made = application(name=RARE)
    page = browser(Post.HR).open("selection_papers.annex_2", application_id=made.id)
    assert drawn(page.response.data, RARE) == set(RARE)


def handed_in_again(made, **other):
    with unit_of_work():
        made.edition += 1
        made.editions.append(
            ApplicationEdition(
                number=made.edition, entries=made.entries | other, promises={},
                files=[each.file_id for each in made.attachments],
            )
        )  # fmt: skip


def test_what_was_handed_in_before_is_still_to_be_read_with_its_photograph(annex_2):
    made = application()
    photograph(made)
    handed_in_again(made, department="旧部门")
    photograph(made, "#884422")
    handed_in_again(made, department="新部门")
    before = annex_2(made, edition=made.edition - 1)
    assert before.says("旧部门", f"第{made.edition - 1}次提交")
    assert before.pictures == 1
    assert annex_2(made, edition=made.edition).says("新部门")
    assert not annex_2(made).says("旧部门")


def test_an_edition_that_never_was_is_not_found(browser):
    made = application()
    page = browser(Post.HR).open("selection_papers.annex_2", application_id=made.id, edition=7)
    assert page.status == 404


def test_a_form_being_corrected_shows_others_what_was_handed_in(annex_2):
    made = application(500, State.RETURNED)
    handed_in_again(made, department="交来的")
    with unit_of_work():
        made.entries = made.entries | {"department": "改到一半的"}
    assert annex_2(made).says("交来的")
    assert annex_2(made, "applicant").says("改到一半的")


def test_a_draft_is_its_owners_alone(browser):
    made = application(500, State.DRAFT)
    with unit_of_work():
        made.edition = 0
    asked = ("applicant", Post.HR, Post.SECTION, Post.UNIT)
    opened = [
        browser(who).open("selection_papers.annex_2", application_id=made.id).status
        for who in asked
    ]
    assert opened == [200, 404, 404, 404]


def test_it_is_read_within_reach_and_by_nobody_else(browser):
    made = application(500, State.SORTED)
    asked = ("applicant", Post.SECTION, "section_2", Post.OFFICE, Post.UNIT)
    opened = [
        browser(who).open("selection_papers.annex_2", application_id=made.id).status
        for who in asked
    ]
    assert opened == [200, 200, 404, 200, 404]
    assert browser(Post.FINANCE).open(
        "selection_papers.annex_2", application_id=made.id
    ).status == 403  # fmt: skip


def test_a_section_that_is_asked_reads_the_form_it_is_asked_about(browser, person):
    made = application(500, State.SORTED)
    [chemistry] = person("section_2").sections
    with unit_of_work():
        asked = SectionOpinion(
            application_id=made.id, section_id=chemistry.id, asked_by_id=account().id
        )
        db.session.add(asked)
    opened = [
        browser(who).open("selection_papers.annex_2_for_opinion", opinion_id=asked.id).status
        for who in ("section_2", Post.SECTION, Post.OFFICE)
    ]
    assert opened == [200, 404, 403]
