"""第四条 专家组的组建."""

from dataclasses import replace

import pytest

from models.errors import Refusal
from models.rules.article_04_structure import (
    ROSTER_CAP,
    over_quota,
    read_taxonomy,
    reconstructed_annex_1,
    refuse_beyond_cap,
    understaffed,
)

ANNEX_1 = reconstructed_annex_1()


def test_the_table_has_three_classes_ten_industries_and_their_specialties():
    industries = {each.industry for each in ANNEX_1}
    assert len({industry.category for industry in industries}) == 3
    assert len(industries) == 10
    assert len({each.code for each in ANNEX_1}) == len({each.name for each in ANNEX_1}) == 62


def test_every_code_stands_under_its_industry_and_class():
    assert all(each.code.startswith(each.industry.code) for each in ANNEX_1)
    assert all(each.code.startswith(each.industry.category.code) for each in ANNEX_1)


def test_quotas_that_do_not_sum_to_the_cap_are_refused():
    row = {
        "class_code": "A",
        "class": "安全生产",
        "industry_code": "A01",
        "industry": "煤矿",
        "industry_quota": "249",
        "specialty_code": "A0101",
        "specialty": "采煤",
        "soft_minimum": "3",
    }
    with pytest.raises(Refusal, match="合计249人，应为250人"):
        read_taxonomy([row])
    assert read_taxonomy([row | {"industry_quota": "250"}])


def test_the_roster_holds_two_hundred_and_fifty_and_no_more():
    refuse_beyond_cap(ROSTER_CAP)
    with pytest.raises(Refusal, match="共252人，超过250人的上限，请先减少2人") as refusal:
        refuse_beyond_cap(252)
    assert refusal.value.article == 4


def test_a_specialty_with_fewer_than_three_is_named():
    persons = {each.code: 3 for each in ANNEX_1} | {"A0103": 2}
    assert [each.name for each in understaffed(ANNEX_1, persons)] == ["通风与防灭火"]
    relaxed = [replace(each, soft_minimum=2) for each in ANNEX_1]
    assert not understaffed(relaxed, persons)


def test_an_industry_beyond_its_quota_is_named():
    assert [each.name for each in over_quota(ANNEX_1, {"A01": 43, "A02": 24})] == ["煤矿"]
