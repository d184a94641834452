"""动态口令 · who is asked for a code, and with what."""

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from models.tables import Account, Authenticator, RecoveryCode


def is_asked() -> ColumnElement[bool]:
    """Whether the account of the query around it is asked for a code."""
    return exists().where(
        Authenticator.account_id == Account.id, Authenticator.confirmed_at.is_not(None)
    )


def asks(session: Session, account_id: int) -> bool:
    """Whether the account is asked for a code."""
    found = of_account(session, account_id)
    return found is not None and found.confirmed_at is not None


def of_account(session: Session, account_id: int) -> Authenticator | None:
    """The one in use, or the one that waits for its first code."""
    query = select(Authenticator).where(Authenticator.account_id == account_id)
    return session.scalars(query).one_or_none()


def codes_left(session: Session, account_id: int) -> int:
    """How many recovery codes are not used up."""
    unused = RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0
