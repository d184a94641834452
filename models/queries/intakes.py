"""申报批次 · the cycles as the bureau lists them, and those that take applications today."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import clock
from models.tables import Application, IntakeCycle
from models.workflows.intake import State


def listed() -> Select[IntakeCycle]:
    return select(IntakeCycle).order_by(IntakeCycle.id.desc())


def open_today(session: Session) -> list[IntakeCycle]:
    """Those that take applications today, the one that closes first at the head."""
    today = clock.today()
    query = select(IntakeCycle).where(
        IntakeCycle._state == State.OPEN,
        IntakeCycle.opens_on <= today,
        IntakeCycle.closes_on >= today,
    )
    return list(session.scalars(query.order_by(IntakeCycle.closes_on, IntakeCycle.id)))


def announced(session: Session) -> list[IntakeCycle]:
    """Those whose invitation stands and whose last day has not passed."""
    query = select(IntakeCycle).where(
        IntakeCycle._state == State.OPEN, IntakeCycle.closes_on >= clock.today()
    )
    return list(session.scalars(query.order_by(IntakeCycle.closes_on, IntakeCycle.id)))


def last_serial(session: Session, year: int) -> int:
    query = select(func.max(IntakeCycle.serial)).where(IntakeCycle.year == year)
    return session.scalar(query) or 0


def yearly(session: Session, year: int) -> IntakeCycle | None:
    """The yearly cycle of that year, running or concluded."""
    with session.no_autoflush:
        query = select(IntakeCycle).where(
            IntakeCycle.year == year,
            IntakeCycle.reason == "",
            IntakeCycle._state.in_({State.OPEN, State.CONCLUDED}),
        )
        return session.scalar(query)


def applicants(session: Session, cycle: IntakeCycle) -> Sequence[int]:
    """The accounts that fill in an application of the cycle."""
    query = select(Application.owner_id).where(Application.intake_id == cycle.id).distinct()
    return session.scalars(query).all()


def counts(session: Session, cycle_ids: Sequence[int]) -> dict[int, int]:
    """How many applications were handed in, by cycle."""
    query = (
        select(Application.intake_id, func.count().label("applications"))
        .where(Application.intake_id.in_(cycle_ids), Application.edition > 0)
        .group_by(Application.intake_id)
    )
    return {row.intake_id: row.applications for row in session.execute(query)}
