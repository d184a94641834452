"""报告草稿 · a written report while it is being written: words, photographs, papers (Art. 13)."""

from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.assignment import Assignment
from models.tables.base import Base, instant, key, text
from models.tables.file import StoredFile

_file = Table(
    "report_draft_file",
    Base.metadata,
    Column("report_draft_id", ForeignKey("report_draft.id"), primary_key=True),
    Column("file_id", ForeignKey("stored_file.id"), primary_key=True, unique=True),
)


class ReportDraft(Base):
    """It goes when the report is handed in; its files then belong to the report."""

    __tablename__ = "report_draft"

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    saved_at: Mapped[instant]
    content: Mapped[text]
    advice: Mapped[text]

    assignment: Mapped[Assignment] = relationship(back_populates="draft")
    files: Mapped[list[StoredFile]] = relationship(
        secondary=_file, lazy="selectin", order_by=StoredFile.id
    )

    __mapper_args__ = {"version_id_col": version}
