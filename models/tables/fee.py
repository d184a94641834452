"""劳务报酬标准 · what a unit of work pays, from when to when, and by which document (Art. 19)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account
from models.tables.base import Base, fen, instant, key, line
from models.vocabulary import FeeUnit, Grade, TaskType


class FeeStandard(Base):
    """Never changed but by its last day: what was paid by it stays as it was reckoned. It pays
    nothing until a second person has confirmed it against its document.
    ``hazard_percent``: what a hazardous place adds. ``grade``, ``task_type`` None: any."""

    __tablename__ = "fee_standard"
    __table_args__ = (
        CheckConstraint("amount > 0 AND hazard_percent >= 0", name="never_negative"),
        CheckConstraint("first_day <= last_day", name="ordered"),
    )

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    grade: Mapped[Grade | None]
    task_type: Mapped[TaskType | None]
    unit: Mapped[FeeUnit]
    amount: Mapped[fen]
    hazard_percent: Mapped[int] = mapped_column(default=0)
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    document: Mapped[line]
    at: Mapped[instant]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    by: Mapped[Account] = relationship(lazy="joined", foreign_keys=by_id)
    confirmed_by: Mapped[Account | None] = relationship(lazy="joined", foreign_keys=confirmed_by_id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who entered it, and so does not confirm it."""
        return frozenset({self.by_id})

    @property
    def label(self) -> str:
        """What it is for: 高级专家、教育培训, or 各级专家."""
        grade = f"{self.grade.label}专家" if self.grade else "各级专家"
        return f"{grade}、{self.task_type.label}" if self.task_type else grade
