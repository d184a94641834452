"""销毁卷宗 · that a package may go after its term, and what of it is kept for good (Art. 6(5))."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account
from models.tables.archive import ArchivePackage
from models.tables.base import Base, InWorkflow, instant, key, text
from models.tables.file import StoredFile
from models.workflows.destruction import DESTRUCTION, State


class Destruction(InWorkflow[State], Base):
    """``index`` and ``digests``: the package's own list of what it held, and the SM3 of each; they
    stay when its files go."""

    __tablename__ = "archive_destruction"
    workflow: ClassVar = DESTRUCTION

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    package_id: Mapped[int] = mapped_column(ForeignKey("archive_package.id"), index=True)
    proposer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[text]
    proposed_at: Mapped[instant]
    index_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    digests: Mapped[text]
    _state: Mapped[State] = mapped_column("state", default=State.PROPOSED, index=True)

    package: Mapped[ArchivePackage] = relationship(lazy="joined")
    proposer: Mapped[Account] = relationship(lazy="joined")
    index: Mapped[StoredFile | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        return f"销毁卷宗 {self.package.number}（{self.package.title}）"

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.proposer_id})

    def document(self) -> dict[str, Any]:
        """What the leader's signature covers."""
        return {
            "package": self.package.number,
            "title": self.package.title,
            "digest": self.package.file.digest,
            "kept_until": self.package.kept_until.isoformat(),
            "papers": self.package.pages,
            "reason": self.reason,
        }
