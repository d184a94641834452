"""年度复审 · each section's judgement, once a year, of the experts it recommended or used."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.rules.article_07_renewal import days_overdue
from models.tables.account import Account, Section
from models.tables.base import Base, InWorkflow, instant, key, text
from models.tables.expert import Expert
from models.vocabulary import DismissalGround, ReviewVerdict
from models.workflows.review import REVIEW, State


class AnnualReview(InWorkflow[State], Base):
    """One a section and a year. ``handler_id``: who handed it in; neither they nor whoever else
    judged in it confirms it."""

    __tablename__ = "annual_review"
    __table_args__ = (UniqueConstraint("year", "section_id"),)
    workflow: ClassVar = REVIEW

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int]
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    opened_at: Mapped[instant]
    due_on: Mapped[date]
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    _state: Mapped[State] = mapped_column("state", default=State.OPEN, index=True)

    section: Mapped[Section] = relationship(lazy="joined")
    items: Mapped[list["ReviewItem"]] = relationship(
        back_populates="review", order_by="ReviewItem.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        return f"{self.section.name}{self.year}年度专家复审"

    @property
    def handler_ids(self) -> frozenset[int]:
        """Everyone who judged somebody in it."""
        judges = {item.judge_id for item in self.items} | {self.handler_id}
        return frozenset(each for each in judges if each)

    @property
    def is_overdue(self) -> bool:
        """The section has it still, and its time is over."""
        return self.days_overdue > 0

    @property
    def days_overdue(self) -> int:
        is_with_section = self._state in {State.OPEN, State.SUBMITTED}
        return days_overdue(self.due_on, clock.today()) if is_with_section else 0

    @property
    def removals(self) -> list["ReviewItem"]:
        return [item for item in self.items if item.verdict is ReviewVerdict.REMOVE]

    def document(self) -> dict[str, Any]:
        """What the head's confirmation covers."""
        return {
            "year": self.year,
            "section": self.section_id,
            "verdicts": [
                [each.expert_id, each.verdict.value if each.verdict else "",
                 each.ground.value if each.ground else "", each.note]
                for each in self.items
            ],
        }  # fmt: skip


class ReviewItem(Base):
    """One expert. ``ground``: of Article 18, where removal is proposed. ``used``: how many tasks
    the section gave them since the last review."""

    __tablename__ = "review_item"
    __table_args__ = (UniqueConstraint("review_id", "expert_id"),)

    id: Mapped[key]
    review_id: Mapped[int] = mapped_column(ForeignKey("annual_review.id"), index=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    used: Mapped[int] = mapped_column(default=0)
    verdict: Mapped[ReviewVerdict | None]
    ground: Mapped[DismissalGround | None]
    note: Mapped[text]
    judge_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    judged_at: Mapped[datetime | None]

    review: Mapped[AnnualReview] = relationship(back_populates="items")
    expert: Mapped[Expert] = relationship()
    judge: Mapped[Account | None] = relationship()
