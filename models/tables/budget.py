"""经费预算 · yearly lines per section, every change of one and every movement on it, in fen."""

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account, Section
from models.tables.base import Base, fen, instant, key, line
from models.tables.file import StoredFile, files_beside

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
    changes: Mapped[list["BudgetChange"]] = relationship(
        back_populates="line", order_by="BudgetChange.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def free(self) -> int:
        return self.amount - self.reserved - self.spent

    @property
    def label(self) -> str:
        return f"{self.year}年 {self.name}"


class BudgetChange(Base):
    """What finance made of a line, by which document: ``before`` is 0 where it was opened.
    ``free``: what was left right after."""

    __tablename__ = "budget_change"
    __table_args__ = (CheckConstraint("free >= 0 AND before >= 0", name="never_negative"),)

    id: Mapped[key]
    at: Mapped[instant]
    line_id: Mapped[int] = mapped_column(ForeignKey("budget_line.id"), index=True)
    before: Mapped[fen]
    after: Mapped[fen]
    free: Mapped[fen]
    document: Mapped[line]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    line: Mapped[BudgetLine] = relationship(back_populates="changes")
    by: Mapped[Account] = relationship(lazy="joined")
    scans: Mapped[list[StoredFile]] = relationship(
        secondary=files_beside("budget_change"), order_by=StoredFile.id
    )


class BudgetEntry(Base):
    """One movement: what it did to the reserved and to the spent, for which dispatch, and what was
    left right after."""

    __tablename__ = "budget_entry"

    id: Mapped[key]
    at: Mapped[instant]
    line_id: Mapped[int] = mapped_column(ForeignKey("budget_line.id"), index=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    reserved: Mapped[fen]
    spent: Mapped[fen]
    free: Mapped[fen]

    dispatch: Mapped["Dispatch"] = relationship()
