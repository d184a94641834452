"""第十七条第二项: the pass phrase, whom a report names, and what the one reported may be asked."""

from datetime import date

import pytest

from models.errors import Refusal
from models.rules import article_17_reporting as art17
from models.rules.working_days import Calendar, official_calendar


@pytest.mark.parametrize("phrase", ["", "七个字的口令呀", "        ", "长" * 65])
def test_a_pass_phrase_has_eight_characters_at_least_and_sixty_four_at_most(phrase):
    with pytest.raises(Refusal, match="8至64个字符") as refused:
        art17.check_phrase(phrase, phrase)
    assert refused.value.field == "phrase"


def test_a_pass_phrase_is_no_single_character_and_the_same_both_times():
    with pytest.raises(Refusal, match="同一个字符"):
        art17.check_phrase("啊" * 9, "啊" * 9)
    with pytest.raises(Refusal, match="不一致") as refused:
        art17.check_phrase("太行山上的石头啊", "太行山上的石块啊")
    assert refused.value.field == "again"


def test_full_width_and_half_width_are_the_same_phrase():
    art17.check_phrase("ｓｔｏｎｅ２０２６", "stone2026 ")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["是监督股的王建国收的"], True),
        (["王 建\n国"], True),
        (["王\u200b建\u2060国"], True),
        (["王建军", "建国"], False),
        ([""], False),
    ],
)
def test_a_name_is_found_wherever_it_stands(texts, said):
    assert art17.names(texts, "王建国") is said
    assert art17.names(texts, "") is False


def test_a_question_tells_neither_the_report_nor_who_made_it():
    told = "六月二日下午，检查组离开后，有人到矿上推销自己亲戚公司的传感器。"
    art17.check_question("请说明六月以来与被检查单位的往来", told, "李四")
    with pytest.raises(Refusal, match="照抄了举报原文"):
        art17.check_question("有人到矿上推销自己亲戚公司的 传感器，是否属实", told, "")
    with pytest.raises(Refusal, match="有举报人的姓名"):
        art17.check_question("请说明您与李四的关系", told, "李四")


def test_a_hearing_ends_some_day_whether_the_calendar_is_confirmed_or_not():
    friday = date(2026, 6, 5)
    assert art17.hearing_due(friday, 5, official_calendar()) == date(2026, 6, 12)
    unconfirmed = Calendar.of([], set())
    assert art17.hearing_due(friday, 5, unconfirmed) == date(2026, 6, 10)
