"""第十一条第一款第四项 相对固定使用: five years for the same expert and section, and no longer."""

from datetime import date

import pytest

from models.errors import Refusal
from models.rules.article_11_standing import Term, allowance, check_term, is_near_its_end, share
from models.vocabulary import Grade

FIVE = Term(date(2022, 3, 1), date(2027, 2, 28))


def test_five_whole_years_are_allowed_to_the_day():
    check_term(FIVE, [], Grade.SENIOR, 5)
    with pytest.raises(Refusal, match=r"累计不得超过5年.*最迟到2027年2月28日") as refused:
        check_term(Term(FIVE.first, date(2027, 3, 1)), [], Grade.SENIOR, 5)
    assert (refused.value.article, refused.value.field) == (11, "ends_on")


def test_a_sixth_year_is_refused_however_long_after():
    with pytest.raises(Refusal, match="此前已使用满5年"):
        check_term(Term(date(2030, 1, 1), date(2030, 12, 31)), [FIVE], Grade.SENIOR, 5)


def test_terms_apart_from_each_other_count_together():
    before = [
        Term(date(2020, 1, 1), date(2021, 12, 31)),
        Term(date(2023, 1, 1), date(2024, 12, 31)),
    ]
    check_term(Term(date(2026, 1, 1), date(2026, 12, 31)), before, Grade.INTERMEDIATE, 5)
    with pytest.raises(Refusal, match="此前已使用1462天，从2026年1月1日起最迟到2026年12月31日"):
        check_term(Term(date(2026, 1, 1), date(2027, 1, 2)), before, Grade.INTERMEDIATE, 5)


def test_legal_experts_may_be_used_longer():
    check_term(Term(date(2027, 3, 1), date(2035, 2, 28)), [FIVE], Grade.LEGAL, 5)


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (Term(date(2028, 2, 1), date(2028, 1, 1)), "早于开始日期"),
        (Term(date(2027, 2, 28), date(2027, 3, 31)), "不能重叠"),
    ],
)
def test_a_term_runs_forward_and_meets_no_other(term, said):
    with pytest.raises(Refusal, match=said):
        check_term(term, [FIVE], Grade.LEGAL, 5)


def test_a_leap_day_has_no_like_in_five_years():
    assert allowance([Term(date(2024, 2, 29), date(2024, 3, 1))], 5) == 1827


def test_what_is_used_is_shown_as_a_share():
    assert share([], 5) == 0
    assert share([FIVE], 5) == 1
    assert 0.19 < share([Term(date(2025, 1, 1), date(2025, 12, 31))], 5) < 0.21


def test_the_warning_comes_so_many_days_before():
    today = date(2026, 6, 1)
    assert is_near_its_end(date(2026, 8, 30), today, 90)
    assert not is_near_its_end(date(2026, 8, 31), today, 90)
    assert is_near_its_end(date(2026, 5, 1), today, 90)
