"""专家信息变更 · what an expert wants changed in the roster, with what proves it."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.base import Base, InWorkflow, instant, key, text
from models.tables.expert import Expert, OfExpert
from models.tables.file import StoredFile, files_beside
from models.workflows.profile_change import PROFILE_CHANGE, State


class ProfileChange(OfExpert, InWorkflow[State], Base):
    """``written``: the entries as they shall be, by their names, codes for what is chosen; never a
    number that is sealed. ``compared``: rows of an entry's name, what stood and what was asked, as
    they were when it was decided. ``left_on``: of a new employer, the day the former was left."""

    __tablename__ = "profile_change"
    workflow: ClassVar = PROFILE_CHANGE

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    at: Mapped[instant]
    written: Mapped[dict[str, Any]]
    compared: Mapped[list[Any]]
    left_on: Mapped[date | None]
    reason: Mapped[text]
    answer: Mapped[text]
    decided_at: Mapped[datetime | None]
    decider_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    _state: Mapped[State] = mapped_column("state", default=State.SUBMITTED, index=True)

    expert: Mapped[Expert] = relationship()
    files: Mapped[list[StoredFile]] = relationship(
        secondary=files_beside("profile_change"), order_by=StoredFile.id
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        return f"专家信息变更：{self.expert.code} {self.expert.name}"

    @property
    def is_open(self) -> bool:
        return self._state is State.SUBMITTED

    def _entered(self, state: State) -> None:
        self.decided_at = clock.now()
