"""使用申请 · what another unit writes into Annex 5, and what it returns after the task."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.account import Account, Section
from models.tables.base import Base, InWorkflow, instant, key, line, text
from models.tables.dispatch import Dispatch
from models.tables.file import StoredFile
from models.tables.unit import Unit
from models.vocabulary import Grade, TaskType, UnitNature
from models.workflows.dispatch import State as DispatchState
from models.workflows.use_request import USE_REQUEST, State

_target = Table(
    "use_request_target",
    Base.metadata,
    Column("use_request_id", ForeignKey("use_request.id"), primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), primary_key=True),
)


def _file(name: str) -> Table:
    """One file of a request, held beside it: a file may belong to the report of a task, and so to
    the dispatch that serves a request."""
    return Table(
        name,
        Base.metadata,
        Column("use_request_id", ForeignKey("use_request.id"), primary_key=True),
        Column("file_id", ForeignKey("stored_file.id"), unique=True, nullable=False),
    )


_scan, _proof = _file("use_request_scan"), _file("use_request_proof")


class UseRequest(InWorkflow[State], Base):
    """专家使用申请表. Its number is given when it is first submitted: yearly, without gaps.

    ``scan``: the signed paper, where the office entered it. ``seats``: rows of specialty code,
    name, lowest grade and persons. ``recusals``: rows of a unit's or person's name and the reason.
    ``payments``: rows of an assignment, its half days and the fen paid.
    """

    __tablename__ = "use_request"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        CheckConstraint("starts_at < ends_at", name="ends_after_start"),
    )
    workflow: ClassVar = USE_REQUEST

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int | None]
    serial: Mapped[int | None]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    filer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"), index=True)
    nature: Mapped[UnitNature]
    address: Mapped[line]
    contact: Mapped[line]
    phone: Mapped[line]
    title: Mapped[line]
    task_type: Mapped[TaskType]
    content: Mapped[text]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    half_days: Mapped[int] = mapped_column(default=0)
    place: Mapped[line]
    seats: Mapped[list[Any]] = mapped_column(default=list)
    recusals: Mapped[list[Any]] = mapped_column(default=list)
    protection: Mapped[text]
    lodging: Mapped[text]
    is_fee_promised: Mapped[bool] = mapped_column(default=False)
    unit_head: Mapped[line]
    feedback: Mapped[text]
    paid_on: Mapped[date | None]
    payments: Mapped[list[Any]] = mapped_column(default=list)
    used_at: Mapped[datetime | None]
    created_at: Mapped[instant]
    _state: Mapped[State] = mapped_column("state", default=State.DRAFT, index=True)

    unit: Mapped[Unit] = relationship(lazy="joined")
    filer: Mapped[Account] = relationship(foreign_keys=[filer_id])
    section: Mapped[Section | None] = relationship()
    scan: Mapped[StoredFile | None] = relationship(secondary=_scan)
    proof: Mapped[StoredFile | None] = relationship(secondary=_proof)
    targets: Mapped[list[Unit]] = relationship(secondary=_target, order_by=Unit.name)
    dispatches: Mapped[list[Dispatch]] = relationship(
        back_populates="use_request", order_by=Dispatch.id
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        return f"泽应急专申〔{self.year}〕{self.serial}号" if self.serial else ""

    @property
    def caption(self) -> str:
        return f"{self.number or '（未编号）'} {self.unit.name}：{self.title}"

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who wrote or received it, and so does not approve it."""
        return frozenset({self.filer_id, *([self.receiver_id] if self.receiver_id else [])})

    @property
    def credit_code(self) -> str | None:
        return self.unit.credit_code

    @property
    def dispatch(self) -> Dispatch | None:
        """The one dispatch that serves it; none that was given up."""
        live = [each for each in self.dispatches if each.state is not DispatchState.CANCELLED]
        return live[-1] if live else None

    @property
    def live_dispatch_number(self) -> str | None:
        return (self.dispatch.number or "（草稿）") if self.dispatch else None

    @property
    def wanted(self) -> list[tuple[str, Grade, int]]:
        """Specialty, lowest grade, persons."""
        return [(name, Grade(grade), count) for _, name, grade, count in self.seats]

    @property
    def amount_paid(self) -> int:
        return sum(fen for _, _, fen in self.payments)

    def document(self) -> dict[str, Any]:
        """What an approval covers: Annex 5 as it was received."""
        return {
            "number": self.number,
            "unit": [self.unit_id, self.nature.value, self.address, self.contact, self.phone],
            "task": [self.title, self.task_type.value, self.content, self.place],
            "period": [str(self.starts_at), str(self.ends_at), self.half_days],
            "targets": [unit.id for unit in self.targets],
            "seats": self.seats,
            "recusals": self.recusals,
            "provided": [self.protection, self.lodging],
            "fee": [self.is_fee_promised, self.unit_head],
            "scan": self.scan.digest if self.scan else "",
        }

    def _entered(self, state: State) -> None:
        if state is State.USED:
            self.used_at = clock.now()
