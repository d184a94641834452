"""工作量意愿 · how much an expert can take on, for the sections to know; no draw asks for it."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base, instant, key, line
from models.tables.expert import Expert

_WEEK = "一二三四五六日"


class ExpertWish(Base):
    """``weekdays``: those on which the expert would rather not come, Monday being 0."""

    __tablename__ = "expert_wish"
    __table_args__ = (CheckConstraint("most_a_month BETWEEN 1 AND 31", name="most_a_month"),)

    id: Mapped[key]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), unique=True)
    at: Mapped[instant]
    most_a_month: Mapped[int | None]
    weekdays: Mapped[list[Any]]
    note: Mapped[line]

    expert: Mapped[Expert] = relationship(back_populates="wish")

    @property
    def caption(self) -> str:
        """As a section reads it: 每月最多2次；不便：周一、周三；上午有课."""
        said = [
            f"每月最多{self.most_a_month}次" if self.most_a_month else "",
            f"不便：{'、'.join(f'周{_WEEK[day]}' for day in self.weekdays)}"
            if self.weekdays
            else "",
            self.note,
        ]
        return "；".join(filter(None, said))
