"""专家异议 · an expert's objection to a rating, to a decline that counts, or to a removal."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.account import Account, Section
from models.tables.assignment import Assignment
from models.tables.base import Base, InWorkflow, instant, key, text
from models.tables.expert import Expert, OfExpert
from models.tables.file import StoredFile, files_beside
from models.vocabulary import ExpertObjectionKind, Permission
from models.workflows.expert_objection import OF_DECLINE, OF_RATING, OF_REMOVAL, Action, State
from models.workflows.machine import Workflow


class ExpertObjection(OfExpert, InWorkflow[State], Base):
    """``section``: the one that sent the expert, and answers; a removal the office answers.
    ``escalated_at``: when the supervisor was told that no answer came in time."""

    __tablename__ = "expert_objection"
    __table_args__ = (UniqueConstraint("year", "serial"),)
    workflow: ClassVar[Workflow[State, Action]]
    answering: ClassVar[Permission]

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    kind: Mapped[ExpertObjectionKind] = mapped_column(index=True)
    year: Mapped[int] = mapped_column(index=True)
    serial: Mapped[int]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"), index=True)
    at: Mapped[instant]
    due_on: Mapped[date | None]
    escalated_at: Mapped[datetime | None]
    answer: Mapped[text]
    text: Mapped[text]
    answered_at: Mapped[datetime | None]
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    _state: Mapped[State] = mapped_column("state", default=State.RAISED, index=True)

    expert: Mapped[Expert] = relationship()
    assignment: Mapped[Assignment | None] = relationship()
    section: Mapped[Section | None] = relationship()
    handler: Mapped[Account | None] = relationship()
    files: Mapped[list[StoredFile]] = relationship(
        secondary=files_beside("expert_objection"), order_by=StoredFile.id
    )

    __mapper_args__ = {"version_id_col": version, "polymorphic_on": "kind"}

    @property
    def number(self) -> str:
        return f"YY{self.year}-{self.serial:03}"

    @property
    def caption(self) -> str:
        return f"专家异议{self.number}（{self.kind.label}）"

    @property
    def is_open(self) -> bool:
        return self._state is State.RAISED

    @property
    def is_overdue(self) -> bool:
        """Not answered in its time."""
        return self.is_open and self.due_on is not None and self.due_on < clock.today()

    def _entered(self, state: State) -> None:
        self.answered_at = clock.now()


class RatingObjection(ExpertObjection):
    """To what Annex 6 says of the work: upheld, the form is opened again."""

    workflow: ClassVar[Workflow[State, Action]] = OF_RATING
    answering: ClassVar[Permission] = Permission.ANSWER_TASK_OBJECTION
    __mapper_args__ = {"polymorphic_identity": ExpertObjectionKind.RATING}


class DeclineObjection(ExpertObjection):
    """To a task not accepted that counts towards Article 18(3): upheld, it counts no more."""

    workflow: ClassVar[Workflow[State, Action]] = OF_DECLINE
    answering: ClassVar[Permission] = Permission.ANSWER_TASK_OBJECTION
    __mapper_args__ = {"polymorphic_identity": ExpertObjectionKind.DECLINE}


class RemovalObjection(ExpertObjection):
    """To having been removed: upheld, the expert is back on the roster."""

    workflow: ClassVar[Workflow[State, Action]] = OF_REMOVAL
    answering: ClassVar[Permission] = Permission.ANSWER_REMOVAL_OBJECTION
    __mapper_args__ = {"polymorphic_identity": ExpertObjectionKind.REMOVAL}
