"""第六条第四项: a certificate's number, its term, and the days on which it holds good."""

from dataclasses import dataclass
from datetime import date

import pytest

from models.errors import Refusal
from models.rules.article_06_certificate import number, term_of, validity
from models.vocabulary import Standing, Validity

FIRST, LAST = date(2026, 6, 1), date(2028, 10, 20)


@dataclass
class Somebody:
    name: str = "单柏川"
    standing: Standing = Standing.ACTIVE
    appointed_from: date | None = FIRST
    appointed_until: date | None = LAST


def test_a_number_names_the_year_and_has_no_leading_zero():
    assert number(2026, 7) == "泽应急专聘〔2026〕7号"


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2026, 5, 31), Validity.NOT_YET),
        (FIRST, Validity.IN_FORCE),
        (LAST, Validity.IN_FORCE),
        (date(2028, 10, 21), Validity.EXPIRED),
    ],
)
def test_a_certificate_holds_good_from_its_first_to_its_last_day(on, holds):
    assert validity(FIRST, LAST, on) is holds


def test_the_term_is_that_of_the_appointment():
    assert term_of(Somebody(), FIRST) == (FIRST, LAST)


@pytest.mark.parametrize(
    ("somebody", "sentence"),
    [
        (Somebody(standing=Standing.ENDED), "单柏川现在是“已退出”，不能颁发聘书"),
        (Somebody(standing=Standing.SUSPENDED), "单柏川现在是“暂停使用”，不能颁发聘书"),
        (Somebody(appointed_until=None), "单柏川的聘期没有登记，请先在名册中补齐"),
        (
            Somebody(appointed_until=date(2026, 5, 31)),
            "单柏川的聘期已于2026-05-31届满，请先在名册中续聘",
        ),
    ],
)
def test_nobody_gets_one_who_is_not_appointed(somebody, sentence):
    with pytest.raises(Refusal) as refusal:
        term_of(somebody, FIRST)
    assert (refusal.value.message, refusal.value.article) == (sentence, 6)
