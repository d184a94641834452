"""紧急调用 · the deputy's order, by when its papers are due, and every call made for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.account import Account
from models.tables.assignment import Assignment
from models.tables.base import Base, instant, key, line
from models.tables.dispatch import Dispatch
from models.tables.expert import Expert
from models.vocabulary import CallOutcome, DeclineKind


class EmergencyOrder(Base):
    """What stands beside the dispatch that it began. ``completed_at``: when the section handed the
    papers in; None again once they were returned. ``queue``: whom to call, in order, as it was last
    reckoned: rows of an expert's id, distance, hindrances and load."""

    __tablename__ = "emergency_order"

    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[instant]
    due_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    queue: Mapped[list[Any]] = mapped_column(default=list, deferred=True)

    dispatch: Mapped[Dispatch] = relationship(back_populates="order")
    by: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
    calls: Mapped[list["EmergencyCall"]] = relationship(
        back_populates="order", order_by="EmergencyCall.id"
    )

    @property
    def is_late(self) -> bool:
        """Handed in too late, or still awaited after the time allowed."""
        return (self.completed_at or clock.now()) > self.due_at

    def calls_to(self, expert_id: int) -> list["EmergencyCall"]:
        return [call for call in self.calls if call.expert_id == expert_id]


class EmergencyCall(Base):
    """One call. The key makes one of two taps at once. ``decline_kind``: only where the expert gave
    a reason of those that Art. 18(3) knows; without it the answer is held against nobody."""

    __tablename__ = "emergency_call"
    __table_args__ = (UniqueConstraint("dispatch_id", "expert_id", "attempt"),)

    id: Mapped[key]
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("emergency_order.dispatch_id"))
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    attempt: Mapped[int]
    caller_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[instant]
    outcome: Mapped[CallOutcome]
    decline_kind: Mapped[DeclineKind | None]
    note: Mapped[line]
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))

    order: Mapped[EmergencyOrder] = relationship(back_populates="calls")
    expert: Mapped[Expert] = relationship(lazy="joined", innerjoin=True)
    caller: Mapped[Account] = relationship(lazy="joined", innerjoin=True)
    assignment: Mapped[Assignment | None] = relationship()

    @property
    def matter(self) -> str:
        """It is told in the file of its dispatch."""
        return f"dispatch:{self.dispatch_id}"
