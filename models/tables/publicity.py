"""公示 · what everyone is shown for so many days, and the objections raised meanwhile."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.sealed import SealedEntries
from models.tables.account import Account
from models.tables.base import Base, InWorkflow, instant, key, line, sm3_hex, text
from models.tables.file import StoredFile
from models.workflows import objection
from models.workflows.publicity import PUBLICITY, State

if TYPE_CHECKING:
    from models.tables.proposal import ProposedRoster, RosterItem


class PublicNotice(InWorkflow[State], Base):
    """``additions`` and ``removals``: what the public reads, each with name, employer and
    specialties and nothing else, as it was published. Published on ``published_on``, which is not
    counted; objections are taken to the end of ``ends_on``. ``reckoning``: in words."""

    __tablename__ = "public_notice"
    __table_args__ = (CheckConstraint("published_on < ends_on", name="ordered"),)
    workflow: ClassVar = PUBLICITY

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    number: Mapped[line] = mapped_column(unique=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposed_roster.id"), index=True)
    title: Mapped[line]
    additions: Mapped[list[Any]]
    removals: Mapped[list[Any]]
    published_on: Mapped[date]
    ends_on: Mapped[date]
    days: Mapped[int]
    reckoning: Mapped[line]
    publisher_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[instant]
    recalled_for: Mapped[text]
    _state: Mapped[State] = mapped_column("state", default=State.OPEN, index=True)

    proposal: Mapped["ProposedRoster"] = relationship(back_populates="notices")
    objections: Mapped[list["Objection"]] = relationship(
        back_populates="notice", order_by="Objection.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def matter(self) -> str:
        return f"proposed_roster:{self.proposal_id}"

    @property
    def caption(self) -> str:
        return f"公示{self.number}"

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.publisher_id})

    @property
    def is_over(self) -> bool:
        return clock.today() > self.ends_on

    @property
    def takes_objections(self) -> bool:
        return self._state is State.OPEN and not self.is_over

    @property
    def open_objections(self) -> list["Objection"]:
        return [each for each in self.objections if each.is_open]


class Objection(InWorkflow[objection.State], Base):
    """异议. ``content``: the text, and who raised it where they gave a name and a way to reach
    them, sealed. ``code`` is told to whoever raised it, to follow it by; kept as a keyed hash, so
    that the database does not tell it. ``answer`` is what they are told in the end."""

    __tablename__ = "objection"
    workflow: ClassVar = objection.OBJECTION

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    number: Mapped[line] = mapped_column(unique=True)
    code_lookup: Mapped[sm3_hex] = mapped_column(unique=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("public_notice.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("roster_item.id"))
    is_named: Mapped[bool]
    content: Mapped[dict[str, Any]] = mapped_column(SealedEntries("objection.content"))
    raised_at: Mapped[instant]
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answer: Mapped[text]
    closed_at: Mapped[datetime | None]
    _state: Mapped[objection.State] = mapped_column(
        "state", default=objection.State.RAISED, index=True
    )

    notice: Mapped[PublicNotice] = relationship(back_populates="objections")
    item: Mapped["RosterItem | None"] = relationship()
    handler: Mapped[Account | None] = relationship()
    files: Mapped[list[StoredFile]] = relationship(order_by=StoredFile.id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        return f"公示异议{self.number}"

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset()

    @property
    def is_open(self) -> bool:
        return self._state in {objection.State.RAISED, objection.State.ACCEPTED}

    def _entered(self, state: objection.State) -> None:
        if not self.is_open:
            self.closed_at = clock.now()
