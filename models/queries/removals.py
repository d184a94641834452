"""清退结果 · the document by which an expert was removed, as the expert reads it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.queries import dismissals
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


def ended_by_document_on(session: Session, expert: Expert) -> date | None:
    """When the document was issued by which the expert last left: of a removal, or the notice of a
    dismissal; None where there is none."""
    removal, case = removal_of(session, expert), dismissals.in_force(session, expert)
    days = [removal.proposal.issued_on if removal else None, case.issued_on if case else None]
    return max((day for day in days if day), default=None)
