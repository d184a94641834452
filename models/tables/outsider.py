"""库外专家 · somebody from outside the roster, engaged for one dispatch (Art. 11(1)3)."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account
from models.tables.base import Base, instant, key, line, text
from models.tables.dispatch import Dispatch, OfDispatch
from models.tables.expert import Expert
from models.tables.file import StoredFile


class Outsider(OfDispatch, Base):
    """What was known of the person when the section entered them; ``proof``: of the title."""

    __tablename__ = "outsider"
    __table_args__ = (UniqueConstraint("dispatch_id", "expert_id"),)

    id: Mapped[key]
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    proof_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    at: Mapped[instant]
    title: Mapped[line]
    employer: Mapped[line]
    reason: Mapped[text]

    dispatch: Mapped[Dispatch] = relationship(back_populates="outsiders")
    expert: Mapped[Expert] = relationship(lazy="joined")
    account: Mapped[Account] = relationship(lazy="joined")
    proof: Mapped[StoredFile] = relationship(lazy="joined")

    @property
    def facts(self) -> list[str]:
        """What the deputy approves with the dispatch."""
        return [self.expert.code, self.employer, self.title, self.reason, self.proof.digest]

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset()
