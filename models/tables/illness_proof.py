"""患病证明 · what shows that somebody was too ill to come; such a task does not count."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.assignment import Assignment
from models.tables.base import Base, InWorkflow, instant, key, text
from models.tables.file import StoredFile
from models.workflows.illness_proof import ILLNESS_PROOF, State


class IllnessProof(InWorkflow[State], Base):
    """One for each task declined for illness. ``due_on``: the last day to hand it in; None while
    nobody has confirmed that year's calendar. The file is sealed: it tells of somebody's health."""

    __tablename__ = "illness_proof"
    workflow: ClassVar = ILLNESS_PROOF
    SEALED_AS: ClassVar = "illness_proof.file"

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    at: Mapped[instant]
    due_on: Mapped[date | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    handed_in_at: Mapped[datetime | None]
    opinion: Mapped[text]  # of the section that judged it
    _state: Mapped[State] = mapped_column("state", default=State.AWAITED, index=True)

    assignment: Mapped[Assignment] = relationship(back_populates="proof")
    file: Mapped[StoredFile | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def matter(self) -> str:
        return self.assignment.matter

    @property
    def section_id(self) -> int:
        return self.assignment.section_id

    @property
    def owner_account_id(self) -> int | None:
        return self.assignment.owner_account_id

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset()

    @property
    def has_lapsed(self) -> bool:
        """Whether the day passed with nothing handed in."""
        return (
            self._state in {State.AWAITED, State.REFUSED}
            and self.due_on is not None
            and self.due_on < clock.today()
        )

    @property
    def counts(self) -> bool:
        """Whether the task counts as one that was not accepted: nothing came in time, or what came
        was not accepted."""
        return self._state is State.REFUSED or self.has_lapsed

    def _entered(self, state: State) -> None:
        if state is State.HANDED_IN:
            self.handed_in_at = clock.now()
