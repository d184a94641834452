"""表彰和惩处 · what an expert is commended or reproved for, by which document (Art. 15, 21)."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.account import Account, Section
from models.tables.base import Base, InWorkflow, instant, key, line, text
from models.tables.expert import Expert, OfExpert
from models.tables.file import StoredFile, files_beside
from models.vocabulary import CommendationGround, CommendationKind
from models.workflows.commendation import COMMENDATION, State


class Commendation(OfExpert, InWorkflow[State], Base):
    """``deed``: what happened; ``measure``: what else was done, where secrets were given away."""

    __tablename__ = "commendation"
    __table_args__ = (UniqueConstraint("year", "serial"),)
    workflow: ClassVar = COMMENDATION

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int] = mapped_column(index=True)
    serial: Mapped[int]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"), index=True)
    kind: Mapped[CommendationKind] = mapped_column(index=True)
    ground: Mapped[CommendationGround]
    deed: Mapped[text]
    measure: Mapped[line]
    at: Mapped[instant]
    proposer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    decision: Mapped[text]
    document_no: Mapped[line]
    issued_on: Mapped[date | None] = mapped_column(index=True)
    _state: Mapped[State] = mapped_column("state", default=State.PROPOSED, index=True)

    expert: Mapped[Expert] = relationship(lazy="joined")
    section: Mapped[Section | None] = relationship()
    proposer: Mapped[Account] = relationship()
    files: Mapped[list[StoredFile]] = relationship(
        secondary=files_beside("commendation"), order_by=StoredFile.id
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        return f"JC{self.year}-{self.serial:03}"

    @property
    def caption(self) -> str:
        return f"{self.kind.label}{self.number}：{self.expert.code} {self.expert.name}"

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who proposed it, and so does not sign it."""
        return frozenset({self.proposer_id})

    @property
    def decided_on(self) -> date | None:
        return clock.local(self.decided_at).date() if self.decided_at else None

    def document(self) -> dict[str, Any]:
        """What the leader's signature covers."""
        return {
            "number": self.number,
            "expert": self.expert.code,
            "kind": self.kind.value,
            "ground": self.ground.value,
            "deed": self.deed,
            "measure": self.measure,
            "files": [each.digest for each in self.files],
        }

    def _entered(self, state: State) -> None:
        if state in {State.APPROVED, State.REFUSED}:
            self.decided_at = clock.now()
