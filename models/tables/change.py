"""派遣变更 · what is asked to be altered after the freeze, why, and what the deputy said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.rules.article_11_change import ALTERED
from models.tables.account import Account
from models.tables.assignment import Assignment
from models.tables.base import Base, InWorkflow, instant, key, text
from models.tables.dispatch import Dispatch, OfDispatch, Seat
from models.tables.protection import ProtectionItem
from models.vocabulary import ChangeKind
from models.workflows.change import CHANGE, State

_MOMENTS = {"starts_at", "ends_at"}


@dataclass(frozen=True, slots=True)
class Version:
    """An entry of Annex 4 that a change alters: its name in the table and on the form."""

    name: str
    label: str
    before: Any
    after: Any


def kept(entries: Mapping[str, Any]) -> dict[str, Any]:
    """Entries as they are written down."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in entries.items()
    }


def entries_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Entries as they were before they were written down."""
    return {
        name: datetime.fromisoformat(value) if name in _MOMENTS else value
        for name, value in kept.items()
    }


def _shown(name: str, entry: Any) -> Any:
    """Rows of equipment as they are read; everything else is formatted where it is shown."""
    if name != "protection":
        return entry
    return "；".join(ProtectionItem.label_of(*row) for row in entry)


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
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
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
    def versions(self) -> list["Version"]:
        """What is altered, entry by entry, as it was and as it is to be."""
        was, will_be = entries_of(self.before), entries_of(self.after)
        labels = ALTERED.get(self.kind, {})
        return [
            Version(name, label, _shown(name, was[name]), _shown(name, will_be[name]))
            for name, label in labels.items()
            if name in will_be and was[name] != will_be[name]
        ]

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.proposer_id})

    def document(self) -> dict[str, Any]:
        """What the deputy's approval covers: both versions, where something is altered."""
        versions = {"before": self.before, "after": self.after} if self.after else {}
        return versions | {
            "dispatch": self.dispatch.number,
            "kind": self.kind.value,
            "expert": self.assignment.expert.code if self.assignment else "",
            "seat": self.seat.number if self.seat else 0,
            "reason": self.reason,
        }
