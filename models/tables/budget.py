"""经费预算 · yearly lines per section, and every movement on them. Amounts in fen."""

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Section
from models.tables.base import Base, fen, instant, key, line

if TYPE_CHECKING:
    from models.tables.dispatch import Dispatch


class BudgetLine(Base):
    """The database itself refuses to reserve and spend more than the line holds (Art. 22)."""

    __tablename__ = "budget_line"
    __table_args__ = (
        UniqueConstraint("year", "section_id", "name"),
        CheckConstraint("reserved >= 0 AND spent >= 0", name="never_negative"),
        CheckConstraint("reserved + spent <= amount", name="never_over"),
    )

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int]
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    name: Mapped[line]
    document: Mapped[line]  # the approval it rests on
    amount: Mapped[fen]
    reserved: Mapped[fen]
    spent: Mapped[fen]

    section: Mapped[Section] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}

    @property
    def free(self) -> int:
        return self.amount - self.reserved - self.spent

    @property
    def label(self) -> str:
        return f"{self.year}年 {self.name}"


class BudgetEntry(Base):
    """One movement: what it did to the reserved and to the spent, and for which dispatch."""

    __tablename__ = "budget_entry"

    id: Mapped[key]
    at: Mapped[instant]
    line_id: Mapped[int] = mapped_column(ForeignKey("budget_line.id"), index=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    reserved: Mapped[fen]
    spent: Mapped[fen]

    dispatch: Mapped["Dispatch"] = relationship()
