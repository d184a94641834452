"""本人签字材料 · what somebody without an account signed, as the section entered it for them."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.rules.article_11_off_roster import PAPERS
from models.tables.account import Account
from models.tables.assignment import Assignment
from models.tables.base import Base, instant, key
from models.tables.file import StoredFile
from models.workflows.assignment import Action


class SignedPaper(Base):
    """``action``: the step of the task that the paper stands for."""

    __tablename__ = "signed_paper"

    id: Mapped[key]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[instant]
    action: Mapped[Action]

    assignment: Mapped[Assignment] = relationship(back_populates="papers")
    file: Mapped[StoredFile] = relationship(lazy="joined")
    account: Mapped[Account] = relationship(lazy="joined")

    @property
    def what(self) -> str:
        """The paper in a word."""
        return PAPERS[self.action]
