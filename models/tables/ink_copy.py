"""签字件 · the printed form with the ink signatures on it, scanned and filed back to its matter."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account
from models.tables.base import Base, instant, key, line
from models.tables.file import StoredFile


class InkCopy(Base):
    """``subject``: what was printed and signed, as the register names it. The digest of the scan
    stands in the register."""

    __tablename__ = "ink_copy"

    id: Mapped[key]
    subject: Mapped[line] = mapped_column(index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[instant]
    note: Mapped[line]

    file: Mapped[StoredFile] = relationship(lazy="joined")
    account: Mapped[Account] = relationship(lazy="joined")
