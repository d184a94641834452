"""申报批次 · when applications are taken, what everyone is told, by which limits they are read."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.account import Account
from models.tables.base import Base, InWorkflow, instant, key, line, text
from models.workflows.application import OVER
from models.workflows.intake import INTAKE, State

if TYPE_CHECKING:
    from models.tables.application import Application


class IntakeCycle(InWorkflow[State], Base):
    """Both days of the window are included. ``limits``: the parameters of Article 5 as they stood
    when the cycle was opened, by key, so that everyone in it is read alike. ``reason``: why it is
    held besides the yearly one; empty for that."""

    __tablename__ = "intake_cycle"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        CheckConstraint("opens_on <= closes_on", name="ordered"),
    )
    workflow: ClassVar = INTAKE

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int]
    serial: Mapped[int]
    title: Mapped[line]
    reason: Mapped[text]
    invitation: Mapped[text]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    limits: Mapped[dict[str, Any]]
    opener_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    drafted_at: Mapped[instant]
    opened_at: Mapped[datetime | None]
    _state: Mapped[State] = mapped_column("state", default=State.DRAFT, index=True)

    opener: Mapped[Account] = relationship()
    applications: Mapped[list["Application"]] = relationship(back_populates="intake")

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        return self.title

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.opener_id})

    @property
    def is_supplementary(self) -> bool:
        return bool(self.reason)

    @property
    def is_over(self) -> bool:
        return clock.today() > self.closes_on

    @property
    def takes_applications(self) -> bool:
        return self._state is State.OPEN and self.opens_on <= clock.today() <= self.closes_on

    @property
    def window(self) -> str:
        first, last = self.opens_on, self.closes_on
        return (
            f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
        )

    @property
    def undecided(self) -> int:
        """Applications handed in and not yet decided."""
        return sum(each.edition > 0 and each.state not in OVER for each in self.applications)

    def _entered(self, state: State) -> None:
        if state is State.OPEN:
            self.opened_at = clock.now()
