"""日历订阅 · the private address under which an expert's own calendar reads the tasks."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base, instant, key, sm3_hex
from models.tables.expert import Expert


class CalendarLink(Base):
    """Of the address only a keyed hash is kept: whoever reads the database cannot use it. A link
    that was cut off stays, so that its address can say so."""

    __tablename__ = "calendar_link"

    id: Mapped[key]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    lookup: Mapped[sm3_hex] = mapped_column(unique=True)
    at: Mapped[instant]
    cut_off_at: Mapped[datetime | None]

    expert: Mapped[Expert] = relationship()
