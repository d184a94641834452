"""Parameters in force, and the editions of Annex 1."""

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account, Section
from models.tables.base import Base, instant, key, line, text


class Setting(Base):
    """The value of a parameter where it differs from the default of the regulation."""

    __tablename__ = "setting"

    key: Mapped[line] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    value: Mapped[Any] = mapped_column(JSON)

    __mapper_args__ = {"version_id_col": version}


class Specialty(Base):
    """细分专业 · a line of Annex 1. Records keep the code *and* the name they were made with."""

    __tablename__ = "specialty"

    id: Mapped[key]
    code: Mapped[line] = mapped_column(unique=True)
    name: Mapped[line]
    category_code: Mapped[line]
    category_name: Mapped[line]
    industry_code: Mapped[line] = mapped_column(index=True)
    industry_name: Mapped[line]
    industry_quota: Mapped[int]
    soft_minimum: Mapped[int]
    is_active: Mapped[bool] = mapped_column(default=True)

    @property
    def label(self) -> str:
        return f"{self.code} {self.name}"


class LeadSection(Base):
    """牵头股室 · which section vets and reviews the experts of an industry (Art. 6(1), 7(2))."""

    __tablename__ = "lead_section"

    industry_code: Mapped[line] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)

    section: Mapped[Section] = relationship(lazy="joined")


class TaxonomyEdition(Base):
    """One state of Annex 1: what was changed, by whom, and the whole table as it then stood."""

    __tablename__ = "taxonomy_edition"

    id: Mapped[key]
    number: Mapped[int] = mapped_column(unique=True)
    at: Mapped[instant]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    note: Mapped[text]
    confirmed_against: Mapped[line]  # the paper it was checked with; until then 「重建稿」
    content: Mapped[list[Any]]

    account: Mapped[Account | None] = relationship()

    @property
    def is_confirmed(self) -> bool:
        return bool(self.confirmed_against)
