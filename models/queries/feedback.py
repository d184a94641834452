"""对象单位反馈 · by its code, and what is known of one dispatch."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.rules import case_code
from models.sealed import keyring
from models.tables import Dispatch, FeedbackInvitation, ReturnVisit


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


def of_dispatch(
    session: Session, dispatch_id: int
) -> tuple[dict[int, FeedbackInvitation], list[ReturnVisit]]:
    """The invitations by the unit that was asked, with the answers; and the return visits. In one
    query: few units are visited, and fewer again."""
    query = (
        select(FeedbackInvitation, ReturnVisit)
        .select_from(Dispatch)
        .outerjoin(FeedbackInvitation, FeedbackInvitation.dispatch_id == Dispatch.id)
        .outerjoin(ReturnVisit, ReturnVisit.dispatch_id == Dispatch.id)
        .where(Dispatch.id == dispatch_id)
        .order_by(ReturnVisit.id)
    )
    rows = session.execute(query).all()
    invitations = {row[0].unit_id: row[0] for row in rows if row[0]}
    return invitations, list(dict.fromkeys(row[1] for row in rows if row[1]))
