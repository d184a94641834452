"""通知 · what a person has been told."""

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import selectinload

from models.tables import Account, Notice


def unread() -> ScalarSelect[int]:
    """How many an account has not read, to be asked for together with the account."""
    is_mine = Notice.account_id == Account.id
    query = select(func.count()).where(is_mine, Notice.read_at.is_(None)).correlate(Account)
    return query.scalar_subquery()


def of(account_id: int) -> Select[Notice]:
    """Newest first, each with the ways by which it went outside."""
    mine = select(Notice).where(Notice.account_id == account_id).order_by(Notice.id.desc())
    return mine.options(selectinload(Notice.deliveries))
