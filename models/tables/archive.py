"""归档 · a closed matter as one package, and how long it is to be kept (Art. 6(5))."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account
from models.tables.base import Base, instant, key, line
from models.tables.file import StoredFile


class ArchivePackage(Base):
    """卷. ``pages``: how many papers and files its index (卷内目录) lists."""

    __tablename__ = "archive_package"
    __table_args__ = (CheckConstraint("made_on < kept_until", name="kept_for_years"),)

    id: Mapped[key]
    number: Mapped[line] = mapped_column(unique=True)
    matter: Mapped[line] = mapped_column(unique=True)
    title: Mapped[line]
    made_at: Mapped[instant]
    made_on: Mapped[date]
    kept_until: Mapped[date]
    keeper_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    pages: Mapped[int]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))

    keeper: Mapped[Account] = relationship()
    file: Mapped[StoredFile] = relationship(lazy="joined")
