"""公示 · by its number, and one after another."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.tables import PublicNotice


def listed() -> Select[PublicNotice]:
    """Every notice of the office, newest first."""
    return select(PublicNotice).order_by(PublicNotice.id.desc())


def numbered(session: Session, number: str) -> PublicNotice | None:
    return session.scalar(select(PublicNotice).where(PublicNotice.number == number))
