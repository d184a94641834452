"""专家培训 (Art. 8(1), 16(1)) · a plan a section and year, sessions, who came for how long."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.account import Account, Section
from models.tables.asked import AskedToCome
from models.tables.base import Base, InWorkflow, instant, key, line, text
from models.tables.expert import Expert
from models.tables.file import StoredFile
from models.vocabulary import TrainingKind
from models.workflows.training import HELD, TRAINING, State

_material = Table(
    "training_file",
    Base.metadata,
    Column("training_session_id", ForeignKey("training_session.id"), primary_key=True),
    Column("file_id", ForeignKey("stored_file.id"), primary_key=True),
)


class TrainingPlan(Base):
    """年度培训计划 of a section: one a year."""

    __tablename__ = "training_plan"
    __table_args__ = (UniqueConstraint("section_id", "year"),)

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    year: Mapped[int] = mapped_column(index=True)
    at: Mapped[instant]

    section: Mapped[Section] = relationship(lazy="joined")
    items: Mapped[list["TrainingItem"]] = relationship(
        back_populates="plan",
        order_by="TrainingItem.month, TrainingItem.id",
        cascade="all, delete-orphan",
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def matter(self) -> str:
        return f"training_plan:{self.id}"

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset()


class TrainingItem(Base):
    """A line of a plan. ``half_hours``: what is meant, in half hours."""

    __tablename__ = "training_item"
    __table_args__ = (
        CheckConstraint("month BETWEEN 1 AND 12", name="month"),
        CheckConstraint("half_hours > 0", name="some_hours"),
    )

    id: Mapped[key]
    plan_id: Mapped[int] = mapped_column(ForeignKey("training_plan.id"), index=True)
    month: Mapped[int]
    topic: Mapped[line]
    kind: Mapped[TrainingKind]
    half_hours: Mapped[int]

    plan: Mapped[TrainingPlan] = relationship(back_populates="items")
    sessions: Mapped[list["TrainingSession"]] = relationship(
        back_populates="item", order_by="TrainingSession.id"
    )

    @property
    def matter(self) -> str:
        return self.plan.matter

    @property
    def session(self) -> "TrainingSession | None":
        """The one that serves it; none that was cancelled."""
        live = [each for each in self.sessions if each.state is not State.CANCELLED]
        return live[-1] if live else None

    @property
    def is_held(self) -> bool:
        return any(each.state in HELD for each in self.sessions)


class TrainingSession(InWorkflow[State], Base):
    """一次培训. ``item_id``: the line of the plan it serves, None where it was not planned;
    ``industries``: the codes of the groups it is for; ``half_hours``: its length in half hours;
    ``content``: the record of what was taught."""

    __tablename__ = "training_session"
    __table_args__ = (CheckConstraint("half_hours >= 0", name="never_negative"),)
    workflow: ClassVar = TRAINING

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    number: Mapped[line] = mapped_column(unique=True)
    year: Mapped[int] = mapped_column(index=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    handler_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("training_item.id"), index=True)
    topic: Mapped[line]
    kind: Mapped[TrainingKind]
    starts_at: Mapped[datetime | None]
    half_hours: Mapped[int] = mapped_column(default=0)
    place: Mapped[line]
    trainer: Mapped[line]
    industries: Mapped[list[Any]] = mapped_column(default=list)
    content: Mapped[text]
    created_at: Mapped[instant]
    announced_at: Mapped[datetime | None]
    _state: Mapped[State] = mapped_column("state", default=State.PLANNED, index=True)

    section: Mapped[Section] = relationship(lazy="joined")
    handler: Mapped[Account] = relationship()
    item: Mapped[TrainingItem | None] = relationship(back_populates="sessions")
    attendances: Mapped[list["Attendance"]] = relationship(
        back_populates="session", order_by="Attendance.id", cascade="all, delete-orphan"
    )
    files: Mapped[list[StoredFile]] = relationship(secondary=_material, order_by=StoredFile.id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        return f"{self.section.name}专家培训：{self.topic}"

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.handler_id})

    @property
    def meets_on(self) -> date | None:
        return clock.local(self.starts_at).date() if self.starts_at else None

    @property
    def has_begun(self) -> bool:
        return self.starts_at is not None and self.starts_at <= clock.now()

    @property
    def was_held(self) -> bool:
        return self.state in HELD

    @property
    def planning_gaps(self) -> list[str]:
        """What is still lacking before anybody can be asked to come."""
        lacks = {
            "还没有填写培训时间": self.starts_at is None,
            "培训时间已经过去，请改期": self.has_begun,
            "还没有填写学时": not self.half_hours,
            "还没有填写培训地点": not self.place,
            "还没有填写授课人": not self.trainer,
            "还没有确定参加培训的专家": not self.attendances,
        }
        return [sentence for sentence, is_so in lacks.items() if is_so]

    @property
    def attending(self) -> list["Attendance"]:
        return [each for each in self.attendances if each.attended]

    @property
    def excused(self) -> list["Attendance"]:
        return [each for each in self.attendances if each.attended is False and each.reason]

    def _entered(self, state: State) -> None:
        if state is State.ANNOUNCED:
            self.announced_at = clock.now()


class Attendance(AskedToCome, Base):
    """One expert asked to a session. ``half_hours``: what counts, in half hours."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("session_id", "expert_id"),
        CheckConstraint("half_hours >= 0", name="never_negative"),
    )

    id: Mapped[key]
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), index=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    half_hours: Mapped[int] = mapped_column(default=0)

    session: Mapped[TrainingSession] = relationship(back_populates="attendances")
    expert: Mapped[Expert] = relationship()

    @property
    def matter(self) -> str:
        return self.session.matter

    @property
    def section_id(self) -> int:
        return self.session.section_id
