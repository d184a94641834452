"""聘书 as a paper: its size, its large name, the place of the seal, and the code on it."""

from io import BytesIO

import pdfplumber
import pytest
import segno

from models.db import db, unit_of_work
from models.operations import certificates
from models.tables import Certificate, Event, Expert, ExpertSpecialty
from models.vocabulary import Post, RevocationGround
from tests.office import EXPERTS

MM = 72 / 25.4
WIDTH, HEIGHT = 297 * MM, 210 * MM
DOCUMENT = "泽应急总指办发〔2026〕5号"
RARE = "䶮㛃𬭎𫖯"
LONG = ("瓦斯防治与抽采（含煤层气）", "安全监测监控、人员位置监测与通信联络", "矿山救护与应急救援")


@pytest.fixture
def issued(person):
    with unit_of_work():
        expert = db.session.get(Expert, 1)
        expert.name = RARE
        expert.specialties[0].name = LONG[0]
        for rank, name in enumerate(LONG[1:], start=2):
            expert.specialties.append(ExpertSpecialty(rank=rank, code=f"X{rank}", name=name))
        return certificates.issue(expert, document=DOCUMENT, by=person(Post.OFFICE))


@pytest.fixture
def sheet(browser, issued):
    page = browser(Post.OFFICE).open("certificates.paper", certificate_id=issued.id)
    with pdfplumber.open(BytesIO(page.response.data)) as pdf:
        [sheet] = pdf.pages
        yield sheet


def text_of(chars):
    return "".join(char["text"] for char in chars).replace(" ", "")


def test_it_bears_the_head_of_the_register_by_which_it_was_issued(app, issued, sheet):
    event = db.session.scalars(db.select(Event).filter_by(kind="certificate:issue")).one()
    printed = f"{event.number}-{event.digest[:16]}"
    assert printed in sheet.extract_text().replace(" ", "")
    said = app.test_cli_runner().invoke(args=["verify", "register", "--against", printed])
    assert said.exit_code == 0


def test_it_is_one_sheet_of_a4_lying_down_and_says_all_that_it_must(paper, issued):
    sheet = paper(Post.OFFICE, "certificates.paper", certificate_id=issued.id)
    assert sheet.sizes == [(842, 595)]
    assert sheet.lacks(["聘书", RARE, "同志", *LONG, "聘期自2025年1月1日至2028年10月20日"]) == []
    assert sheet.says(issued.number, DOCUMENT)
    assert sheet.says("泽州县应急管理局", "2026年6月1日")


def test_the_name_is_the_largest_line_after_the_title(sheet):
    sizes = {round(char["size"]) for char in sheet.chars if char["text"] in RARE}
    others = {round(char["size"]) for char in sheet.chars if char["text"] not in RARE + "聘书"}
    assert sizes == {34}
    assert max(others) < 34


def test_everything_stands_inside_the_frame(sheet):
    assert min(char["x0"] for char in sheet.chars) >= 30 * MM
    assert max(char["x1"] for char in sheet.chars) <= WIDTH - 30 * MM
    assert max(char["bottom"] for char in sheet.chars) <= HEIGHT - 18 * MM


def test_the_place_of_the_seal_holds_the_issuer_and_the_date_and_nothing_drawn(sheet):
    issuer = [char for char in sheet.chars if char["x0"] > WIDTH - 108 * MM]
    low = [char for char in issuer if char["top"] > 140 * MM]
    assert text_of(low) == "泽州县应急管理局2026年6月1日"
    middle = sum((char["x0"] + char["x1"]) / 2 for char in low) / len(low)
    top = min(char["top"] for char in low)
    seal = (middle - 21 * MM, top - 12 * MM, middle + 21 * MM, top + 30 * MM)  # 42 mm across
    around = sheet.within_bbox(seal)
    assert set(text_of(around.chars)) <= set(text_of(low))
    assert (around.images, around.rects, around.curves) == ([], [], [])


def test_its_code_leads_to_the_page_that_checks_it(sheet, issued):
    [picture] = sheet.images
    assert round((picture["x1"] - picture["x0"]) / MM) == 26
    wanted = segno.make(f"http://localhost/certificates/{issued.code}", error="m", micro=False)
    modules = [[bool(module) for module in row] for row in wanted.matrix]
    assert _modules(sheet, picture, len(modules)) == modules


def _modules(sheet, picture, count):
    """The modules of a QR code as they are printed, dark ones true."""
    box = (picture["x0"], picture["top"], picture["x1"], picture["bottom"])
    image = sheet.crop(box).to_image(resolution=300).original.convert("L")
    step = image.width / count
    middles = [int((number + 0.5) * step) for number in range(count)]
    return [[image.getpixel((x, y)) < 128 for x in middles] for y in middles]


def test_a_batch_is_one_file_a_page_each_of_those_in_force(browser, person, paper):
    with unit_of_work():
        certificates.issue_all(document=DOCUMENT, by=person(Post.OFFICE))
        for number in (3, 4):
            lost = db.session.get(Certificate, number)
            certificates.revoke(lost, RevocationGround.LOST, reason="遗失", by=person(Post.OFFICE))
    sheets = paper(Post.OFFICE, "certificates.papers")
    assert sheets.sizes == [(842, 595)] * (EXPERTS - 2)
    assert "专家03" not in sheets.text
    assert paper(Post.OFFICE, "certificates.papers", words="zhuanjia05").says("专家05")
    assert browser(Post.OFFICE).open("certificates.papers", words="zhuanjia03").status == 404


def test_the_paper_of_one_that_was_revoked_says_so(paper, issued, person):
    with unit_of_work():
        certificates.revoke(
            issued, RevocationGround.LOST, reason="遗失", by=person(Post.OFFICE)
        )  # fmt: skip
    assert paper(Post.OFFICE, "certificates.paper", certificate_id=issued.id).says("已撤销")


def test_no_number_of_a_person_is_printed(paper, issued):
    sheet = paper(Post.OFFICE, "certificates.paper", certificate_id=issued.id)
    expert = db.session.get(Expert, 1)
    assert expert.id_number not in sheet.text
    assert expert.mobile not in sheet.text
