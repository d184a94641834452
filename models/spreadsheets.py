"""电子表格 · a workbook or .csv that somebody hands in, and the workbooks the office hands out.

A file is judged by what it holds, not by its name, and measured before it is read: a few kilobytes
can claim a sheet of a billion cells.
"""

import csv
import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from io import BytesIO, StringIO
from typing import NoReturn, TypeAlias
from zipfile import BadZipFile, ZipFile

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.errors import Refusal

Cell: TypeAlias = str | int | float | bool | date | time | timedelta

Value: TypeAlias = str | int | float | date | None

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_BYTES_UNPACKED = 100 * MEGABYTE
MOST_ROWS = 20_000
MOST_COLUMNS = 200

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of any encrypted workbook
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\x03\x04"
REFERENCE = re.compile(rb"""(?<![:\w])r\s*=\s*["']\s*([A-Za-z]{0,9})(\d{0,9})""")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
A4 = 9
GRID = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 11}
STYLES = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "line": {"font_size": 11, "valign": "vcenter", "text_wrap": True},
    "header": GRID | {"bold": True, "align": "center"},
    "text": GRID | {"num_format": "@"},  # so that editing the cell leaves it text
    "number": GRID,
    "date": GRID | {"num_format": "yyyy-mm-dd", "align": "center"},
}
SAVE_AS = "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入"


def read_rows(filename: str, data: bytes) -> list[list[Cell]]:
    """The rows of the first visible sheet, or of a .csv in UTF-8, UTF-16 or GB18030.

    Row ``n`` of the answer is row ``n + 1`` of the sheet; empty cells are ``""``. Every file that
    cannot be read is refused beside ``file`` with what to do about it.
    """
    if not data:
        _refuse(f"“{filename}”是空文件，请重新选择")
    if len(data) > MOST_BYTES:
        _refuse(f"“{filename}”有{len(data) / MEGABYTE:.1f}MB，超过10MB，请分成几个文件导入")
    rows = _reader_of(data)(filename, data)
    if not rows:
        _refuse(f"“{filename}”里没有内容，请检查第一张工作表")
    return rows


def _refuse(message: str) -> NoReturn:
    raise Refusal(message, field="file")


def _reader_of(data: bytes) -> Callable[[str, bytes], list[list[Cell]]]:
    if data.startswith(OLE):
        return _refuse_ole
    if data.startswith(ZIP):
        return _read_workbook
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _refuse_markup
    return _read_csv


def _refuse_ole(filename: str, data: bytes) -> NoReturn:
    if ENCRYPTED in data:
        _refuse(f"“{filename}”设了打开密码，请取消密码并保存后再导入")
    _refuse(f"“{filename}”是旧版 .xls 文件（改文件名无效），{SAVE_AS}")


def _refuse_markup(filename: str, data: bytes) -> NoReturn:
    _refuse(f"“{filename}”其实是网页或 XML 文件（改文件名无效），{SAVE_AS}")


def _read_workbook(filename: str, data: bytes) -> list[list[Cell]]:
    try:
        with ZipFile(BytesIO(data)) as archive:
            _measure(filename, archive)
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            return _first_visible_sheet(workbook)
    except (BadZipFile, CalamineError, RuntimeError, ValueError, EOFError, zlib.error):
        _refuse(f"“{filename}”已损坏或不是完整的工作簿，{SAVE_AS}")


def _first_visible_sheet(workbook: CalamineWorkbook) -> list[list[Cell]]:
    for index, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
            return list(workbook.get_sheet_by_index(index).to_python(skip_empty_area=False))
    return []


def _measure(filename: str, archive: ZipFile) -> None:
    """Unpack every part once, whatever size its entry claims, and look how far its cells reach."""
    if "xl/workbook.xml" not in archive.namelist():
        _refuse(f"“{filename}”不是 .xlsx 工作簿（改文件名无效），{SAVE_AS}")
    left = MOST_BYTES_UNPACKED
    for entry in archive.infolist():
        entry.file_size = 2 * MOST_BYTES_UNPACKED  # never the end of what is packed
        with archive.open(entry) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            _refuse(f"“{filename}”解压后超过100MB，请删除多余的行、格式和图片后再导入")
        if b"sheetData" in content:
            _refuse_far_cells(filename, content)


def _refuse_far_cells(filename: str, sheet: bytes) -> None:
    """The reader lays out every cell up to the furthest one, so the furthest must be near."""
    rows = (int(match[2] or 0) for match in REFERENCE.finditer(sheet))
    _refuse_too_many_rows(filename, max(rows, default=0))
    columns = (match[1].upper() for match in REFERENCE.finditer(sheet))
    _refuse_too_many_columns(
        filename, max(columns, key=lambda each: (len(each), each), default=b"")
    )


def _refuse_too_many_columns(filename: str, letters: bytes) -> None:
    """``A`` is column 1, ``AA`` column 27."""
    columns = 0
    for letter in letters:
        columns = columns * 26 + letter - ord("A") + 1
    if columns > MOST_COLUMNS:
        _refuse(f"“{filename}”用到了第{columns}列，请删除右侧多余的列后再导入")


def _refuse_too_many_rows(filename: str, rows: int) -> None:
    if rows > MOST_ROWS:
        _refuse(
            f"“{filename}”用到了第{rows}行，超过{MOST_ROWS:,}行，请删除下方多余的行或分成几个文件导入"
        )


def _read_csv(filename: str, data: bytes) -> list[list[Cell]]:
    text = _decode(filename, data)
    separator = max(",\t", key=text.count)
    try:
        rows: list[list[Cell]] = [
            list(row) for row in csv.reader(StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error:
        _refuse(f"“{filename}”不是表格文件，{SAVE_AS}")
    _refuse_too_many_rows(filename, len(rows))
    return rows


def _decode(filename: str, data: bytes) -> str:
    """Excel writes .csv in GBK and “Unicode 文本” in UTF-16; WPS and programs in UTF-8."""
    has_utf_16_mark = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if has_utf_16_mark else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            return text
    _refuse(f"“{filename}”不是 .xlsx 或 .csv 文件，{SAVE_AS}")


def workbook(
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Value]],
    widths: Sequence[float],
    *,
    above: Sequence[str] = (),
    below: Sequence[str] = (),
) -> bytes:
    """One sheet in the manner of the annexes: title row, frozen header, A4 landscape.

    Text is written as text, so that an ID number keeps its digits and no ``=`` becomes a formula.
    ``widths`` are in characters, one a column. ``above`` and ``below``: lines over the whole width
    between title and header, and after the last row.
    """
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        styles = {name: book.add_format(style) for name, style in STYLES.items()}
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        _write_line(sheet, 0, len(header), title, styles["title"])
        for number, line in enumerate(above, start=1):
            _write_line(sheet, number, len(header), line, styles["line"])
        top = 1 + len(above)
        for column, name in enumerate(header):
            sheet.write_string(top, column, name, styles["header"])
        after = _write_rows(sheet, top + 1, rows, styles)
        for number, line in enumerate(below, start=after):
            _write_line(sheet, number, len(header), line, styles["line"])
        _set_page(sheet, top)
    return file.getvalue()


def _write_line(sheet: Worksheet, row: int, columns: int, text: str, style: Format) -> None:
    """One text over the whole width."""
    sheet.merge_range(row, 0, row, columns - 1, "")
    sheet.write_string(row, 0, text, style)


def _write_rows(
    sheet: Worksheet, first: int, rows: Iterable[Sequence[Value]], styles: Mapping[str, Format]
) -> int:
    """The number of the row that follows them."""
    number = first
    for number, row in enumerate(rows, start=first + 1):
        for column, value in enumerate(row):
            _write(sheet, number - 1, column, value, styles)
    return number


def _write(
    sheet: Worksheet, row: int, column: int, value: Value, styles: Mapping[str, Format]
) -> None:
    if value is None:
        sheet.write_blank(row, column, None, styles["text"])
    elif isinstance(value, str):
        sheet.write_string(row, column, value, styles["text"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, styles["date"])
    else:
        sheet.write_number(row, column, value, styles["number"])


def _set_page(sheet: Worksheet, header: int) -> None:
    """A4 landscape, one page wide, the header on every page, pages numbered."""
    sheet.freeze_panes(header + 1, 0)
    sheet.repeat_rows(header)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
