"""遴选聘任总览 · how many applications stand at each stage, and what is under way."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from models.tables import Application, IntakeCycle, ProposedRoster
from models.workflows import intake, proposal
from models.workflows.application import APPLICATION, State

_OVER = {proposal.State.ARCHIVED, proposal.State.DISCARDED}


@dataclass(frozen=True, slots=True)
class Stage:
    """``share``: of the stage with the most, as a part of one."""

    state: State
    count: int
    share: float


def stages(session: Session) -> list[Stage]:
    """The way of an application, and how many stand at each state of the cycles under way."""
    query = (
        select(Application._state, func.count())
        .join(Application.intake)
        .where(IntakeCycle._state == intake.State.OPEN)
        .group_by(Application._state)
    )
    counts = dict(list(session.execute(query)))
    shown = (*APPLICATION.track, State.RETURNED, State.REJECTED, State.WITHDRAWN)
    most = max(counts.values(), default=1)
    return [Stage(state, counts.get(state, 0), counts.get(state, 0) / most) for state in shown]


def running_cycles(session: Session) -> list[IntakeCycle]:
    query = select(IntakeCycle).where(IntakeCycle._state == intake.State.OPEN)
    return list(session.scalars(query.order_by(IntakeCycle.id.desc())))


def running_proposals(session: Session) -> list[ProposedRoster]:
    query = (
        select(ProposedRoster)
        .where(ProposedRoster._state.not_in(_OVER))
        .options(selectinload(ProposedRoster.notices))
    )
    return list(session.scalars(query.order_by(ProposedRoster.id.desc())))
