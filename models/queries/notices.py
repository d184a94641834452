"""通知 · what a person has been told."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from models.tables import Notice


def unread(session: Session, account_id: int) -> int:
    query = select(func.count()).where(Notice.account_id == account_id, Notice.read_at.is_(None))
    return session.scalar(query) or 0


def of(account_id: int) -> Select[Notice]:
    """Newest first, each with the ways by which it went outside."""
    mine = select(Notice).where(Notice.account_id == account_id).order_by(Notice.id.desc())
    return mine.options(selectinload(Notice.deliveries))
