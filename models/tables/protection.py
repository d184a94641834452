"""防护用品 (Art. 12(3)) · what a dispatch to a hazardous place lists, and who provides it."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base, key, line
from models.tables.dispatch import Dispatch
from models.vocabulary import Provider


class ProtectionItem(Base):
    __tablename__ = "protection_item"
    __table_args__ = (CheckConstraint("per_person BETWEEN 1 AND 99", name="per_person"),)

    id: Mapped[key]
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    what: Mapped[line]
    per_person: Mapped[int] = mapped_column(default=1)
    provided_by: Mapped[Provider]

    dispatch: Mapped[Dispatch] = relationship(back_populates="protection")

    @property
    def label(self) -> str:
        return self.label_of(self.what, self.per_person, self.provided_by)

    @staticmethod
    def label_of(what: str, per_person: int, provided_by: str) -> str:
        """As a list names it, whether it stands in the table or in a change of it."""
        return f"{what}（每人{per_person}件，{Provider(provided_by).phrase}）"
