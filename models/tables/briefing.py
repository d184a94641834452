"""告知书 (Art. 16(2), 17(1)) · what an expert is told before the work: a row a version."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account
from models.tables.base import Base, instant, key, text
from models.vocabulary import BriefingKind


class BriefingText(Base):
    """``since``: from when it is read; ``reason``: what the version changes; ``by_id`` is None for
    the text that an office begins with."""

    __tablename__ = "briefing_text"
    __table_args__ = (UniqueConstraint("kind", "version"),)

    id: Mapped[key]
    kind: Mapped[BriefingKind]
    version: Mapped[int] = mapped_column(default=1)
    article: Mapped[int]
    reason: Mapped[text]
    text: Mapped[text]
    since: Mapped[instant]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    by: Mapped[Account | None] = relationship()

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset()

    @property
    def caption(self) -> str:
        return f"{self.kind.label}第{self.version}版"

    @property
    def lines(self) -> list[str]:
        return [each.strip() for each in self.text.splitlines() if each.strip()]
