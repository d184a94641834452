"""附件3, as clerks hand it in."""

from datetime import date

import pytest

from models.errors import Refusal
from models.rules.annex_3 import read_annex_3
from models.rules.annex_3_columns import COLUMNS
from models.rules.article_04_structure import reconstructed_annex_1
from models.spreadsheets import read_rows
from models.vocabulary import Grade, Sex
from tests import rosters

ANNEX_1 = reconstructed_annex_1()
TODAY = date(2026, 6, 8)
MAN = rosters.id_number(date(1970, 1, 1), 1)
FILES = {
    "xlsx": rosters.xlsx(rosters.grid()),
    "csv in GB18030": rosters.csv_in("gb18030", rosters.grid()),
    "csv in UTF-8": rosters.csv_in("utf-8-sig", rosters.grid()),
}


def read(rows, known=lambda number: None):
    return read_annex_3(rows, ANNEX_1, TODAY, known)


def read_one(**cells):
    [row] = read([rosters.HEADER, rosters.row(1, **cells)])
    return row


def sentences(row):
    return [problem.sentence for problem in row.problems]


@pytest.fixture(params=FILES)
def rows(request):
    return read(read_rows("推荐汇总表", FILES[request.param]))


def test_of_a_clerks_sheet_the_ten_wrong_rows_are_named_and_the_rest_are_right(rows):
    wrong = [row for row in rows if row.problems]
    assert len(wrong) == len(rosters.wrong_rows()) == 10
    for row, (_, words) in zip(wrong, rosters.wrong_rows(), strict=True):
        assert any(words in sentence for sentence in sentences(row)), row
    assert len([row for row in rows if row.values]) == len(rosters.right_rows()) == 12


def test_a_wrong_row_is_wrong_in_its_own_way_only(rows):
    expected = [1] * 9 + [2]  # the last shares its ID number with the one before it
    assert [len(row.problems) for row in rows if row.problems] == expected


def test_a_line_has_the_number_it_has_in_the_sheet(rows):
    assert [row.number for row in rows] == [4, 5, 6, 7, 8, *range(10, 27)]


def test_all_that_was_written_is_understood_alike_in_every_file(rows):
    right = {row.values.certificate: row.values for row in rows if row.values}
    assert right["ZJ20230003"].name == "韩露"
    assert right["ZJ20230003"].sex is Sex.FEMALE
    assert right["ZJ20230004"].mobile == "19900000004"
    assert right["ZJ20230006"].specialties == ("A0103", "A0104")
    assert (right["ZJ20230008"].grade, right["ZJ20230008"].is_grade_derived) == (
        Grade.INTERMEDIATE,
        True,
    )
    assert right["ZJ20230009"].name == "阿依古丽·买买提"
    assert right["ZJ20230009"].employer == "泽北应急技术服务中心（分公司）"
    assert right["ZJ20230010"].grade is Grade.LEGAL
    assert right["ZJ20230011"].mobile == "19900000011"


def test_a_date_may_be_text_a_real_date_or_a_serial_number(rows):
    terms = {(row.values.appointed_from, row.values.appointed_to) for row in rows if row.values}
    assert terms == {(date(2023, 10, 20), date(2028, 10, 20))}


WRONG = {
    "身份证号成了数字格式": {"id_number": 9.90100197001151e17},
    "身份证号第7至14位的出生日期晚于今天": {"id_number": rosters.id_number(date(2026, 6, 9), 1)},
    "性别写的是“未知”，应为男或女": {"sex": "未知"},
    "移动电话没有填写": {"mobile": ""},
    "移动电话应为一个以1开头的11位手机号": {"mobile": "19900000001/19900000002"},
    "单位全称没有填写": {"employer": " "},
    "拟申报专家类别、行业领域及专业分类没有填写": {"specialties": ""},
    "拟申报专家类别、行业领域及专业分类没有填": {"specialties": "1."},
    "级别写的是“专家”，应为高级、中级或法律": {"grade": "专家"},
    "从职务职称“科长”看不出级别": {"grade": "", "position": "科长"},
    "“2023.10”不是完整的日期，请写成2023-10-20这样": {"appointed_from": "2023.10"},
    "聘任止早于聘任起": {"appointed_to": "2022-10-20"},
    "所学专业有201个字，请缩短到200个字以内": {"major": "字" * 201},
}


@pytest.mark.parametrize(("sentence", "cells"), WRONG.items())
def test_what_is_wrong_with_a_row_is_said_beside_its_column(sentence, cells):
    row = read_one(**cells)
    [problem] = row.problems
    assert problem.sentence.startswith(sentence)
    assert row.values is None
    assert problem.column in row.texts


@pytest.mark.parametrize("mobile", ["+86 19900000001", "8619900000001", "199-0000-0001"])
def test_a_mobile_number_is_understood_however_it_was_written(mobile):
    assert read_one(mobile=mobile).values.mobile == "19900000001"


def test_a_sex_left_empty_is_what_the_id_number_says():
    assert read_one(sex="").values.sex is Sex.MALE


def test_a_name_in_letters_keeps_its_spaces():
    assert read_one(name="Ann  Lee").values.name == "Ann Lee"


def test_no_sentence_repeats_an_id_number():
    twins = [rosters.row(1, id_number=MAN), rosters.row(2, id_number=MAN, sex="女")]
    for row in read([rosters.HEADER, *twins]):
        assert MAN not in "".join(sentences(row))


def test_rows_that_share_a_certificate_number_name_each_other():
    rows = [rosters.row(order, certificate=f"ZJ {order // 4}") for order in range(1, 5)]
    assert [sentences(row) for row in read([rosters.HEADER, *rows])] == [
        ["聘书号与第3行、第4行相同，请核对后只留一行"],
        ["聘书号与第2行、第4行相同，请核对后只留一行"],
        ["聘书号与第2行、第3行相同，请核对后只留一行"],
        [],
    ]


def test_an_expert_who_is_known_already_is_found_by_the_id_number():
    rows = [rosters.HEADER, rosters.row(1, id_number=MAN), rosters.row(2)]
    assert [row.known for row in read(rows, {MAN: "E001"}.get)] == ["E001", None]


def test_the_eleven_columns_of_the_annex_are_enough():
    line = rosters.row(1)[:11]
    [row] = read([COLUMNS, line])
    assert (row.values.grade, row.values.certificate, row.values.appointed_from) == (
        Grade.SENIOR,
        "",
        None,
    )


def test_other_specialties_may_stand_in_a_column_of_their_own():
    [row] = read([[*rosters.HEADER, "其他专业"], [*rosters.row(1), "掘进与支护"]])
    assert row.values.specialties == ("A0103", "A0102")


def test_a_header_repeated_on_a_later_page_and_prepared_numbers_are_passed_over():
    rows = [rosters.HEADER, rosters.row(1), rosters.HEADER, rosters.row(2), [3], [4, ""]]
    assert [row.number for row in read(rows)] == [2, 4]


def without(title):
    return [each for each in COLUMNS if each != title]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["通讯录"], ["甲", "乙"]], "没有找到附件3的表头（序号、姓名"),
        ([without("身份证号")], "表头缺少“身份证号”"),
        ([[*COLUMNS, "手机"]], "“移动电话”出现了不止一列"),
        ([COLUMNS, ["注：无"]], "表头下面没有专家"),
    ],
)
def test_a_sheet_that_is_no_annex_3_is_refused(rows, sentence):
    with pytest.raises(Refusal, match=sentence) as refusal:
        read(rows)
    assert (refusal.value.field, refusal.value.article) == ("file", 6)
