"""年度考核 (Art. 14(2), 18, 21) · each section's experts of a year: the figures as they were, what
was proposed, what was decided; and the experts' objections."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.account import Section
from models.tables.base import Base, InWorkflow, instant, key, line, text
from models.tables.expert import Expert, OfExpert
from models.vocabulary import AssessmentGrade, CreditRating
from models.workflows.assessment import (
    ASSESSMENT,
    ASSESSMENT_OBJECTION,
    ObjectionState,
    State,
)


class AnnualAssessment(InWorkflow[State], Base):
    """``formula``: the weights in force when it was reckoned; ``until``: the last day of its facts;
    ``document_no``: the paper by which the result was made known; ``objections_until``: the last
    day for objecting to it."""

    __tablename__ = "annual_assessment"
    __table_args__ = (UniqueConstraint("year", "section_id"),)
    workflow: ClassVar = ASSESSMENT

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int] = mapped_column(index=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    opened_at: Mapped[instant]
    until: Mapped[date]
    formula: Mapped[dict[str, Any]]
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    document_no: Mapped[line]
    told_at: Mapped[datetime | None]
    objections_until: Mapped[date | None]
    _state: Mapped[State] = mapped_column("state", default=State.RECKONED, index=True)

    section: Mapped[Section] = relationship(lazy="joined")
    items: Mapped[list["AssessmentItem"]] = relationship(
        back_populates="assessment", order_by="AssessmentItem.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        return f"{self.section.name}{self.year}年度专家考核"

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who handed it in, and everyone who proposed a grade in it."""
        hands = {item.proposer_id for item in self.items} | {self.handler_id}
        return frozenset(each for each in hands if each)

    @property
    def is_told(self) -> bool:
        return self._state is State.TOLD

    def counted(self, grade: AssessmentGrade) -> int:
        return sum(item.grade is grade for item in self.items)

    @property
    def changed(self) -> list["AssessmentItem"]:
        """Those for whom something else is proposed than the figures say."""
        return [item for item in self.items if item.is_changed]

    def document(self) -> dict[str, Any]:
        """What the leader's signature covers."""
        return {
            "year": self.year,
            "section": self.section_id,
            "grades": [
                [item.expert_id, item.score, item.rating.value, item.computed.value,
                 item.proposed.value if item.proposed else "", item.reason]
                for item in self.items
            ],
        }  # fmt: skip

    def _entered(self, state: State) -> None:
        if state is State.TOLD:
            self.told_at = clock.now()
        if state is State.DECIDED:
            for item in self.items:
                item.decided = item.proposed


class AssessmentItem(OfExpert, Base):
    """One expert's year. ``facts`` and ``lines``: as they were reckoned, to be reckoned again;
    ``score`` in hundredths of a point; ``reason``: why another grade than the computed."""

    __tablename__ = "assessment_item"
    __table_args__ = (UniqueConstraint("assessment_id", "expert_id"),)

    id: Mapped[key]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("annual_assessment.id"), index=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    facts: Mapped[list[Any]]
    lines: Mapped[list[Any]]
    score: Mapped[int]
    rating: Mapped[CreditRating]
    computed: Mapped[AssessmentGrade]
    why: Mapped[text]
    proposed: Mapped[AssessmentGrade | None]
    reason: Mapped[text]
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided: Mapped[AssessmentGrade | None] = mapped_column(index=True)

    assessment: Mapped[AnnualAssessment] = relationship(back_populates="items")
    expert: Mapped[Expert] = relationship()
    objection: Mapped["AssessmentObjection | None"] = relationship(back_populates="item")

    @property
    def grade(self) -> AssessmentGrade:
        """As it stands by now."""
        return self.decided or self.proposed or self.computed

    @property
    def is_changed(self) -> bool:
        return self.grade is not self.computed

    @property
    def matter(self) -> str:
        return self.assessment.matter

    @property
    def section_id(self) -> int:
        return self.assessment.section_id


class AssessmentObjection(OfExpert, InWorkflow[ObjectionState], Base):
    """One an item, once. ``proposed`` and ``answer``: what the office would have decided; the
    leader's signature makes it so."""

    __tablename__ = "assessment_objection"
    workflow: ClassVar = ASSESSMENT_OBJECTION

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    item_id: Mapped[int] = mapped_column(ForeignKey("assessment_item.id"), unique=True)
    at: Mapped[instant]
    due_on: Mapped[date | None]
    answer: Mapped[text]
    text: Mapped[text]
    before: Mapped[AssessmentGrade]
    proposed: Mapped[AssessmentGrade | None]
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    _state: Mapped[ObjectionState] = mapped_column(
        "state", default=ObjectionState.RAISED, index=True
    )

    item: Mapped[AssessmentItem] = relationship(back_populates="objection")

    __mapper_args__ = {"version_id_col": version}

    @property
    def expert(self) -> Expert:
        return self.item.expert

    @property
    def section_id(self) -> int:
        return self.item.section_id

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who answered it does not decide it."""
        if self._state is ObjectionState.ANSWERED and self.handler_id:
            return frozenset({self.handler_id})
        return frozenset()

    @property
    def caption(self) -> str:
        return f"{self.item.assessment.year}年度考核异议"

    @property
    def is_open(self) -> bool:
        return self._state in {ObjectionState.RAISED, ObjectionState.ANSWERED}

    def document(self) -> dict[str, Any]:
        """What the leader's signature covers."""
        return {
            "item": self.item_id,
            "before": self.before.value,
            "after": self.proposed.value if self.proposed else "",
            "answer": self.answer,
        }

    def _entered(self, state: ObjectionState) -> None:
        if state is ObjectionState.DECIDED:
            self.decided_at = clock.now()
            self.item.decided = self.proposed
