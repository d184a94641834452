"""突击检查 · what may be told of outside its own page, and what is to be told now."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models import clock
from models.tables import Dispatch, Event, Holding
from models.workflows.dispatch import State

OPENED = "dispatch:open"


def is_told() -> ColumnElement[bool]:
    """As ``article_11_unannounced.told`` says it of one, of the rows of a list."""
    return or_(Dispatch.is_unannounced.is_(False), Dispatch.reveal_at <= clock.now())


def due(session: Session) -> list[Dispatch]:
    """Those whose hour has come, and of which nobody has been told yet."""
    query = (
        select(Dispatch)
        .where(
            Dispatch.is_unannounced,
            Dispatch.revealed_at.is_(None),
            Dispatch.reveal_at <= clock.now(),
            Dispatch.issued_at.is_not(None),
            Dispatch._state != State.CANCELLED,
        )
        .order_by(Dispatch.id)
    )
    return list(session.scalars(query))


def is_due(dispatch: Dispatch) -> bool:
    """The same of one."""
    hour = dispatch.reveal_at if dispatch.is_unannounced and not dispatch.revealed_at else None
    is_live = dispatch.issued_at is not None and dispatch.state is not State.CANCELLED
    return hour is not None and hour <= clock.now() and is_live


def has_opened(session: Session, dispatch: Dispatch, holding: Holding) -> bool:
    """Whether the register has it that this person read it before the hour."""
    query = select(Event.number).where(
        Event.matter == dispatch.matter,
        Event.kind == OPENED,
        Event.account_id == holding.account_id,
    )
    return session.scalar(query.limit(1)) is not None
