"""第十六条 教育培训制度: the briefing before the task."""

from datetime import datetime
from types import SimpleNamespace

from models.rules.article_16_training import unbriefed

THEN = datetime(2026, 6, 1)  # noqa: DTZ001


def part(name, accepted=None, briefed=None, is_seated=True):
    return SimpleNamespace(
        expert_name=name, accepted_at=accepted, briefed_at=briefed, is_seated=is_seated
    )


def test_who_has_not_answered_and_who_has_not_acknowledged_are_named():
    matter = SimpleNamespace(
        assignments=[
            part("甲"),
            part("乙", THEN),
            part("丙", THEN, THEN),
            part("丁", is_seated=False),
        ]
    )
    assert unbriefed(matter) == ["甲尚未答复任务通知", "乙尚未确认廉政与保密告知"]
