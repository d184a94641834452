"""备份情况 · the last backup, the last drill that passed, as the register has them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Event


def last_of(session: Session, kind: str) -> Event | None:
    """The newest act of that kind."""
    query = select(Event).where(Event.kind == kind).order_by(Event.number.desc()).limit(1)
    return session.scalars(query).first()


def passed_drill_of(session: Session, name: str) -> bool:
    """Whether the backup of that name was the last that was restored whole."""
    last = last_of(session, "drill:pass")
    return last is not None and last.facts.get("file") == name
