"""清退结果 · the document by which an expert was removed, as the expert reads it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.tables import Expert, ProposedRoster, RosterItem
from models.vocabulary import RosterChange, Standing
from models.workflows.proposal import State

_ISSUED = (State.ISSUED, State.CERTIFIED, State.ARCHIVED)


def removal_of(session: Session, expert: Expert) -> RosterItem | None:
    """The last by which they left; None for whoever is on the roster, or left otherwise."""
    if expert.standing is not Standing.ENDED:
        return None
    query = (
        select(RosterItem)
        .join(RosterItem.proposal)
        .where(
            RosterItem.expert_id == expert.id,
            RosterItem.change == RosterChange.REMOVE,
            RosterItem.is_struck.is_(False),
            RosterItem.is_approved.is_(True),
            ProposedRoster._state.in_(_ISSUED),
        )
        .options(joinedload(RosterItem.proposal))
        .order_by(RosterItem.id.desc())
        .limit(1)
    )
    return session.scalar(query)
