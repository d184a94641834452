"""单元格."""

from datetime import date, datetime

import pytest

from models.rules.cell_text import date_of, squeezed, text_of


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  程　安 \n工程师 ", "程 安 工程师"),
        ("ＺＪ２０２３", "ZJ2023"),
        ("泽北公司（分公司）：一部", "泽北公司（分公司）：一部"),
        ("\ufeff程\u200b安", "程安"),
        ("程\x07\u2066\x9b安", "程安"),
        (19900000001.0, "19900000001"),
        (7, "7"),
        (12.5, "12.5"),
        (9.90100197001151e17, "9.90100E+17"),
        (float("nan"), "nan"),
        (float("inf"), "INF"),
        (date(2023, 10, 20), "2023-10-20"),
        (datetime(2023, 10, 20, 8, 30), "2023-10-20"),  # noqa: DTZ001 - a sheet knows no zone
    ],
)
def test_a_cell_reads_as_a_person_reads_it(cell, text):
    assert text_of(cell) == text


def test_what_a_machine_compares_has_neither_spaces_nor_full_width_forms():
    assert squeezed(" 职务（职称） ／ 级 别") == "职务(职称)/级别"


@pytest.mark.parametrize(
    "text",
    [
        "2023.10.20",
        "2023年10月20日",
        "2023 年 10 月 20 日",
        "2023-10-20",
        "2023/10/20",
        "２０２３．１０．２０",
        "20231020",
        "2023-10-20 00:00:00",
        "45219",
    ],
)
def test_a_date_is_understood_however_it_was_written(text):
    assert date_of(text) == date(2023, 10, 20)


@pytest.mark.parametrize("text", ["", "2023", "2023.10", "2023.13.1", "2023-02-29", "长期", "1.5"])
def test_what_is_not_a_whole_date_is_none(text):
    assert date_of(text) is None
