"""附件3 推荐汇总表: eleven columns on every page, three places to sign, however many persons."""

from io import BytesIO

import pdfplumber
import pytest

from blueprints import archive_papers
from models.db import db, unit_of_work
from models.rules.annex_3_columns import COLUMNS
from models.tables import Application, Event, RecommendationSheet, SheetLine
from models.vocabulary import Channel, Post
from models.workflows.sheet import State
from tests.documents.reading import drawn
from tests.sheets import sheet

# As the regulation prints them.
PRINTED = (
    "附件3", "泽州县安全生产和应急管理专家推荐汇总表", "填报股室：", "填报时间：", "年", "月", "日",
    "序号", "姓名", "性别", "身份证号", "移动电话", "单位全称", "职务职称", "毕业院校", "所学专业",
    "现从事专业", "拟申报专家类别、行业领域及专业分类",
    "注：拟申报专家类别、行业领域及专业分类请务必按照附件1"
    "《泽州县安全生产和应急管理专家类别划分表》填写",
    "承办人：", "股室负责人：", "分管领导：",
)  # fmt: skip
LYING = (842, 595)
MANY = 250
RARE = "䶮㛃𬭎𫖯喆堃"


@pytest.fixture
def annex_3(paper):
    return lambda made, who=Post.SECTION: paper(who, "selection_papers.annex_3", sheet_id=made.id)


def pages_of(content: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(content)) as pdf:
        texts = ["".join(char["text"] for char in page.chars) for page in pdf.pages]
    return ["".join(text.split()) for text in texts]


def of_many(made: RecommendationSheet) -> None:
    """As if as many persons stood on it as the regulation allows experts."""
    first = made.lines[0]
    with unit_of_work():
        for order in range(len(made.lines) + 1, MANY + 1):
            other = Application(
                intake_id=made.intake_id, channel=Channel.SELF, owner_id=made.handler_id
            )
            line = SheetLine(sheet_id=made.id, application=other, order=order)
            school = "虚构矿业大学" * (order % 3)
            line.freeze(dict(first.columns) | {"姓名": f"某人{order}", "毕业院校": school})
            db.session.add(line)
    db.session.expire_all()


def test_every_label_of_the_regulations_annex_is_there_in_its_order(annex_3):
    paper = annex_3(sheet())
    assert paper.lacks(PRINTED) == []
    assert set(paper.sizes) == {LYING}


def test_who_signed_stands_beside_the_places_to_sign(annex_3):
    paper = annex_3(sheet(State.SIGNED))
    assert paper.says("填报时间：2026年6月1日", "承办人：", "承办人签字", "股室承办人")
    assert paper.says("股室负责人签字", "股室负责人（股室负责人）")
    assert paper.says("分管领导签字", "文书校验码")


def test_numbers_are_masked_and_whole_ones_are_asked_for_and_registered(browser, annex_3):
    made = sheet(State.SIGNED)
    number = made.lines[0].application.entries["id_number"]
    assert number not in annex_3(made).text
    page = browser(Post.SECTION).open("sheets.show", sheet_id=made.id)
    whole = page.submit("form[action$='annex-3.pdf']")
    text = "".join(pages_of(whole.response.data))
    assert number in text
    assert made.lines[0].application.entries["mobile"] in text
    kept = db.session.scalars(db.select(Event).order_by(Event.number.desc())).first()
    assert kept.kind == "recommendation_sheet:export_whole"


def test_whole_numbers_are_not_for_everyone_who_reads(browser):
    made = sheet(State.SIGNED)
    page = browser(Post.LEADER).open("sheets.show", sheet_id=made.id)
    assert not page.soup.select("form[action$='annex-3.pdf']")


def test_another_section_has_no_such_paper(browser):
    made = sheet()
    page = browser("section_2").open("selection_papers.annex_3", sheet_id=made.id)
    assert page.status == 404


def test_250_persons_stand_on_many_pages_each_under_the_header(app):
    made = sheet(State.SIGNED)
    of_many(made)
    whole = made.lines[0].columns["拟申报专家类别、行业领域及专业分类"]
    _, content = archive_papers.annex_3(made, is_whole=False)
    texts = pages_of(content)
    assert len(texts) > 8
    bodies = [text.partition("".join(COLUMNS))[2] for text in texts]
    following = 1
    for body in bodies:
        rows = body.count("".join(whole.split()))  # the last column: none is torn apart
        assert rows
        assert body.startswith(f"{following}{made.lines[following - 1].columns['姓名']}")
        following += rows
    assert following == MANY + 1
    assert "分管领导：" in texts[-1]


def test_rare_characters_of_a_name_are_each_drawn(app):
    made = sheet(State.SIGNED)
    with unit_of_work():
        made.lines[0].freeze(dict(made.lines[0].columns or {}) | {"姓名": RARE})
    _, content = archive_papers.annex_3(made, is_whole=False)
    assert drawn(content, RARE) == set(RARE)


def test_the_file_keeps_the_numbers_whole(app):
    made = sheet(State.SIGNED)
    [(name, content)] = archive_papers.papers_of_sheet(made)
    assert name == f"推荐汇总表 {made.number} 煤矿监管股 第1版.pdf"
    assert made.lines[0].application.entries["id_number"] in "".join(pages_of(content))
