"""A proposed roster that the leadership has approved, its notice, and objections to it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from models.db import db, unit_of_work
from models.operations import objections, publicity
from models.tables import Expert, Holding, Objection, ProposedRoster, PublicNotice, RosterItem
from models.vocabulary import DismissalGround, Grade, Post, RosterChange
from models.workflows import application as application_flow
from models.workflows import proposal as roster_flow
from tests.applications import FIRST, application
from tests.conftest import NOON
from tests.states import holder

LAST = date(2026, 6, 8)  # of the shortest term from NOON: the fifth day is a Saturday
OVER = NOON + timedelta(days=8)
TEXT = "此人的高级工程师职称是2019年取得的，与申报的年限不符。"
TICKET = "0123456789abcdef0123456789abcdef"


def approved(*, joining: int = 2, leaving: int = 1) -> ProposedRoster:
    """Two to join and one expert to leave, waiting to be published."""
    applications = [
        application(FIRST + place, application_flow.State.PROPOSED) for place in range(joining)
    ]
    with unit_of_work():
        made = ProposedRoster(
            year=2026,
            serial=1,
            title="泽州县安全生产和应急管理专家组拟定名单（2026年第1批）",
            compiler_id=holder(Post.OFFICE).account_id,
            persons=12,
            cap=250,
        )
        made.items = [
            *(_item(each, application_id=each.id) for each in applications),
            *(_leaving(each) for each in _experts(leaving)),
        ]
        made.enter(roster_flow.State.APPROVED)
        db.session.add(made)
    return made


def _experts(count: int) -> list[Expert]:
    return list(db.session.scalars(db.select(Expert).order_by(Expert.id.desc()).limit(count)))


def _item(each: Any, **of: Any) -> RosterItem:
    return RosterItem(
        change=RosterChange.ADD,
        name=each.name,
        employer=each.employer,
        grade=Grade.SENIOR,
        specialties=["通风与防灭火"],
        section_name="煤矿监管股",
        **of,
    )


def _leaving(expert: Expert) -> RosterItem:
    return RosterItem(
        change=RosterChange.REMOVE,
        expert_id=expert.id,
        name=expert.name,
        employer=expert.employer.name,
        grade=expert.grade,
        specialties=["通风与防灭火"],
        section_name="煤矿监管股",
        ground=DismissalGround.INCOMPETENT,
        note="多次评价不合格",
    )


def published(**of: Any) -> PublicNotice:
    """公示中, to the end of LAST."""
    proposal = approved(**of)
    with unit_of_work():
        return publicity.publish(proposal, ends_on=None, by=office())


def office() -> Holding:
    return holder(Post.OFFICE)


def lodged(notice: PublicNotice, *, text: str = TEXT, ticket: str = TICKET, **of: Any) -> Objection:
    """An objection, anonymous and about nobody in particular unless ``of`` says otherwise."""
    with unit_of_work():
        code_for(notice, text=text, ticket=ticket, **of)
    return db.session.scalars(db.select(Objection).order_by(Objection.id.desc())).first()


def code_for(
    notice: PublicNotice, *, text: str = TEXT, ticket: str = TICKET, folder: Any = None,
    uploads: Any = (), **of: Any,
) -> str:  # fmt: skip
    statement = objections.Statement(text, **of)
    return objections.lodge(
        notice, statement, is_named=bool(statement.name), ticket=ticket, uploads=uploads,
        folder=folder,
    )  # fmt: skip


def step(objection: Objection, action: str, note: str = "") -> Objection:
    with unit_of_work():
        objections.take(objection, action, by=office(), note=note)
    return objection


def later(days: int) -> datetime:
    return (NOON + timedelta(days=days)).astimezone(UTC)
