"""Rosters as a clerk hands them in. Every person and number in them is invented.

The clerk's workbook has a merged title, a header of the clerk's own wording, full-width digits,
trailing spaces, dates as text, as real dates and as serials, a blank line, the two footers of
Annex 3 — and ten wrong rows, each wrong in another way.
"""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import xlsxwriter

from models.rules.gb_11643 import check_digit

AREA = "990100"  # an area code that is not in use
FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
HEADER = (
    "序 号", "姓  名", "性别", "身份证号码", "手机", "工作单位", "职务（职称）", "毕业院校",
    "所学专业", "现从事专业", "拟申报专家类别、\n行业领域及专业分类", "级别", "聘书编号",
    "聘任起", "聘任止",
)  # fmt: skip
GIVEN_NAMES = "安柏川冬帆歌海吉佳康朗明宁鹏青然森涛文旭远正竹舟卓灿驰铎丰恒景"
Value = str | int | date


def id_number(born: date, order: int) -> str:
    """A valid number; an odd ``order`` is a man's."""
    body = f"{AREA}{born:%Y%m%d}{order:03}"
    return body + check_digit(body)


def with_check_digit_off(number: str) -> str:
    return number[:-1] + ("1" if number[-1] != "1" else "2")


def row(order: int, **cells: Value) -> list[Value]:
    """One right line of the sheet: a man with a number of his own, except for ``cells``."""
    right: dict[str, Value] = {
        "order": order,
        "name": f"程{GIVEN_NAMES[order % len(GIVEN_NAMES)]}",
        "sex": "男",
        "id_number": id_number(date(1970, 1, 15) + timedelta(order // 400), 2 * (order % 400) + 1),
        "mobile": f"199{order:08}",
        "employer": f"泽北第{order}煤业有限公司",
        "position": "高级工程师",
        "school": "太行理工学院",
        "major": "采矿工程",
        "practice": "通风管理",
        "specialties": "安全生产/煤矿/通风与防灭火",
        "grade": "高级",
        "certificate": f"ZJ2023{order:04}",
        "appointed_from": "2023.10.20",
        "appointed_to": "2028年10月20日",
    }
    return list((right | cells).values())


def right_rows() -> list[list[Value]]:
    """Twelve rows that are right, however oddly some are written."""
    return [
        row(1),
        row(2, id_number=id_number(date(1970, 1, 15), 5).translate(FULL_WIDTH)),
        row(3, name="韩 露  ", sex="女 ", id_number=id_number(date(1982, 2, 28), 6) + " "),
        row(4, mobile="199 0000 0004", appointed_from=date(2023, 10, 20)),
        row(5, appointed_from=45219, appointed_to="2028-10-20"),
        row(6, specialties="A0103 通风与防灭火；A0104"),
        row(7, specialties="安全生产—煤矿—掘进与支护、粉尘防治与爆破"),
        row(8, grade="", position="注册安全工程师"),
        row(9, name="阿依古丽．买买提", employer="　泽北应急技术服务中心（分公司）"),
        row(
            10,
            specialties="综合管理、政策法规与宣教培训、法律服务",
            grade="法律专家",
            position="律师",
        ),
        row(11, mobile=19900000011, certificate="ＺＪ２０２３００１１"),
        row(12, specialties="防灾减灾救灾＞防汛抗旱和气象灾害＞水文与洪水预报", grade="中 级"),
    ]


def wrong_rows() -> list[tuple[list[Value], str]]:
    """Ten rows, each wrong in another way, and the words that must name it."""
    right = id_number(date(1965, 5, 5), 101)
    twin = id_number(date(1966, 6, 6), 103)
    return [
        (row(21, id_number=right[:-1]), "应为18位，现在是17位"),
        (row(22, id_number=right[:9] + "O" + right[10:]), "第10位“O”不对"),
        (row(23, id_number=right[:6] + "19651305" + right[14:]), "不是真实的出生日期"),
        (row(24, id_number=with_check_digit_off(right)), "校验未通过"),
        (row(25, sex="女"), "身份证号表明是男"),
        (row(26, mobile="0356-1234567"), "11位"),
        (row(27, specialties="安全生产/煤矿/通风防灭火"), "是否为“A0103 通风与防灭火”"),
        (row(28, specialties="采煤与顶板；掘进与支护；通风与防灭火；尾矿库"), "最多3个"),
        (row(29, id_number=twin), "相同"),
        (row(30, id_number=twin, name=""), "姓名没有填写"),
    ]


def grid() -> list[list[Value]]:
    """The whole sheet: right and wrong rows in turn, a blank line after the fifth."""
    rows = right_rows()
    for place, (wrong, _) in enumerate(wrong_rows()):
        rows.insert(2 * place + 1, wrong)
    rows.insert(5, ["", "", "  "])
    return [
        ["泽州县安全生产和应急管理专家推荐汇总表"],
        ["填报股室：煤矿安全监管股　　填报时间：2026年6月8日"],
        list(HEADER),
        *rows,
        ["注：拟申报专家类别、行业领域及专业分类请务必按照附件1填写"],
        ["承办人：　　　股室负责人：　　　分管领导："],
    ]


def xlsx(rows: list[list[Value]]) -> bytes:
    """The grid as a workbook: title merged over the columns, dates as real dates."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("推荐汇总表")
        day = book.add_format({"num_format": "yyyy/m/d"})
        for number, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                else:
                    sheet.write(number, column, value)
        sheet.merge_range(0, 0, 0, len(HEADER) - 1, rows[0][0])
    return file.getvalue()


def csv_in(encoding: str, rows: list[list[Value]]) -> bytes:
    """The same grid as Excel writes it to .csv."""
    text = StringIO()
    csv.writer(text).writerows(
        [f"{v:%Y/%m/%d}" if isinstance(v, date) else v for v in cells] for cells in rows
    )
    return text.getvalue().encode(encoding)
