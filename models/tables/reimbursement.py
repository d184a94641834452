"""报销 · the closed dispatches of a section that are paid together, and each payment (Art. 20).

Amounts in fen.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.account import Account, Section
from models.tables.assignment import Assignment
from models.tables.base import Base, InWorkflow, fen, instant, key, line, text
from models.tables.expert import Expert
from models.workflows.reimbursement import REIMBURSEMENT, State

# Whoever took a step of it, in the order of the steps.
_HANDS = ("handler_id", "head_id", "checker_id", "reviewer_id", "signer_id")


class Reimbursement(InWorkflow[State], Base):
    """``month``: the first day of the month in which it is paid, whose income it is. Its number is
    given when it is first submitted: yearly, without gaps."""

    __tablename__ = "reimbursement"
    __table_args__ = (UniqueConstraint("year", "serial"),)
    workflow: ClassVar = REIMBURSEMENT

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int | None]
    serial: Mapped[int | None]
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    month: Mapped[date] = mapped_column(index=True)
    handler_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    head_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    checker_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    note: Mapped[text]  # why it was returned last
    created_at: Mapped[instant]
    submitted_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]
    _state: Mapped[State] = mapped_column("state", default=State.COMPILING, index=True)

    section: Mapped[Section] = relationship(lazy="joined")
    handler: Mapped[Account] = relationship(foreign_keys=[handler_id])
    lines: Mapped[list["ReimbursementLine"]] = relationship(
        back_populates="bundle", order_by="ReimbursementLine.order", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        return f"泽应急专报〔{self.year}〕{self.serial}号" if self.serial else ""

    @property
    def title(self) -> str:
        month = f"{self.month.year}年{self.month.month}月"
        return f"{self.section.name}{month}专家劳务报酬报销"

    @property
    def caption(self) -> str:
        return f"{self.number or '（未编号）'} {self.title}"

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who has taken a step of it takes no later one."""
        return frozenset(found for hand in _HANDS if (found := getattr(self, hand)))

    @property
    def gross(self) -> int:
        return sum(each.gross for each in self.lines)

    @property
    def tax(self) -> int:
        return sum(each.tax for each in self.lines)

    @property
    def net(self) -> int:
        return sum(each.net for each in self.lines)

    def document(self) -> dict[str, Any]:
        """What the signatures cover: each task with its figures."""
        return {
            "number": self.number,
            "section": self.section_id,
            "month": str(self.month),
            "payments": [
                [each.assignment_id, each.gross, each.tax, each.net] for each in self.lines
            ],
        }

    def _entered(self, state: State) -> None:
        if state is State.SUBMITTED:
            self.submitted_at = clock.now()
        if state in {State.SUBMITTED, State.RETURNED}:
            self.head_id = self.checker_id = self.reviewer_id = self.signer_id = None
        self.paid_at = clock.now() if state is State.PAID else None


class ReimbursementLine(Base):
    """One task, which stands in one reimbursement only. What is taken out of one is deleted."""

    __tablename__ = "reimbursement_line"
    __table_args__ = (
        UniqueConstraint("reimbursement_id", "order"),
        CheckConstraint("gross > 0 AND tax >= 0 AND net >= 0", name="never_negative"),
        CheckConstraint("gross = tax + net", name="adds_up"),
    )

    id: Mapped[key]
    reimbursement_id: Mapped[int] = mapped_column(ForeignKey("reimbursement.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    order: Mapped[int]
    gross: Mapped[fen]
    tax: Mapped[fen]
    net: Mapped[fen]

    bundle: Mapped[Reimbursement] = relationship(back_populates="lines")
    assignment: Mapped[Assignment] = relationship()
    payments: Mapped[list["Payment"]] = relationship(back_populates="line", order_by="Payment.id")

    @property
    def expert(self) -> Expert:
        return self.assignment.expert

    @property
    def payment(self) -> "Payment | None":
        """The one that stands: paid, and not returned by the bank."""
        return next((each for each in self.payments if each.is_standing), None)


class Payment(Base):
    """``bank`` and ``tail``: where it went, by the last four digits. ``is_standing``: NULL once the
    bank has returned it, so that the database itself refuses a second one beside it."""

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("line_id", "is_standing"),
        CheckConstraint(
            "(is_standing IS NULL) <> (returned_on IS NULL)", name="stands_or_returned"
        ),
        CheckConstraint("is_standing IS NULL OR is_standing", name="one_standing"),
        CheckConstraint("paid_on <= returned_on", name="ordered"),
    )

    id: Mapped[key]
    line_id: Mapped[int] = mapped_column(ForeignKey("reimbursement_line.id"), index=True)
    at: Mapped[instant]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    paid_on: Mapped[date]
    voucher: Mapped[line]
    bank: Mapped[line]
    tail: Mapped[line]
    is_standing: Mapped[bool | None] = mapped_column(default=True)
    returned_on: Mapped[date | None]
    reason: Mapped[line]

    line: Mapped[ReimbursementLine] = relationship(back_populates="payments")
    by: Mapped[Account] = relationship()
