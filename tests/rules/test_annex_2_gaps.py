"""What an application form lacks, and where it contradicts the ID number."""

from datetime import date

import pytest

from models.rules.annex_2_commitments import COMMITMENTS, EDITION, as_promised, untaken
from models.rules.annex_2_gaps import gaps_in, number_in
from tests.applications import entries

DAY = date(2026, 6, 1)


def gaps(**other: str) -> str:
    return "；".join(gap.sentence for gap in gaps_in(entries(500, **other), DAY))


def test_a_form_with_everything_lacks_nothing():
    assert gaps() == ""


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"resume": " "}, "还没有填写：工作简历"),
        ({"employment": "other"}, "请说明情况"),
        ({"mobile": "12345"}, "11位手机号"),
        ({"years": "很多"}, "从事年限应为整数"),
        ({"second": "A0103"}, "同一个专业选了两次"),
        ({"id_number": "990100197001015010"}, "身份证号校验未通过"),
        ({"id_number": "990100199902305009"}, "不是真实的出生日期"),
        ({"safety_years": "45"}, "与身份证号上的出生日期（现年"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(wrong: dict[str, str], sentence: str):
    assert sentence in gaps(**wrong)


def test_years_are_read_as_people_write_them():
    assert [number_in(each) for each in ("12", " 8 ", "１２", "", "十", "-1", "100")] == [
        12, 8, 12, None, None, None, None,
    ]  # fmt: skip


def test_a_promise_counts_in_the_edition_in_force_only():
    now = {each.key: EDITION for each in COMMITMENTS}
    assert untaken(now) == []
    assert [each.label for each in untaken({**now, "ethics": "2020-1"})] == ["职业道德"]
    assert [each.label for each in as_promised(now)] == [
        "工作纪律", "职业道德", "技术服务", "廉政建设",
    ]  # fmt: skip
