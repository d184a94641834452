"""第六条第三项 公示."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules.article_06_publicity import (
    WORKING,
    PublicLine,
    check_extension,
    chosen,
    shortest,
)
from models.rules.working_days import official_calendar

CALENDAR = official_calendar()
MONDAY = date(2026, 6, 1)
days_of_the_years = st.dates(date(2025, 1, 1), date(2026, 9, 30))
terms = st.tuples(days_of_the_years, st.integers(5, 20), st.sampled_from(["calendar", WORKING]))


@pytest.mark.parametrize(
    ("published", "way", "last"),
    [
        (MONDAY, "calendar", date(2026, 6, 8)),  # the fifth day is a Saturday
        (date(2026, 6, 3), "calendar", date(2026, 6, 8)),
        (MONDAY, WORKING, date(2026, 6, 8)),
        (date(2026, 6, 12), WORKING, date(2026, 6, 22)),  # 端午节 on the 19th is not worked
        (date(2026, 6, 14), "calendar", date(2026, 6, 22)),  # the fifth day is 端午节
        (date(2026, 9, 28), "calendar", date(2026, 10, 8)),  # 国庆节
        (date(2026, 10, 5), "calendar", date(2026, 10, 10)),  # a Saturday worked in exchange
    ],
)
def test_the_first_day_is_not_counted_and_the_last_is_worked(published, way, last):
    assert shortest(published, 5, way, CALENDAR).ends_on == last


def test_the_notice_says_how_its_days_are_counted():
    assert shortest(MONDAY, 5, "calendar", CALENDAR).words == (
        "自2026年6月1日起至2026年6月8日止（公示不少于5日，发布当日不计算在内，末日为工作日）"
    )
    assert "不少于5个工作日" in shortest(MONDAY, 5, WORKING, CALENDAR).words


@given(terms)
def test_no_term_is_shorter_than_its_days_nor_ends_on_a_day_off(given_term):
    published, days, way = given_term
    term = shortest(published, days, way, CALENDAR)
    counted = [published + timedelta(days=n) for n in range(1, (term.ends_on - published).days + 1)]
    if way == WORKING:
        counted = [day for day in counted if CALENDAR.is_working_day(day)]
    assert len(counted) >= days
    assert CALENDAR.is_working_day(term.ends_on)


@given(terms)
def test_it_ends_on_the_first_day_that_will_do(given_term):
    published, days, way = given_term
    last = shortest(published, days, way, CALENDAR).ends_on
    before = shortest(published, days - 1, way, CALENDAR).ends_on
    assert before <= last
    earlier = [published + timedelta(days=n) for n in range(days, (last - published).days)]
    assert way == WORKING or not [day for day in earlier if CALENDAR.is_working_day(day)]


@given(terms, st.integers(-30, 60))
def test_a_chosen_end_is_kept_or_refused_and_never_moved(given_term, more):
    least = shortest(*given_term, CALENDAR)
    wanted = least.ends_on + timedelta(days=more)
    if more >= 0 and CALENDAR.is_working_day(wanted):
        assert chosen(least, wanted, CALENDAR).ends_on == wanted
        return
    with pytest.raises(Refusal) as refused:
        chosen(least, wanted, CALENDAR)
    assert (refused.value.article, refused.value.field) == (6, "ends_on")


def test_a_year_nobody_confirmed_is_refused_by_name():
    with pytest.raises(Refusal, match="2027年的节假日和调休安排还没有确认"):
        shortest(date(2026, 12, 28), 5, "calendar", CALENDAR)
    least = shortest(date(2026, 12, 1), 5, "calendar", CALENDAR)
    with pytest.raises(Refusal, match="2027年"):
        chosen(least, date(2027, 1, 4), CALENDAR)


@pytest.mark.parametrize(
    ("ends_on", "answer"),
    [
        (date(2026, 6, 5), "公示期不得缩短.*最早到2026年6月8日届满"),
        (date(2026, 6, 13), "2026年6月13日不是工作日，请改为2026年6月15日或以后的工作日"),
        (date(2026, 6, 19), "2026年6月19日不是工作日，请改为2026年6月22日"),
        (date(2062, 6, 9), "超过一年，请核对年份"),
    ],
)
def test_a_last_day_that_will_not_do_is_refused_with_one_that_will(ends_on, answer):
    with pytest.raises(Refusal, match=answer):
        chosen(shortest(MONDAY, 5, "calendar", CALENDAR), ends_on, CALENDAR)


def test_the_clock_is_lengthened_and_never_shortened():
    check_extension(MONDAY, date(2026, 6, 8), date(2026, 6, 9), CALENDAR)
    for day in (date(2026, 6, 8), date(2026, 6, 5)):
        with pytest.raises(Refusal, match="公示期只能延长：新的截止日应在2026年6月8日之后"):
            check_extension(MONDAY, date(2026, 6, 8), day, CALENDAR)
    with pytest.raises(Refusal, match="不是工作日"):
        check_extension(MONDAY, date(2026, 6, 8), date(2026, 6, 14), CALENDAR)


def test_a_public_line_has_no_place_for_a_number():
    assert [field.name for field in fields(PublicLine)] == ["name", "employer", "specialties"]
    line = PublicLine.of("专家甲", "虚构设计院", ["通风与防灭火"])
    assert PublicLine.read(line.written()) == line
    assert set(line.written()) == {"name", "employer", "specialties"}
