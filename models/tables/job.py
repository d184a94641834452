"""后台任务 · long work that shows its progress, can be left, called off and taken up again."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account
from models.tables.base import Base, instant, key, line, text
from models.tables.file import StoredFile
from models.vocabulary import JobState


class Job(Base):
    """The row is the work; a queue only says when to look at it. ``kind`` names what is done and
    ``given`` with what; ``done`` of ``total`` parts are kept, so that a crash repeats none of
    them. ``seen_at``: the last sign of life of whoever works on it."""

    __tablename__ = "job"
    __table_args__ = (CheckConstraint("done >= 0 AND done <= total", name="within"),)

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    kind: Mapped[line] = mapped_column(index=True)
    title: Mapped[line]
    matter: Mapped[line] = mapped_column(index=True)
    given: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[JobState] = mapped_column(default=JobState.QUEUED, index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    message: Mapped[text]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    asked_at: Mapped[instant]
    seen_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    account: Mapped[Account] = relationship()
    file: Mapped[StoredFile | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
