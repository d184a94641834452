"""任务 · one expert's part: the answer, the briefing, the visit, the report, Annex 6."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.rules.article_11_unannounced import Told, told
from models.tables.base import Base, InWorkflow, fen, instant, key, line, text
from models.tables.briefing import BriefingText
from models.tables.dispatch import Dispatch, OfDispatch, Seat
from models.tables.draw import Draw
from models.tables.expert import Expert
from models.tables.file import StoredFile
from models.vocabulary import DeclineKind, Grade, Quality, SelectionWay, Standing
from models.workflows.assignment import ASSIGNMENT, HOLDING, State

if TYPE_CHECKING:
    from models.tables.illness_proof import IllnessProof
    from models.tables.report_draft import ReportDraft
    from models.tables.signed_paper import SignedPaper

# The versions that were acknowledged; when, says ``briefed_at``.
_acknowledged = Table(
    "assignment_briefing",
    Base.metadata,
    Column("assignment_id", ForeignKey("assignment.id"), primary_key=True),
    Column("briefing_text_id", ForeignKey("briefing_text.id"), primary_key=True),
)

_STAMPS = {
    State.NOTIFIED: "notified_at",
    State.ACCEPTED: "accepted_at",
    State.BRIEFED: "briefed_at",
    State.ON_SITE: "arrived_at",
    State.LEFT: "left_at",
    State.DECLINED: "declined_at",
    State.RECUSED: "declined_at",
}


class Assignment(OfDispatch, InWorkflow[State], Base):
    """Employer, grade and certificate are kept as they were on the day of the draw, or of the
    choice where there was none."""

    __tablename__ = "assignment"
    workflow: ClassVar = ASSIGNMENT

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("draw.id"), index=True)
    way: Mapped[SelectionWay] = mapped_column(default=SelectionWay.RANDOM)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    employer: Mapped[line]
    grade: Mapped[Grade]
    certificate_no: Mapped[line]
    decline_kind: Mapped[DeclineKind | None]
    notified_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    briefed_at: Mapped[datetime | None]
    fitted_at: Mapped[datetime | None]  # the protective equipment listed was there, item by item
    arrived_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    is_excused: Mapped[bool] = mapped_column(default=False)  # found on objection not to count
    altered_at: Mapped[datetime | None]  # told of a change of the task, and not accepted since
    _state: Mapped[State] = mapped_column("state", default=State.DRAWN, index=True)

    dispatch: Mapped[Dispatch] = relationship(back_populates="assignments")
    seat: Mapped[Seat] = relationship(lazy="joined")
    draw: Mapped[Draw | None] = relationship()
    expert: Mapped[Expert] = relationship(lazy="joined")
    briefings: Mapped[list[BriefingText]] = relationship(
        secondary=_acknowledged, order_by=BriefingText.id
    )
    report: Mapped["TaskReport | None"] = relationship(back_populates="assignment")
    service: Mapped["ServiceRecord | None"] = relationship(back_populates="assignment")
    proof: Mapped["IllnessProof | None"] = relationship(back_populates="assignment")
    draft: Mapped["ReportDraft | None"] = relationship(back_populates="assignment")

    papers: Mapped[list["SignedPaper"]] = relationship(
        back_populates="assignment", order_by="SignedPaper.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def owner_account_id(self) -> int | None:
        """The account of the expert once told; before that the assignment is nobody's to see."""
        return self.expert.account_id if self.notified_at else None

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset()

    @property
    def told(self) -> Told:
        """What the expert may know of the task: of an unannounced inspection, where it goes only
        at its hour, and never once they do not come."""
        return told(self.dispatch, clock.now(), comes=self.is_seated)

    @property
    def caption(self) -> str:
        return f"{self.dispatch.number} {self.told.title}"

    @property
    def expert_name(self) -> str:
        return self.expert.name

    @property
    def is_on_paper(self) -> bool:
        """Whether the section enters every step from what the expert signed (库外专家)."""
        return self.way is SelectionWay.OFF_ROSTER and not self.has_account

    @property
    def has_account(self) -> bool:
        return self.expert.account_id is not None

    @property
    def signed_steps(self) -> frozenset[str]:
        return frozenset(paper.action for paper in self.papers)

    @property
    def is_seated(self) -> bool:
        return self._state in HOLDING

    @property
    def is_fit(self) -> bool:
        """Whether the expert may be sent: on the roster and appointed for the whole task. Whoever
        comes from outside the roster came through a gate of its own (Art. 11(1)3)."""
        if self.expert.standing is Standing.OFF_ROSTER:
            return True
        return self.expert.standing is Standing.ACTIVE and self._is_appointed

    @property
    def _is_appointed(self) -> bool:
        first, last = self.expert.appointed_from, self.expert.appointed_until
        task = [self.dispatch.starts_at, self.dispatch.ends_at]
        days = [clock.local(moment).date() for moment in task if moment]
        return bool(first and last and all(first <= day <= last for day in days))

    @property
    def has_left_the_seat(self) -> bool:
        """Told, and not coming: cannot be drawn again for the same dispatch."""
        return self._state in {State.DECLINED, State.RECUSED, State.RELEASED}

    @property
    def counts_as_declined(self) -> bool:
        """Whether it counts towards Art. 18(3). An illness does where its proof failed; those
        declined before proofs were kept here were proved on paper."""
        if self.is_excused:
            return False
        if self.decline_kind is DeclineKind.ILLNESS and self.proof:
            return self.proof.counts
        return self.decline_kind is not None and self.decline_kind.counts

    @property
    def is_rated(self) -> bool:
        return self._state is State.RATED

    def _entered(self, state: State) -> None:
        if stamp := _STAMPS.get(state):
            setattr(self, stamp, clock.now())
        if state is State.NOTIFIED:  # for the first time, or asked again
            self.accepted_at = self.briefed_at = None
        if state is State.ACCEPTED:
            self.altered_at = None


class TaskReport(Base):
    """书面报告 (Art. 13)."""

    __tablename__ = "task_report"

    id: Mapped[key]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    at: Mapped[instant]
    due_on: Mapped[date | None]  # None while nobody has confirmed that year's calendar
    is_late: Mapped[bool]
    content: Mapped[text]
    advice: Mapped[text]

    assignment: Mapped[Assignment] = relationship(back_populates="report")
    files: Mapped[list["StoredFile"]] = relationship(lazy="selectin", order_by=StoredFile.id)


class ServiceRecord(Base):
    """服务质量登记表 (Annex 6): one per expert per task. Money in fen."""

    __tablename__ = "service_record"
    __table_args__ = (
        CheckConstraint("ethics BETWEEN 0 AND 20", name="ethics"),
        CheckConstraint("ability BETWEEN 0 AND 50", name="ability"),
        CheckConstraint("discipline BETWEEN 0 AND 20", name="discipline"),
        CheckConstraint("integrity BETWEEN 0 AND 10", name="integrity"),
        CheckConstraint("half_days >= 0 AND hazards_found >= grave_hazards", name="counts"),
    )

    id: Mapped[key]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    at: Mapped[instant]
    half_days: Mapped[int]
    work: Mapped[text]
    hazards_found: Mapped[int] = mapped_column(default=0)
    grave_hazards: Mapped[int] = mapped_column(default=0)
    ethics: Mapped[int]
    ability: Mapped[int]
    discipline: Mapped[int]
    integrity: Mapped[int]
    quality: Mapped[Quality]
    incident: Mapped[text]
    target_feedback: Mapped[text]
    unpaid: Mapped[line]  # the ground not to pay, where there is one
    fee: Mapped[fen]
    fee_lines: Mapped[list[Any]] = mapped_column(default=list)  # text and fen, as it was reckoned

    assignment: Mapped[Assignment] = relationship(back_populates="service")

    @property
    def total(self) -> int:
        return self.ethics + self.ability + self.discipline + self.integrity
