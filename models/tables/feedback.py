"""对象单位反馈与回访 · what the unit that was visited said, by itself or when it was asked."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.sealed import SealedEntries
from models.tables.account import Account
from models.tables.base import Base, instant, key, sm3_hex
from models.tables.dispatch import Dispatch, OfDispatch
from models.tables.unit import Unit
from models.vocabulary import InvitationState, VisitManner, VisitResult


class FeedbackInvitation(OfDispatch, Base):
    """反馈邀请: one per dispatch and target unit. The code by which the unit answers is told once
    and kept as a keyed hash; renewed, the code before it opens nothing any more."""

    __tablename__ = "feedback_invitation"
    __table_args__ = (UniqueConstraint("dispatch_id", "unit_id"),)

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    code_lookup: Mapped[sm3_hex] = mapped_column(unique=True)
    issuer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    issued_at: Mapped[instant]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    dispatch: Mapped[Dispatch] = relationship()
    unit: Mapped[Unit] = relationship(lazy="joined")
    feedback: Mapped["Feedback | None"] = relationship(back_populates="invitation", lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    @property
    def state(self) -> InvitationState:
        if self.feedback:
            return InvitationState.ANSWERED
        if self.revoked_at:
            return InvitationState.REVOKED
        return InvitationState.EXPIRED if clock.now() > self.expires_at else InvitationState.OPEN


class Feedback(Base):
    """反馈. ``words``: the free text and, where they gave it, who wrote and how to reach them."""

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("punctuality BETWEEN 1 AND 5", name="punctuality"),
        CheckConstraint("professionalism BETWEEN 1 AND 5", name="professionalism"),
        CheckConstraint("integrity BETWEEN 1 AND 5", name="integrity"),
        CheckConstraint("attitude BETWEEN 1 AND 5", name="attitude"),
    )

    id: Mapped[key]
    invitation_id: Mapped[int] = mapped_column(ForeignKey("feedback_invitation.id"), unique=True)
    at: Mapped[instant]
    punctuality: Mapped[int]
    professionalism: Mapped[int]
    integrity: Mapped[int]
    attitude: Mapped[int]
    has_asked_favours: Mapped[bool]
    words: Mapped[dict[str, Any]] = mapped_column(SealedEntries("feedback.words"))

    invitation: Mapped[FeedbackInvitation] = relationship(back_populates="feedback")


class ReturnVisit(OfDispatch, Base):
    """回访. ``words``: who was spoken to and what was said, sealed."""

    __tablename__ = "return_visit"

    id: Mapped[key]
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    visitor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[instant]
    visited_on: Mapped[date]
    manner: Mapped[VisitManner]
    result: Mapped[VisitResult]
    words: Mapped[dict[str, Any]] = mapped_column(SealedEntries("return_visit.words"))

    dispatch: Mapped[Dispatch] = relationship()
    visitor: Mapped[Account] = relationship(lazy="joined")
