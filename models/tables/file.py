"""附件 · uploaded files: their content lies outside the tree under a random name."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, instant, key, line, sm3_hex


class StoredFile(Base):
    """``matter`` says whose file it is, so that whoever may read the one may read the other."""

    __tablename__ = "stored_file"

    id: Mapped[key]
    at: Mapped[instant]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("task_report.id"), index=True)
    objection_id: Mapped[int | None] = mapped_column(ForeignKey("objection.id"), index=True)
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"), index=True)
    name: Mapped[line]
    media_type: Mapped[line]
    size: Mapped[int]  # bytes
    digest: Mapped[sm3_hex]  # SM3 of the content
    path: Mapped[line] = mapped_column(unique=True)
