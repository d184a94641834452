"""对象单位反馈 · by its code, and what is known of one dispatch."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.rules import case_code
from models.sealed import keyring
from models.tables import Dispatch, FeedbackInvitation


def lookup_of(code: str) -> str:
    """How the database keeps a code: so that it finds it again and does not tell it."""
    return keyring().lookup(f"feedback:{case_code.as_typed(code)}")


def with_code(session: Session, code: str) -> FeedbackInvitation | None:
    query = (
        select(FeedbackInvitation)
        .where(FeedbackInvitation.code_lookup == lookup_of(code))
        .options(joinedload(FeedbackInvitation.dispatch).joinedload(Dispatch.section))
    )
    return session.scalar(query)


def invitation_of(session: Session, dispatch_id: int, unit_id: int) -> FeedbackInvitation | None:
    query = select(FeedbackInvitation).where(
        FeedbackInvitation.dispatch_id == dispatch_id, FeedbackInvitation.unit_id == unit_id
    )
    return session.scalar(query)


def of_dispatch(session: Session, dispatch_id: int) -> dict[int, FeedbackInvitation]:
    """By the unit that was asked; with the answers."""
    query = select(FeedbackInvitation).where(FeedbackInvitation.dispatch_id == dispatch_id)
    return {each.unit_id: each for each in session.scalars(query)}
