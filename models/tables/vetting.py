"""初审 · the section's judgement of an application line by line, and what other sections said."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account, Section
from models.tables.application import Application
from models.tables.base import Base, instant, key, line, text


class VettingLine(Base):
    """``key`` names a line of the checklist; ``holds``: whether it is true and sufficient."""

    __tablename__ = "vetting_line"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    key: Mapped[line] = mapped_column(primary_key=True)
    holds: Mapped[bool]
    note: Mapped[line]


class SectionOpinion(Base):
    """会同审核 · what another section was asked and answered; open while ``supports`` is None."""

    __tablename__ = "section_opinion"

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    question: Mapped[text]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[instant]
    supports: Mapped[bool | None]
    answer: Mapped[text]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]

    application: Mapped[Application] = relationship(back_populates="opinions")
    section: Mapped[Section] = relationship(lazy="joined")
    asked_by: Mapped[Account] = relationship(foreign_keys=[asked_by_id])
    answered_by: Mapped[Account | None] = relationship(foreign_keys=[answered_by_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def matter(self) -> str:
        return f"application:{self.application_id}"

    @property
    def is_open(self) -> bool:
        return self.supports is None

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who asked, and who filled the application in: neither of them answers."""
        return frozenset({self.asked_by_id, self.application.owner_id})
