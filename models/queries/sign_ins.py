"""登录状态 · where an account is signed in."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import clock
from models.queries.parameters import value_of
from models.settings import SESSION_HOURS
from models.tables import SignIn


def of_account(session: Session, account_id: int) -> Sequence[SignIn]:
    """Each browser, the one used last first."""
    longest = timedelta(hours=value_of(session, SESSION_HOURS))
    query = (
        select(SignIn)
        .where(SignIn.account_id == account_id, SignIn.started_at >= clock.now() - longest)
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    )
    return session.scalars(query).all()
