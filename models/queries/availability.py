"""改期后能否参加 · who of those sent has something else, or could not be sent, at another time."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import clock
from models.tables import Absence, Assignment, Dispatch
from models.vocabulary import ExclusionKind
from models.workflows.assignment import HOLDING, State

_ENGAGED = HOLDING - {State.RATED}
_ACCEPTED = _ENGAGED - {State.DRAWN, State.NOTIFIED}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an expert who holds a seat may not come at another time."""

    part: Assignment
    reasons: tuple[ExclusionKind, ...]


def troubles_at(
    session: Session, dispatch: Dispatch, starts_at: datetime, ends_at: datetime
) -> list[Trouble]:
    """Those who hold a seat and have another task, an absence or no appointment at that time."""
    first, last = clock.local(starts_at).date(), clock.local(ends_at).date()
    experts = [part.expert_id for part in dispatch.seated]
    busy = set(session.scalars(_others(dispatch, starts_at, ends_at)))
    absent = select(Absence.expert_id).where(
        Absence.expert_id.in_(experts), Absence.first_day <= last, Absence.last_day >= first
    )
    away = set(session.scalars(absent))
    found = []
    for part in dispatch.seated:
        against = {
            ExclusionKind.CLASH: part.expert_id in busy,
            ExclusionKind.ABSENCE: part.expert_id in away,
            ExclusionKind.APPOINTMENT: not _is_appointed(part, first, last),
        }
        if reasons := tuple(kind for kind, applies in against.items() if applies):
            found.append(Trouble(part, reasons))
    return found


def engaged_elsewhere(session: Session, part: Assignment) -> bool:
    """Whether the expert has accepted another task for the time of this one."""
    dispatch = part.dispatch
    if not (dispatch.starts_at and dispatch.ends_at):
        return False
    query = _others(dispatch, dispatch.starts_at, dispatch.ends_at).where(
        Assignment.expert_id == part.expert_id, Assignment._state.in_(_ACCEPTED)
    )
    return session.scalar(query.limit(1)) is not None


def _others(dispatch: Dispatch, starts_at: datetime, ends_at: datetime) -> Select[int]:
    """The experts of other dispatches at that time."""
    return (
        select(Assignment.expert_id)
        .join(Assignment.dispatch)
        .where(
            Assignment._state.in_(_ENGAGED),
            Dispatch.id != dispatch.id,
            Dispatch.starts_at < ends_at,
            Dispatch.ends_at > starts_at,
        )
    )


def _is_appointed(part: Assignment, first: date, last: date) -> bool:
    """Whoever comes from outside the roster holds no appointment that could run out."""
    term = (part.expert.appointed_from, part.expert.appointed_until)
    if term == (None, None):
        return True
    return bool(term[0] and term[1] and term[0] <= first and last <= term[1])
