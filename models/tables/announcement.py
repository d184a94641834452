"""公告 · what the office lets everyone read, and what became of it."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base, InWorkflow, instant, key, line, text
from models.tables.file import StoredFile
from models.vocabulary import AnnouncementKind
from models.workflows.announcement import ANNOUNCEMENT, State


class Announcement(InWorkflow[State], Base):
    """``withdrawal``: why it was withdrawn, for everyone to read."""

    __tablename__ = "announcement"
    workflow: ClassVar = ANNOUNCEMENT

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    kind: Mapped[AnnouncementKind]
    title: Mapped[line]
    body: Mapped[text]
    drafted_at: Mapped[instant]
    drafter_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawal: Mapped[text]
    _state: Mapped[State] = mapped_column("state", default=State.DRAFT, index=True)

    files: Mapped[list[StoredFile]] = relationship(
        order_by=StoredFile.id, cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.drafter_id})

    @property
    def paragraphs(self) -> list[str]:
        """The body as it is set: a paragraph a line, empty lines left out."""
        return [line.strip() for line in self.body.splitlines() if line.strip()]
