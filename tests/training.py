"""A training in each state of its life, brought there by the operations a person would use.

It is for the twelve experts of the small office (industry A01), organised by the mines' section.
"""

from datetime import UTC, datetime
from typing import Any

from models import clock
from models.db import db, unit_of_work
from models.operations import attendance, training
from models.operations.attendance import Presence
from models.operations.training import Arrangement
from models.operations.training_plans import Line, write_plan
from models.tables import TrainingPlan, TrainingSession
from models.vocabulary import Post, TrainingKind
from models.workflows.training import Action
from tests import elections
from tests.meetings import section
from tests.states import holder

STARTS = datetime(2026, 6, 12, 1, 0, tzinfo=UTC)  # nine in the morning in Beijing
HELD = datetime(2026, 6, 12, 9, 0, tzinfo=UTC)
TOPIC = "煤矿重大事故隐患判定标准宣贯"


def arrangement(**other: Any) -> Arrangement:
    entries = {
        "topic": TOPIC,
        "kind": TrainingKind.LAW,
        "starts_at": STARTS,
        "half_hours": 6,
        "place": "县应急管理局三楼会议室",
        "trainer": "市局法规科讲师",
        "industries": ["A01"],
    } | other
    return Arrangement(**entries)


def lines() -> list[Line]:
    return [
        Line(4, "新修订法规宣贯", TrainingKind.LAW, 4),
        Line(9, "顶板管理技术", TrainingKind.ABILITY, 6),
    ]


def planned_year(year: int = 2026, written: list[Line] | None = None) -> TrainingPlan:
    """The mines' section has its plan."""
    with unit_of_work():
        return write_plan(section(), year, written or lines(), by=holder(Post.SECTION))


def prepared(**other: Any) -> TrainingSession:
    elections.give_accounts()
    with unit_of_work():
        return training.prepare(section(), arrangement(**other), by=holder(Post.SECTION))


def announced(**other: Any) -> TrainingSession:
    found = prepared(**other)
    with unit_of_work():
        training.take(found, Action.ANNOUNCE, by=holder(Post.SECTION))
    return found


def everyone(found: TrainingSession, absent: int = 2) -> dict[int, Presence]:
    """All of them for the whole time, but for the last ``absent``, the first of those excused."""
    present = {each.expert_id: Presence(found.half_hours) for each in found.attendances}
    for number, each in enumerate(found.attendances[-absent:]):
        present[each.expert_id] = Presence(None, "" if number else "住院")
    return present


def held(**other: Any) -> TrainingSession:
    found = announced(**other)
    with clock.held_at(HELD), unit_of_work():
        attendance.hold(found, everyone(found), by=holder(Post.SECTION))
    return found


def closed(**other: Any) -> TrainingSession:
    found = held(**other)
    with clock.held_at(HELD), unit_of_work():
        training.record(found, "逐条讲解判定标准，讨论两起案例。", by=holder(Post.SECTION))
    return found


def only() -> TrainingSession:
    return db.session.scalars(db.select(TrainingSession)).one()
