"""第十一条 专家使用程序: what a dispatch must hold before each step."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from models.clock import BEIJING
from models.rules.article_11_dispatch import (
    incomplete,
    no_vacancy,
    not_by_choice,
    not_by_draw,
    undecided_changes,
    unfilled,
    ungrounded,
)
from models.vocabulary import CHOSEN, SelectionWay

ENTRIES = {
    "title": "任务",
    "content": "内容",
    "starts_at": datetime(2026, 6, 1, 7, tzinfo=BEIJING),
    "ends_at": datetime(2026, 6, 1, 17, tzinfo=BEIJING),
    "half_days": 2,
    "place": "地点",
    "targets": ["单位"],
    "seats": ["席位"],
    "budget_line": "项目",
    "is_paid_by_unit": False,
}


def matter(**other):
    return SimpleNamespace(**ENTRIES | other)


def seat(number: int, is_vacant: bool) -> SimpleNamespace:
    return SimpleNamespace(number=number, is_vacant=is_vacant)


def test_a_complete_form_lacks_nothing():
    assert incomplete(matter()) == []


def test_what_the_asking_unit_pays_needs_no_budget_line_of_the_bureau():
    assert incomplete(matter(budget_line=None, is_paid_by_unit=True)) == []


@pytest.mark.parametrize(("days", "most"), [(0, 2), (1, 4), (4, 10)])
def test_no_more_half_days_than_the_period_holds(days, most):
    last = ENTRIES["ends_at"] + timedelta(days=days)
    assert incomplete(matter(ends_at=last, half_days=most)) == []
    said = f"起止时间内最多{most}个半天，填写的是{most + 1}个，请改正"
    assert incomplete(matter(ends_at=last, half_days=most + 1)) == [said]


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("title", "任务名称"),
        ("content", "内容"),
        ("starts_at", "起止时间"),
        ("ends_at", "起止时间"),
        ("half_days", "半天数"),
        ("place", "地点"),
        ("targets", "对象单位"),
        ("seats", "专家需求"),
        ("budget_line", "预算项目"),
    ],
)
def test_each_entry_left_out_is_named(entry, name):
    [sentence] = incomplete(matter(**{entry: None}))
    assert name in sentence


def test_a_supplementary_draw_needs_a_vacant_seat():
    assert no_vacancy(matter(seats=[seat(1, False)]))
    assert no_vacancy(matter(seats=[seat(1, False), seat(2, True)])) == []


def test_each_vacant_seat_is_named_with_what_can_be_done():
    [sentence] = unfilled(matter(seats=[seat(1, False), seat(2, True)]))
    assert sentence.startswith("第2席空缺：请补抽")


def test_an_open_change_holds_everything_up():
    assert undecided_changes(matter(open_changes=["变更"]))
    assert undecided_changes(matter(open_changes=[])) == []


@pytest.mark.parametrize("way", [way for way in SelectionWay if way is not SelectionWay.RANDOM])
def test_any_way_but_the_draw_is_to_be_accounted_for(way):
    assert ungrounded(matter(way=way, way_reason=" ")) == [f"还没有写明采用“{way.label}”的理由"]
    assert ungrounded(matter(way=way, way_reason="理由")) == []


def test_a_draw_needs_no_ground():
    assert ungrounded(matter(way=SelectionWay.RANDOM, way_reason="")) == []


@pytest.mark.parametrize("way", list(SelectionWay))
def test_nobody_is_both_drawn_and_named(way):
    asked = matter(way=way)
    assert bool(not_by_draw(asked)) is (way is not SelectionWay.RANDOM)
    assert bool(not_by_choice(asked)) is (way not in CHOSEN)
