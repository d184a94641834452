"""第四条 专家组的组建."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from models.errors import Refusal
from models.rules.article_04_structure import (
    ROSTER_CAP,
    is_of_group,
    over_quota,
    read_taxonomy,
    reconstructed_annex_1,
    refuse_beyond_cap,
    refuse_places_beyond,
    understaffed,
)
from models.vocabulary import GroupOffice, Standing

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


@dataclass
class Person:
    standing: Standing = Standing.ACTIVE
    appointed_until: date | None = date(2028, 10, 20)
    specialty_codes: tuple[str, ...] = ("A0103", "A0204")


COAL = {"A0101", "A0103"}
DAY = date(2026, 6, 1)


def test_a_member_of_a_group_serves_and_has_the_primary_specialty_in_it():
    assert is_of_group(Person(), COAL, DAY)


@pytest.mark.parametrize(
    "other",
    [
        Person(standing=Standing.SUSPENDED),
        Person(appointed_until=date(2026, 5, 31)),
        Person(appointed_until=None),
        Person(specialty_codes=("A0204", "A0103")),
    ],
    ids=["suspended", "appointment over", "never appointed", "secondary specialty only"],
)
def test_nobody_else_is_of_the_group(other):
    assert not is_of_group(other, COAL, DAY)


@pytest.mark.parametrize(
    ("office", "sitting", "asked"),
    [(GroupOffice.HEAD, 0, 1), (GroupOffice.DEPUTY_HEAD, 0, 2), (GroupOffice.DEPUTY_HEAD, 1, 1)],
)
def test_one_head_and_up_to_two_deputies_can_be_elected(office, sitting, asked):
    refuse_places_beyond(office, sitting, asked)


@pytest.mark.parametrize(
    ("office", "sitting", "asked", "words"),
    [
        (GroupOffice.HEAD, 1, 1, "没有空缺"),
        (GroupOffice.HEAD, 0, 2, "在1至1之间"),
        (GroupOffice.DEPUTY_HEAD, 1, 2, "空缺1名"),
        (GroupOffice.DEPUTY_HEAD, 0, 0, "在1至2之间"),
    ],
)
def test_more_than_are_vacant_are_refused(office, sitting, asked, words):
    with pytest.raises(Refusal, match=words):
        refuse_places_beyond(office, sitting, asked)
