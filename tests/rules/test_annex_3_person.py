"""附件3 一行: the ten columns from what Annex 2 says."""

import pytest

from models.rules.annex_3_columns import COLUMNS, ID_NUMBER, MOBILE, SCHOOL, SEX, SPECIALTIES
from models.rules.annex_3_person import columns_of, differing, masked, missing_from
from tests.office import id_number

PATHS = {"A0103": "安全生产/煤矿/A0103 通风与防灭火", "A0101": "安全生产/煤矿/A0101 采煤与顶板"}
ENTRIES = {
    "name": " 张\n三 ",
    "id_number": id_number(1),
    "mobile": "19000000001",
    "employer": "虚构设计院",
    "title": "总工程师",
    "school": "虚构矿业大学",
    "major": "采矿工程",
    "field": "瓦斯防治",
}


@pytest.fixture
def columns():
    return columns_of(ENTRIES, ["A0103", "A0101"], PATHS)


def test_the_columns_are_the_annexs_own_in_its_order(columns):
    assert tuple(columns) == COLUMNS[1:]


def test_the_sex_is_read_off_the_id_number(columns):
    assert columns[SEX] == ("男" if int(ENTRIES["id_number"][16]) % 2 else "女")


def test_a_cell_is_one_line(columns):
    assert columns["姓名"] == "张 三"


def test_every_specialty_is_written_with_its_whole_path(columns):
    assert columns[SPECIALTIES] == f"{PATHS['A0103']}；{PATHS['A0101']}"


def test_a_specialty_annex_1_does_not_know_keeps_its_code():
    assert columns_of(ENTRIES, ["Z9999"], PATHS)[SPECIALTIES] == "Z9999"


def test_what_was_not_written_is_missing():
    assert missing_from(columns_of({"name": "张三"}, [], PATHS)) == list(COLUMNS[2:])


def test_masked_columns_keep_the_ends_of_the_numbers_alone(columns):
    shown = masked(columns)
    assert shown[MOBILE] == "190****0001"
    assert shown[ID_NUMBER] == f"990{'*' * 11}{ENTRIES['id_number'][-4:]}"
    assert differing(columns, shown) == [ID_NUMBER, MOBILE]


def test_numbers_that_are_not_there_stay_empty():
    shown = masked(columns_of({"name": "张三"}, [], PATHS))
    assert (shown[ID_NUMBER], shown[MOBILE]) == ("", "")


def test_a_column_that_says_something_else_is_named(columns):
    assert differing(columns, columns | {SCHOOL: "另一学校"}) == [SCHOOL]
