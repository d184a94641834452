"""A meeting in each state of its life, brought there by the operations a person would use.

The group is the twelve experts of the small office (industry A01), led by its mines' section.
"""

from datetime import UTC, date, datetime
from typing import Any

from models import clock
from models.db import db, unit_of_work
from models.operations import meetings
from models.operations.lead_sections import assign
from models.operations.meetings import Plan
from models.operations.resolutions import Resolved, record
from models.queries.elections import members
from models.rules.article_14_meetings import Quarter
from models.tables import Meeting, Section
from models.vocabulary import Post
from models.workflows.meeting import Action
from tests import elections
from tests.states import holder

STARTS = datetime(2026, 6, 10, 1, 0, tzinfo=UTC)  # nine in the morning in Beijing
HELD = datetime(2026, 6, 10, 4, 0, tzinfo=UTC)
LATER = datetime(2026, 6, 11, 4, 0, tzinfo=UTC)
DUE = date(2026, 6, 30)
MATTER = "梳理全县煤矿瓦斯防治存在的共性问题"
SECOND = Quarter(2026, 2)


def section() -> Section:
    return db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one()


def lead() -> None:
    """The mines' section leads its industry, and its experts can sign in."""
    elections.give_accounts()
    with unit_of_work():
        assign("A01", section(), by=holder(Post.OFFICE))


def plan(**other: Any) -> Plan:
    group = members(db.session(), "A01")
    entries = {
        "starts_at": STARTS,
        "place": "县应急管理局三楼会议室",
        "chair_id": group[0].id,
        "agenda": [(MATTER, "煤矿监管股"), ("研讨瓦斯抽采技术", "专家02")],
        "invited": [each.id for each in group[:5]],
    } | other
    return Plan(**entries)


def drafted(quarter: Quarter | None = SECOND, reason: str = "") -> Meeting:
    lead()
    with unit_of_work():
        return meetings.plan_consultation("A01", quarter, reason=reason, by=holder(Post.SECTION))


def planned(**other: Any) -> Meeting:
    meeting = drafted()
    with unit_of_work():
        meetings.edit(meeting, plan(**other), by=holder(Post.SECTION))
    return meeting


def submitted(**other: Any) -> Meeting:
    meeting = planned(**other)
    with unit_of_work():
        meetings.take(meeting, Action.SUBMIT, by=holder(Post.SECTION))
    return meeting


def convened(**other: Any) -> Meeting:
    meeting = submitted(**other)
    with unit_of_work():
        meetings.take(meeting, Action.CONVENE, by=holder(Post.DEPUTY))
    return meeting


def held(attended: int = 4) -> Meeting:
    meeting = convened()
    with clock.held_at(HELD), unit_of_work():
        came = [each.expert_id for each in meeting.invitations[:attended]]
        meetings.hold(meeting, came, by=holder(Post.SECTION))
    return meeting


def recorded() -> Meeting:
    meeting = held()
    with clock.held_at(HELD), unit_of_work():
        resolved = [Resolved("制定瓦斯抽采达标评判办法", section().id, DUE)]
        record(meeting, "与会专家认为抽采达标是关键。", resolved, by=holder(Post.SECTION))
    return meeting


def minuted() -> Meeting:
    meeting = recorded()
    with clock.held_at(HELD), unit_of_work():
        meetings.take(meeting, Action.CONFIRM, by=holder(Post.DEPUTY))
    return meeting
