"""通知 · what somebody is told. Nothing confidential stands in its text."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, instant, key, line


class Notice(Base):
    __tablename__ = "notice"

    id: Mapped[key]
    at: Mapped[instant]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    text: Mapped[line]
    matter: Mapped[line]
    read_at: Mapped[datetime | None]
