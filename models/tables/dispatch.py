"""派遣 · one matter: what Annex 4 says of it, its seats, and who was sent."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.rules import article_11_unannounced as art11u
from models.tables.account import Account, Section
from models.tables.base import Base, InWorkflow, fen, instant, key, line, text
from models.tables.budget import BudgetLine
from models.tables.unit import Unit
from models.vocabulary import CHOSEN, Grade, SelectionWay, TaskType
from models.workflows.dispatch import CHOSEN_TRACK, DISPATCH, EMERGENCY_TRACK, State

if TYPE_CHECKING:
    from models.tables.assignment import Assignment
    from models.tables.change import Change
    from models.tables.draw import Draw
    from models.tables.emergency import EmergencyOrder
    from models.tables.outsider import Outsider
    from models.tables.protection import ProtectionItem
    from models.tables.use_request import UseRequest

_target = Table(
    "dispatch_target",
    Base.metadata,
    Column("dispatch_id", ForeignKey("dispatch.id"), primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
)


class PartOfDispatch(Protocol):
    @property
    def dispatch(self) -> "Dispatch": ...


class OfDispatch:
    """What a draw, a task and a change take from the dispatch they belong to: its file and its
    section, by which access to them is judged."""

    @property
    def matter(self: PartOfDispatch) -> str:
        return self.dispatch.matter

    @property
    def section_id(self: PartOfDispatch) -> int:
        return self.dispatch.section_id


class Dispatch(InWorkflow[State], Base):
    """派遣审批单. Its number is given when it is first submitted: yearly, without gaps."""

    __tablename__ = "dispatch"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        CheckConstraint("starts_at < ends_at", name="ends_after_start"),
        CheckConstraint("half_days >= 0 AND rate >= 0", name="never_negative"),
    )
    workflow: ClassVar = DISPATCH

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int | None]
    serial: Mapped[int | None]
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    handler_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    head_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    phone: Mapped[line]
    title: Mapped[line]
    task_type: Mapped[TaskType]
    way: Mapped[SelectionWay] = mapped_column(default=SelectionWay.RANDOM, index=True)
    way_reason: Mapped[text]  # the ground of any way but the draw
    basis: Mapped[line]
    approval_no: Mapped[line]
    content: Mapped[text]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    half_days: Mapped[int] = mapped_column(default=0)
    meeting_point: Mapped[line]
    place: Mapped[line]
    is_hazardous: Mapped[bool] = mapped_column(default=False)
    hazards: Mapped[text]
    briefing_points: Mapped[text]  # what else is told of this one task, a point a line
    budget_line_id: Mapped[int | None] = mapped_column(ForeignKey("budget_line.id"))
    use_request_id: Mapped[int | None] = mapped_column(ForeignKey("use_request.id"), index=True)
    rate: Mapped[fen]  # per expert and half day
    reserved: Mapped[fen]
    is_unannounced: Mapped[bool] = mapped_column(default=False, index=True)
    reveal_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]
    _state: Mapped[State] = mapped_column("state", default=State.DRAFT, index=True)
    created_at: Mapped[instant]
    issued_at: Mapped[datetime | None]
    departed_at: Mapped[datetime | None]  # None again once it was put off
    closed_at: Mapped[datetime | None]

    section: Mapped[Section] = relationship(lazy="joined")
    handler: Mapped[Account] = relationship(foreign_keys=[handler_id], lazy="joined")
    head: Mapped[Account | None] = relationship(foreign_keys=[head_id])
    budget_line: Mapped[BudgetLine | None] = relationship()
    use_request: Mapped["UseRequest | None"] = relationship(back_populates="dispatches")
    targets: Mapped[list[Unit]] = relationship(secondary=_target, order_by=Unit.name)
    seats: Mapped[list["Seat"]] = relationship(
        back_populates="dispatch", order_by="Seat.number", cascade="all, delete-orphan"
    )
    officers: Mapped[list["Officer"]] = relationship(
        order_by="Officer.id", cascade="all, delete-orphan"
    )
    protection: Mapped[list["ProtectionItem"]] = relationship(
        back_populates="dispatch", order_by="ProtectionItem.id", cascade="all, delete-orphan"
    )
    order: Mapped["EmergencyOrder | None"] = relationship(
        back_populates="dispatch", lazy="joined", cascade="all, delete-orphan"
    )
    draws: Mapped[list["Draw"]] = relationship(back_populates="dispatch", order_by="Draw.id")
    assignments: Mapped[list["Assignment"]] = relationship(
        back_populates="dispatch", order_by="Assignment.id"
    )
    outsiders: Mapped[list["Outsider"]] = relationship(
        back_populates="dispatch", order_by="Outsider.id", cascade="all, delete-orphan"
    )
    changes: Mapped[list["Change"]] = relationship(back_populates="dispatch", order_by="Change.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        """As it is printed and as it stands in a draw: 泽应急专派〔2026〕12号; empty in a draft."""
        return f"泽应急专派〔{self.year}〕{self.serial}号" if self.serial else ""

    @property
    def caption(self) -> str:
        """As every list and every notice names it."""
        return f"{self.number or '（未编号）'} {self.told.title or '（未命名任务）'}"

    @property
    def told(self) -> art11u.Told:
        """What may be told of it outside its own page."""
        return art11u.told(self, clock.now())

    @property
    def asking_unit(self) -> Unit | None:
        return self.use_request.unit if self.use_request else None

    @property
    def track(self) -> tuple[State, ...]:
        """An emergency begins with the order, and a choice freezes no pool."""
        if self.way is SelectionWay.EMERGENCY:
            return EMERGENCY_TRACK
        return CHOSEN_TRACK if self.way in CHOSEN else DISPATCH.track

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who prepared it, and so signs for none of it."""
        return frozenset({self.handler_id, *([self.head_id] if self.head_id else [])})

    @property
    def is_paid_by_unit(self) -> bool:
        """Whether the fee is the asking unit's own (Art. 11(2)) and none of the bureau's."""
        return self.use_request_id is not None

    @property
    def funding(self) -> str:
        """Which money pays for it, in words."""
        if self.is_paid_by_unit and self.use_request:
            return f"由申请单位承担（{self.use_request.unit.name}）"
        return self.budget_line.label if self.budget_line else ""

    @property
    def estimate(self) -> int:
        return self.cost_of(self.half_days)

    def cost_of(self, half_days: int) -> int:
        """Fen: rate × half days × seats still wanted."""
        wanted = [seat for seat in self.seats if not seat.is_waived]
        return self.rate * half_days * len(wanted)

    @property
    def open_changes(self) -> list["Change"]:
        return [change for change in self.changes if change.is_open]

    @property
    def seated(self) -> list["Assignment"]:
        return [part for part in self.assignments if part.is_seated]

    @property
    def points(self) -> list[str]:
        """What is told of this task alone."""
        return [each.strip() for each in self.briefing_points.splitlines() if each.strip()]

    @property
    def current_draw(self) -> "Draw | None":
        return self.draws[-1] if self.draws else None

    def document(self) -> dict[str, Any]:
        """What a signature on it covers: Annex 4 and the draws it rests on. People, sections and
        units by what never changes, so that a new name leaves a signed paper as it was."""
        asked: dict[str, Any] = {"use_request": self.use_request_id} if self.use_request_id else {}
        if self.way is not SelectionWay.RANDOM:
            asked["way"] = [self.way.value, self.way_reason]
        if self.way is SelectionWay.OFF_ROSTER:
            seated = {part.expert_id for part in self.seated}
            asked["outsiders"] = [each.facts for each in self.outsiders if each.expert_id in seated]
        return asked | {
            "number": self.number,
            "section": self.section_id,
            "handler": self.handler_id,
            "title": self.title,
            "task_type": self.task_type.value,
            "basis": [self.basis, self.approval_no],
            "content": self.content,
            "period": [str(self.starts_at), str(self.ends_at), self.half_days, *self._hour],
            "place": [self.place, self.meeting_point, self.hazards],
            "protection": [
                [item.what, item.per_person, item.provided_by.value] for item in self.protection
            ],
            "points": self.points,
            "targets": [unit.id for unit in self.targets],
            "budget": [self.budget_line_id or 0, self.rate, self.estimate],
            "draws": [[draw.number, draw.digest, draw.is_voided] for draw in self.draws],
            "experts": [
                [part.seat.number, part.expert.code, part.employer] for part in self.seated
            ],
        }

    @property
    def _hour(self) -> list[str]:
        """When it is told where an unannounced inspection goes."""
        return [str(self.reveal_at)] if self.is_unannounced else []

    def _entered(self, state: State) -> None:
        if state is State.DRAWN:
            self.head = None  # whatever was endorsed before is to be endorsed again
        if state is State.ISSUED and not self.issued_at:
            self.issued_at = clock.now()
        if state is State.UNDERWAY:
            self.departed_at = self.departed_at or clock.now()
        if state is State.CLOSED:
            self.closed_at = clock.now()


class Seat(Base):
    """需求席位 · one expert wanted: specialty (code and the name of the day), lowest grade."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("dispatch_id", "number"),)

    id: Mapped[key]
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    number: Mapped[int]
    specialty_code: Mapped[line]
    specialty_name: Mapped[line]
    min_grade: Mapped[Grade]
    is_waived: Mapped[bool] = mapped_column(default=False)

    dispatch: Mapped[Dispatch] = relationship(back_populates="seats")

    @property
    def is_vacant(self) -> bool:
        """Wanted, and held by nobody."""
        held = any(part.seat_id == self.id for part in self.dispatch.seated)
        return not self.is_waived and not held

    @property
    def label(self) -> str:
        return f"第{self.number}席（{self.specialty_name}，{self.min_grade.label}）"


class Officer(Base):
    """执法人员 of an inspection: name and licence."""

    __tablename__ = "officer"

    id: Mapped[key]
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    name: Mapped[line]
    licence: Mapped[line]
