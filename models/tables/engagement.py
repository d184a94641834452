"""相对固定使用 · an expert whom a section uses for years, as the director's meeting settled it."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.rules.article_11_standing import Term
from models.tables.account import Account, Section
from models.tables.base import Base, InWorkflow, instant, key, line, text
from models.tables.expert import Expert
from models.workflows.engagement import ENGAGEMENT, State


class StandingEngagement(InWorkflow[State], Base):
    """``ended_on``: the last day of one that was ended before its time."""

    __tablename__ = "standing_engagement"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="ordered"),)
    workflow: ClassVar = ENGAGEMENT

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    proposer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    purpose: Mapped[line]
    reason: Mapped[text]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    met_on: Mapped[date | None]
    minutes_no: Mapped[line]
    ended_on: Mapped[date | None]
    proposed_at: Mapped[instant]
    _state: Mapped[State] = mapped_column("state", default=State.PROPOSED, index=True)

    section: Mapped[Section] = relationship(lazy="joined")
    expert: Mapped[Expert] = relationship(lazy="joined")
    proposer: Mapped[Account] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        return f"{self.section.name}相对固定使用{self.expert.name}（{self.purpose}）"

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.proposer_id})

    @property
    def term(self) -> Term | None:
        """From when to when it was, or is, in force; None where it never came to that."""
        if self._state is State.IN_FORCE:
            return Term(self.starts_on, self.ends_on)
        if self._state is State.ENDED and self.ended_on and self.ended_on >= self.starts_on:
            return Term(self.starts_on, self.ended_on)
        return None

    def is_in_force(self, first: date, last: date) -> bool:
        """Whether it stands throughout these days."""
        return self._state is State.IN_FORCE and Term(self.starts_on, self.ends_on).covers(
            first, last
        )

    @property
    def has_run_out(self) -> bool:
        return self._state is State.IN_FORCE and self.ends_on < clock.today()

    def document(self) -> dict[str, Any]:
        """What the leader's signature covers."""
        return {
            "section": self.section_id,
            "expert": self.expert.code,
            "purpose": self.purpose,
            "reason": self.reason,
            "term": [self.starts_on.isoformat(), self.ends_on.isoformat()],
            "meeting": [self.met_on.isoformat() if self.met_on else "", self.minutes_no],
        }

    def _entered(self, state: State) -> None:
        if state is State.ENDED:
            self.ended_on = min(self.ends_on, clock.today())
