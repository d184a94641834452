"""第十一条第一款第二项 调整: what may be altered, and how far."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from models.clock import BEIJING
from models.errors import Refusal
from models.rules.article_11_change import check, check_nobody_arrived
from models.vocabulary import ChangeKind


def at(day: int, hour: int, month: int = 6) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=BEIJING)


NOW = at(1, 12)
BEFORE = {
    "starts_at": at(8, 9),
    "ends_at": at(8, 17),
    "half_days": 2,
    "reserved": 0,
    "content": "检查通风",
    "place": "井下",
    "meeting_point": "大厅",
    "is_hazardous": True,
    "hazards": "瓦斯",
    "protection": [["自救器", 1, "target"]],
}


def part(**other):
    entries = {"expert_name": "甲", "arrived_at": None, "left_at": None}
    return SimpleNamespace(**entries | other)


def matter(**other):
    entries = {**BEFORE, "budget_line": SimpleNamespace(year=2026), "seated": [part()]}
    return SimpleNamespace(**entries | other)


def judged(kind: ChangeKind, now: datetime = NOW, of: SimpleNamespace | None = None, **after):
    """What is said against it; nothing where nothing is."""
    try:
        check(kind, of or matter(), BEFORE, {**BEFORE_OF[kind], **after}, now)
    except Refusal as refusal:
        return refusal.message
    return ""


BEFORE_OF = {
    ChangeKind.POSTPONE: {name: BEFORE[name] for name in ("starts_at", "ends_at")},
    ChangeKind.EXTEND: {name: BEFORE[name] for name in ("ends_at", "half_days")},
    ChangeKind.AMEND: {
        name: BEFORE[name]
        for name in ("content", "place", "meeting_point", "is_hazardous", "hazards", "protection")
    },
}


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (ChangeKind.POSTPONE, {"starts_at": at(10, 9), "ends_at": at(10, 17)}),
        (ChangeKind.POSTPONE, {"starts_at": at(3, 9), "ends_at": at(3, 17)}),  # brought forward
        (ChangeKind.EXTEND, {"ends_at": at(9, 12), "half_days": 3}),
        (ChangeKind.EXTEND, {"ends_at": at(8, 19)}),
        (ChangeKind.AMEND, {"place": "地面"}),
        (ChangeKind.AMEND, {"is_hazardous": False, "hazards": "", "protection": []}),
    ],
)
def test_what_may_be_altered(kind, after):
    assert judged(kind, **after) == ""


@pytest.mark.parametrize("kind", sorted(BEFORE_OF))
def test_altering_nothing_is_refused(kind):
    assert judged(kind) == "没有改动任何内容，不必申请"


@pytest.mark.parametrize("name", ["seats", "targets", "rate", "title"])
def test_the_object_and_the_seats_stand_and_a_new_dispatch_is_asked_for(name):
    said = judged(ChangeKind.AMEND, **{name: "另一个"})
    assert "对象单位、专家需求和其他内容不能调整" in said
    assert "另行起草（一事一派）" in said


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ({"starts_at": at(1, 9)}, "新的开始时间应在现在以后"),
        ({"starts_at": at(9, 9)}, "结束时间应晚于开始时间"),
        ({"starts_at": None}, "请填写新的起止时间"),
        (
            {"starts_at": at(30, 9, 12), "ends_at": datetime(2027, 1, 4, 17, tzinfo=BEIJING)},
            "2026年预算",
        ),
    ],
)
def test_a_postponement_has_its_bounds(after, said):
    assert said in judged(ChangeKind.POSTPONE, **after)


def test_the_half_days_of_a_task_put_off_have_room_in_the_new_time():
    long = matter(half_days=4)
    after = {"starts_at": at(10, 9), "ends_at": at(10, 17)}
    assert "最多2个半天，本任务是4个" in judged(ChangeKind.POSTPONE, of=long, **after)


def test_what_somebody_came_to_is_not_put_off():
    begun = matter(seated=[part(), part(expert_name="乙", arrived_at=NOW)])
    after = {"starts_at": at(10, 9), "ends_at": at(10, 17)}
    assert judged(ChangeKind.POSTPONE, of=begun, **after).startswith("乙已经到场，不能改期")


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ({"ends_at": at(8, 16)}, "延长只能推迟结束时间或者增加半天数"),
        ({"half_days": 1}, "延长只能推迟结束时间或者增加半天数"),
        ({"half_days": 3}, "最多2个半天，本任务是3个"),
        ({"ends_at": None}, "请填写新的结束时间"),
        ({"ends_at": datetime(2027, 1, 4, 17, tzinfo=BEIJING)}, "2026年预算"),
    ],
)
def test_an_extension_has_its_bounds(after, said):
    assert said in judged(ChangeKind.EXTEND, **after)


def test_what_is_past_is_not_extended():
    assert "不能事后延长" in judged(ChangeKind.EXTEND, at(8, 20), ends_at=at(8, 19))


@pytest.mark.parametrize("kind", [ChangeKind.AMEND, ChangeKind.EXTEND])
def test_nothing_is_altered_after_everybody_left(kind):
    done = matter(seated=[part(arrived_at=NOW, left_at=NOW)])
    after = {"place": "地面"} if kind is ChangeKind.AMEND else {"ends_at": at(9, 17)}
    assert "专家已全部离场" in judged(kind, of=done, **after)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ({"content": " "}, "任务内容与要求不能为空"),
        ({"place": ""}, "任务地点不能为空"),
        ({"hazards": ""}, "须写明危险因素和防护要求"),
        ({"protection": []}, "须逐项列出防护用品"),
    ],
)
def test_an_amended_task_still_says_what_it_has_to(after, said):
    assert said in judged(ChangeKind.AMEND, **after)


def test_nobody_who_came_is_cancelled_away():
    check_nobody_arrived(matter(), "撤销")
    with pytest.raises(Refusal, match="甲已经到场，不能撤销"):
        check_nobody_arrived(matter(seated=[part(arrived_at=NOW)]), "撤销")
