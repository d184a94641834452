"""An emergency order in each state of its life, brought there by the operations."""

from datetime import timedelta
from typing import Any

from models import clock
from models.db import db, unit_of_work
from models.operations import dispatches, emergency, emergency_calls
from models.operations.emergency import Order
from models.operations.emergency_calls import Call
from models.tables import Dispatch, EmergencyCall, Expert, Section, Specialty, Unit
from models.vocabulary import CallOutcome, DeclineKind, Grade, Post, TaskType
from models.workflows.dispatch import Action
from tests import states
from tests.office import SPECIALTY

REASON = "井下有人被困，等不及随机抽取和逐级审签"
PLACE = "虚构镇虚构目标煤矿井下"


def ordered(*, seats: int = 2, **other: Any) -> Dispatch:
    """紧急调用中. Every expert can sign in, as in ``tests.states``."""
    with unit_of_work():
        states._let_every_expert_sign_in()
        specialty = db.session.scalars(db.select(Specialty).filter_by(code=SPECIALTY)).one()
        given: dict[str, Any] = {
            "title": "虚构目标煤矿透水事故抢险",
            "place": PLACE,
            "reason": REASON,
            "wanted": [dispatches.Wanted(specialty, Grade.INTERMEDIATE)] * seats,
        }
        return emergency.order(
            Order(**(given | other)), section=mines(), by=states.holder(Post.DEPUTY)
        )


def mines() -> Section:
    return db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one()


def expert(serial: int) -> Expert:
    return db.session.scalars(db.select(Expert).filter_by(code=f"ZZ{serial:04}")).one()


def call(
    dispatch: Dispatch,
    serial: int,
    outcome: CallOutcome = CallOutcome.COMES,
    *,
    attempt: int = 1,
    kind: DeclineKind | None = None,
    by: Post = Post.SECTION,
) -> EmergencyCall:
    with unit_of_work():
        return emergency_calls.record(
            dispatch, expert(serial), Call(attempt, outcome, kind), by=states.holder(by)
        )


def manned(**other: Any) -> Dispatch:
    """满员，均已电话告知."""
    dispatch = ordered(**other)
    for serial in range(1, len(dispatch.seats) + 1):
        call(dispatch, serial)
    with unit_of_work():
        for part in dispatch.seated:
            emergency_calls.brief(part, by=states.holder(Post.SECTION))
    return dispatch


def filled(dispatch: Dispatch, *, seats: int = 2, **other: Any) -> Dispatch:
    """The section has written what Annex 4 asks for, and not handed it in."""
    with unit_of_work():
        specialty = db.session.scalars(db.select(Specialty).filter_by(code=SPECIALTY)).one()
        given = {
            "title": dispatch.title, "task_type": TaskType.RESPONSE,
            "starts_at": dispatch.starts_at, "ends_at": dispatch.ends_at,
            "is_hazardous": False, "hazards": "", "protection": (), "approval_no": "",
        }  # fmt: skip
        dispatches.redraft(
            dispatch,
            states.particulars(**(given | other)),
            targets=list(db.session.scalars(db.select(Unit).filter_by(name="虚构目标煤矿"))),
            seats=[dispatches.Wanted(specialty, Grade.INTERMEDIATE)] * seats,
            officers=[],
            by=states.holder(Post.SECTION),
        )
    return dispatch


def papered(dispatch: Dispatch | None = None) -> Dispatch:
    """手续已补齐，待股室负责人审核."""
    dispatch = filled(dispatch or manned())
    return states.step(dispatch, Action.COMPLETE_PAPERS, Post.SECTION)


def issued() -> Dispatch:
    """补办手续已审核."""
    return states.step(papered(), Action.ENDORSE_PAPERS, Post.SECTION_HEAD)


def hours_later(dispatch: Dispatch, hours: int) -> Any:
    """The clock so long after the order."""
    assert dispatch.order
    return clock.held_at(dispatch.order.at + timedelta(hours=hours))
