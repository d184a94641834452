"""派遣变更 · what is asked to be altered after the freeze, why, and what the deputy said."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account
from models.tables.assignment import Assignment
from models.tables.base import Base, InWorkflow, instant, key, text
from models.tables.dispatch import Dispatch, OfDispatch, Seat
from models.vocabulary import ChangeKind
from models.workflows.change import CHANGE, State


class Change(OfDispatch, InWorkflow[State], Base):
    __tablename__ = "change"
    workflow: ClassVar = CHANGE

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    kind: Mapped[ChangeKind]
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    reason: Mapped[text]
    at: Mapped[instant]
    proposer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    _state: Mapped[State] = mapped_column("state", default=State.PROPOSED, index=True)

    dispatch: Mapped[Dispatch] = relationship(back_populates="changes")
    assignment: Mapped[Assignment | None] = relationship()
    seat: Mapped[Seat | None] = relationship()
    proposer: Mapped[Account] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        return self._state is State.PROPOSED

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.proposer_id})

    def document(self) -> dict[str, Any]:
        """What the deputy's approval covers."""
        return {
            "dispatch": self.dispatch.number,
            "kind": self.kind.value,
            "expert": self.assignment.expert.code if self.assignment else "",
            "seat": self.seat.number if self.seat else 0,
            "reason": self.reason,
        }
