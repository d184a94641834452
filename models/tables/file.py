"""附件 · uploaded files: their content lies outside the tree under a random name."""

from sqlalchemy import Column, ForeignKey, Table
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


def files_beside(owner: str) -> Table:
    """The files of a table's rows, held beside both, so that no table waits for the other."""
    return Table(
        f"{owner}_file",
        Base.metadata,
        Column(f"{owner}_id", ForeignKey(f"{owner}.id"), primary_key=True),
        Column("file_id", ForeignKey("stored_file.id"), primary_key=True, unique=True),
    )
