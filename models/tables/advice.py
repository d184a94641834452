"""专家建议 (Art. 14) · what an expert advises, which section has it, what was answered and when."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.account import Account, Section
from models.tables.base import Base, InWorkflow, instant, key, line, text
from models.tables.expert import Expert, OfExpert
from models.tables.file import StoredFile, files_beside
from models.vocabulary import Adoption
from models.workflows.advice import ADVICE, OPEN, State


class Advice(OfExpert, InWorkflow[State], Base):
    """``section``: the lead section of the industry, or the one it was passed to. How important it
    is, that section judges: None before. ``due_on``: the last day for the answer; None while
    nobody has confirmed that year's calendar."""

    __tablename__ = "advice"
    __table_args__ = (UniqueConstraint("year", "serial"),)
    workflow: ClassVar = ADVICE

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int] = mapped_column(index=True)
    serial: Mapped[int]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    industry_code: Mapped[line] = mapped_column(index=True)
    industry_name: Mapped[line]
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    at: Mapped[instant] = mapped_column(index=True)
    due_on: Mapped[date | None]
    title: Mapped[line]
    is_important: Mapped[bool | None]
    adoption: Mapped[Adoption | None]
    reply: Mapped[text]
    text: Mapped[text]
    replied_at: Mapped[datetime | None]
    replier_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    _state: Mapped[State] = mapped_column("state", default=State.SUBMITTED, index=True)

    expert: Mapped[Expert] = relationship()
    section: Mapped[Section] = relationship()
    replier: Mapped[Account | None] = relationship()
    files: Mapped[list[StoredFile]] = relationship(
        secondary=files_beside("advice"), order_by=StoredFile.id
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        return f"JY{self.year}-{self.serial:03}"

    @property
    def caption(self) -> str:
        return f"专家建议{self.number}"

    @property
    def is_open(self) -> bool:
        return self._state in OPEN

    @property
    def is_overdue(self) -> bool:
        """Not answered in its time, or answered after it."""
        last = clock.local(self.replied_at).date() if self.replied_at else clock.today()
        counts = self.is_open or self._state is State.REPLIED
        return counts and self.due_on is not None and last > self.due_on

    @property
    def days_taken(self) -> int:
        """From the advice to its answer, or to today."""
        last = clock.local(self.replied_at).date() if self.replied_at else clock.today()
        return (last - clock.local(self.at).date()).days

    def _entered(self, state: State) -> None:
        if state is State.REPLIED:
            self.replied_at = clock.now()
