"""专家退出申请 · an expert's wish to be one no longer, and what the office said (Art. 18)."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.assignment import Assignment
from models.tables.base import Base, InWorkflow, instant, key, text
from models.tables.expert import Expert, OfExpert
from models.tables.file import StoredFile, files_beside
from models.vocabulary import DismissalGround
from models.workflows.assignment import BEFORE_REPORT
from models.workflows.resignation import RESIGNATION, State


class Resignation(OfExpert, InWorkflow[State], Base):
    """``ground``: of the ten of Article 18, the expert's own wish or not being able any more."""

    __tablename__ = "resignation"
    workflow: ClassVar = RESIGNATION

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    at: Mapped[instant]
    ground: Mapped[DismissalGround]
    reason: Mapped[text]
    answer: Mapped[text]
    decided_at: Mapped[datetime | None]
    decider_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    _state: Mapped[State] = mapped_column("state", default=State.REQUESTED, index=True)

    expert: Mapped[Expert] = relationship()
    files: Mapped[list[StoredFile]] = relationship(
        secondary=files_beside("resignation"), order_by=StoredFile.id
    )
    open_tasks: Mapped[list[Assignment]] = relationship(
        primaryjoin=lambda: (
            (Assignment.expert_id == Resignation.expert_id) & Assignment._state.in_(BEFORE_REPORT)
        ),
        foreign_keys=Assignment.expert_id,
        viewonly=True,
        order_by=Assignment.id,
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        return f"专家退出申请：{self.expert.code} {self.expert.name}"

    @property
    def is_open(self) -> bool:
        return self._state is State.REQUESTED

    @property
    def tasks_left(self) -> list[str]:
        """What the expert was sent to and has not reported of, by name."""
        return [f"{each.caption}（{each.state.label}）" for each in self.open_tasks]

    def _entered(self, state: State) -> None:
        self.decided_at = clock.now()
