"""推荐汇总表 (Annex 3) · the persons a section recommends, frozen when its handler signs."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.rules.article_11_draw import canonical, sm3
from models.sealed import SealedEntries
from models.tables.account import Account, Section
from models.tables.application import Application
from models.tables.base import Base, InWorkflow, instant, key, line, sm3_hex, text
from models.tables.intake import IntakeCycle
from models.workflows.sheet import SHEET, State


class RecommendationSheet(InWorkflow[State], Base):
    """``edition``: 1, 2 … of the same section's sheet; a returned one is followed by another, and
    stays readable. ``head_id``: who signed second, and so does not sign third."""

    __tablename__ = "recommendation_sheet"
    __table_args__ = (UniqueConstraint("number", "edition"),)
    workflow: ClassVar = SHEET

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    number: Mapped[line]
    edition: Mapped[int] = mapped_column(default=1)
    intake_id: Mapped[int] = mapped_column(ForeignKey("intake_cycle.id"), index=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    handler_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    head_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("recommendation_sheet.id"), unique=True
    )
    created_at: Mapped[instant]
    frozen_at: Mapped[datetime | None]
    note: Mapped[text]
    _state: Mapped[State] = mapped_column("state", default=State.COMPILING, index=True)

    intake: Mapped[IntakeCycle] = relationship()
    section: Mapped[Section] = relationship(lazy="joined")
    handler: Mapped[Account] = relationship(foreign_keys=[handler_id])
    replaces: Mapped["RecommendationSheet | None"] = relationship(
        remote_side="RecommendationSheet.id", back_populates="replaced_by"
    )
    replaced_by: Mapped["RecommendationSheet | None"] = relationship(back_populates="replaces")
    lines: Mapped[list["SheetLine"]] = relationship(
        back_populates="sheet", order_by="SheetLine.order", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        edition = f"（第{self.edition}版）" if self.edition > 1 else ""
        return f"{self.section.name}推荐汇总表{edition}"

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.handler_id, *([self.head_id] if self.head_id else [])})

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    def document(self) -> dict[str, Any]:
        """What the three signatures cover: every line as it was frozen, by its digest."""
        return {
            "number": self.number,
            "edition": self.edition,
            "section": self.section_id,
            "lines": [[each.application_id, each.digest_now] for each in self.lines],
        }

    def _entered(self, state: State) -> None:
        if state is State.HANDLED:
            self.frozen_at = clock.now()


class SheetLine(Base):
    """One person. ``columns``: the annex's ten columns after the number, in its order, as they
    stood when the handler signed. ``passed``: the office's formal check; None before it."""

    __tablename__ = "sheet_line"
    __table_args__ = (
        UniqueConstraint("sheet_id", "application_id"),
        UniqueConstraint("sheet_id", "order"),
    )

    id: Mapped[key]
    sheet_id: Mapped[int] = mapped_column(ForeignKey("recommendation_sheet.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    order: Mapped[int]
    columns: Mapped[dict[str, Any] | None] = mapped_column(SealedEntries("sheet_line.columns"))
    digest: Mapped[sm3_hex]  # SM3 of the columns
    passed: Mapped[bool | None]
    finding: Mapped[line]

    sheet: Mapped[RecommendationSheet] = relationship(back_populates="lines")
    application: Mapped[Application] = relationship()

    def freeze(self, columns: dict[str, str]) -> None:
        """Keep what the paper says of the person from now on."""
        self.columns, self.digest = columns, sm3(canonical(columns)).hex()

    @property
    def digest_now(self) -> str:
        """What the digest would be if it were taken again; empty before it is frozen."""
        return sm3(canonical(self.columns)).hex() if self.columns else ""
