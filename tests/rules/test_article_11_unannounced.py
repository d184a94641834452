"""第十一条 突击检查: what is told before the hour, and what an unannounced inspection needs."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from models.rules.article_11_unannounced import UNTOLD, lacks, told
from models.vocabulary import TaskType

STARTS = datetime(2026, 6, 8, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Unit:
    name: str


@dataclass
class Item:
    label: str


@dataclass
class Matter:
    is_unannounced: bool = True
    reveal_at: datetime | None = STARTS
    starts_at: datetime | None = STARTS
    ends_at: datetime | None = STARTS + 8 * HOUR
    title: str = "虚构煤矿突击检查"
    task_type: TaskType = TaskType.INSPECTION
    content: str = "检查虚构煤矿"
    place: str = "虚构煤矿井下"
    meeting_point: str = "县应急管理局"
    hazards: str = "虚构煤矿瓦斯"
    is_hazardous: bool = True
    targets: list[Unit] = field(default_factory=lambda: [Unit("虚构煤矿")])
    asking_unit: Unit | None = None
    points: list[str] = field(default_factory=list)
    protection: list[Item] = field(default_factory=list)


def said(matter, now, **how):
    it = told(matter, now, **how)
    return " ".join([it.title, it.content, it.place, it.targets, it.hazards, it.asking_unit])


def test_before_the_hour_nothing_names_the_unit():
    matter = Matter(asking_unit=Unit("虚构煤矿"))
    assert "虚构煤矿" not in said(matter, STARTS - timedelta(seconds=1))


def test_before_the_hour_the_kind_of_task_stands_for_its_title():
    it = told(Matter(), STARTS - HOUR)
    assert (it.title, it.place, it.targets) == (TaskType.INSPECTION.label, UNTOLD, UNTOLD)


def test_that_the_place_is_dangerous_is_said_and_not_how():
    assert told(Matter(), STARTS - HOUR).hazards.startswith("危险作业场所")
    assert told(Matter(is_hazardous=False, hazards=""), STARTS - HOUR).hazards == ""


def test_at_the_hour_all_of_it_is_told():
    it = told(Matter(), STARTS)
    assert (it.title, it.place, it.targets) == ("虚构煤矿突击检查", "虚构煤矿井下", "虚构煤矿")


def test_whoever_does_not_come_is_never_told():
    assert "虚构煤矿" not in said(Matter(), STARTS + 1000 * HOUR, comes=False)


def test_without_an_hour_it_stays_untold():
    assert told(Matter(reveal_at=None), STARTS + HOUR).is_hidden


def test_an_announced_task_is_told_at_any_time_and_to_anybody():
    assert not told(Matter(is_unannounced=False), STARTS - HOUR, comes=False).is_hidden


def test_a_complete_one_lacks_nothing_and_an_announced_one_is_asked_nothing():
    assert lacks(Matter()) == []
    assert lacks(Matter(is_unannounced=False, reveal_at=None, meeting_point="")) == []


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ({"task_type": TaskType.TRAINING}, "监督检查类"),
        ({"reveal_at": None}, "没有填写告知时刻"),
        ({"reveal_at": STARTS - 25 * HOUR}, "24小时之内"),
        ({"reveal_at": STARTS + 8 * HOUR}, "任务结束之前"),
        ({"meeting_point": ""}, "没有填写集合地点"),
        ({"meeting_point": "虚构煤矿门口"}, "集合地点里写有"),
        ({"points": ["进虚构煤矿要登记"]}, "告知事项里写有"),
        ({"protection": [Item("虚构煤矿井下用的自救器")]}, "防护用品里写有"),
        ({"asking_unit": Unit("虚构煤矿")}, "申请单位自己就是对象单位"),
    ],
)
def test_what_would_give_it_away_or_make_it_none_is_refused_in_words(entries, sentence):
    [lacking] = lacks(Matter(**entries))
    assert sentence in lacking


def test_an_hour_without_times_waits_for_them():
    assert lacks(Matter(starts_at=None)) == []
