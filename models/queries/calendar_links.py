"""日历订阅 · finding the link of an address, and the one that an expert uses."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.sealed import keyring
from models.tables import CalendarLink, Expert


def lookup_of(token: str) -> str:
    """What is kept of the secret part of an address."""
    return keyring().lookup(f"calendar_link:{token}")


def with_token(session: Session, token: str) -> CalendarLink | None:
    """Cut off or not."""
    query = (
        select(CalendarLink)
        .where(CalendarLink.lookup == lookup_of(token))
        .options(joinedload(CalendarLink.expert).joinedload(Expert.account))
    )
    return session.scalar(query)


def live_link(session: Session, expert_id: int) -> CalendarLink | None:
    query = (
        select(CalendarLink)
        .where(CalendarLink.expert_id == expert_id, CalendarLink.cut_off_at.is_(None))
        .order_by(CalendarLink.id.desc())
    )
    return session.scalars(query).first()
