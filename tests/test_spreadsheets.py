"""电子表格 as they come in and as they go out."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import Refusal
from models.spreadsheets import MOST_ROWS, OLE, read_rows, workbook
from tests import rosters


def archive(**parts: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def with_sheet(change) -> bytes:
    """A workbook of one cell whose sheet was changed by hand."""
    original = ZipFile(BytesIO(workbook("题", ["甲", "乙"], [["值"]], [10, 10])))
    parts = {name: original.read(name) for name in original.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    return archive(**parts | {sheet: change(parts[sheet])})


def test_a_workbook_and_its_csv_twins_read_alike():
    def texts(data):
        return [
            [str(cell).removesuffix(".0") for cell in row if cell != ""]
            for row in read_rows("名册", data)
        ]

    rows = [line[:10] for line in rosters.grid()]
    from_workbook = texts(rosters.xlsx([*rows[:1], *[line or [""] for line in rows[1:]]]))
    for encoding in ("gb18030", "utf-8", "utf-8-sig"):
        assert texts(rosters.csv_in(encoding, rows)) == from_workbook


def test_a_row_keeps_the_number_it_has_in_the_sheet():
    rows = read_rows("名册.xlsx", rosters.xlsx([["题"], [], [], ["第四行"]]))
    assert rows[3][0] == "第四行"


def test_a_real_date_arrives_as_a_date():
    [_, row] = read_rows("名册.xlsx", rosters.xlsx([["题"], [date(2023, 10, 20)]]))
    assert row[0] == date(2023, 10, 20)


def test_unicode_text_as_excel_saves_it_is_understood():
    assert read_rows("名册.txt", "姓名\t性别\r\n韩露\t女".encode("utf-16")) == [
        ["姓名", "性别"],
        ["韩露", "女"],
    ]


def test_a_hidden_first_sheet_is_passed_over():
    book = openpyxl.Workbook()
    book.active.append(["隐藏"])
    book.create_sheet().append(["看得见"])
    book.active.sheet_state = "hidden"
    file = BytesIO()
    book.save(file)
    assert read_rows("名册.xlsx", file.getvalue()) == [["看得见"]]


REFUSED = {
    "空文件": (b"", "是空文件"),
    "过大": (bytes(11 * 2**20), "有11.0MB，超过10MB，请分成几个文件"),
    "旧版": (
        OLE + "Workbook".encode("utf-16-le"),
        "是旧版 .xls 文件（改文件名无效）.*另存为 .xlsx",
    ),
    "加密": (OLE + "EncryptedPackage".encode("utf-16-le"), "请取消密码并保存后再导入"),
    "网页": (b"\xef\xbb\xbf\r\n<html><table>", "其实是网页或 XML 文件"),
    "文档": (archive(**{"word/document.xml": b"<w/>"}), "不是 .xlsx 工作簿"),
    "残缺": (rosters.xlsx(rosters.grid())[:-200], "已损坏"),
    "假的": (archive(**{"xl/workbook.xml": b"<x"}), "已损坏"),
    "炸弹": (archive(**{"xl/workbook.xml": b"", "bomb": bytes(101 * 2**20)}), "解压后超过100MB"),
    "图片": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是 .xlsx 或 .csv 文件"),
    "无内容": (rosters.xlsx([[""]]), "里没有内容"),
    "六万行": (
        rosters.csv_in("gb18030", [["韩露"]] * 60_000),
        "用到了第60000行，超过20,000行",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_be_read_is_told_what_to_do(kind):
    data, sentence = REFUSED[kind]
    with pytest.raises(Refusal, match=sentence) as refusal:
        read_rows("名册.xlsx", data)
    assert refusal.value.field == "file"


def test_a_workbook_of_sixty_thousand_rows_is_refused():
    data = workbook("题", ["姓名", "性别"], [["韩露"]] * 60_000, [10, 10])
    with pytest.raises(Refusal, match=f"用到了第60002行，超过{MOST_ROWS:,}行"):
        read_rows("名册.xlsx", data)


def test_a_bomb_that_understates_its_size_is_refused_all_the_same():
    data = archive(**{"xl/workbook.xml": b"", "bomb": bytes(101 * 2**20)})
    stated = (101 * 2**20).to_bytes(4, "little")
    with pytest.raises(Refusal, match="解压后超过100MB"):
        read_rows("名册.xlsx", data.replace(stated, (1000).to_bytes(4, "little")))


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (b'r="XFD1048576"', "用到了第1048576行"),
        (b"r = 'xfd2'", "用到了第16384列，请删除右侧多余的列"),
        (b'r="AAAAAAAAAAAAAAA1"', "请删除右侧多余的列"),
        (b'r="A99999999999999999999"', "用到了第999999999行"),
    ],
)
def test_a_small_file_that_claims_a_billion_cells_is_refused_before_it_is_laid_out(cell, sentence):
    with pytest.raises(Refusal, match=sentence):
        read_rows("名册.xlsx", with_sheet(lambda sheet: sheet.replace(b'r="A3"', cell)))


BASE = rosters.xlsx(rosters.grid())


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(BASE) - 1), st.binary(max_size=8), st.integers(0, 40))
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(place, inserted, lost):
    damaged = BASE[:place] + inserted + BASE[place + lost :]
    try:
        rows = read_rows("名册.xlsx", damaged)
    except Refusal as refusal:
        assert refusal.field == "file"  # noqa: PT017
    else:
        assert rows


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_are_read_or_refused_and_nothing_else(data):
    try:
        assert read_rows("名册", data)
    except Refusal as refusal:
        assert refusal.field == "file"  # noqa: PT017


def written(*rows, widths=(10, 20)):
    data = workbook("专家推荐汇总表", ["姓名", "身份证号"], rows, widths)
    return openpyxl.load_workbook(BytesIO(data)).active


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1"])
def test_no_text_becomes_a_formula(text):
    cell = written([text, ""])["A3"]
    assert (cell.data_type, cell.value, cell.number_format) == ("s", text, "@")


def test_an_id_number_keeps_all_its_digits():
    number = rosters.id_number(date(1970, 1, 1), 1)
    assert written(["韩露", number])["B3"].value == number


def test_numbers_and_dates_stay_what_they_are():
    sheet = written([12.5, date(2026, 6, 1)], [None, None])
    assert sheet["A3"].value == 12.5
    assert sheet["B3"].value.date() == date(2026, 6, 1)
    assert sheet["A4"].value is None


def test_the_sheet_prints_as_an_annex_does():
    sheet = written(["韩露", "1"])
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A3", "$2:$2")
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:B1"]
    assert (sheet["A1"].value, sheet["B2"].value) == ("专家推荐汇总表", "身份证号")
    assert sheet.column_dimensions["B"].width == pytest.approx(20, abs=1)


def test_what_the_office_writes_it_can_read():
    data = workbook("题", ["甲", "乙"], [["=1", date(2026, 6, 1)], ["x\x01y", 3]], [10, 10])
    assert read_rows("导出.xlsx", data)[2:] == [["=1", date(2026, 6, 1)], ["x\x01y", 3]]
