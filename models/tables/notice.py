"""通知 · what somebody is told. Nothing confidential stands in its text."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account
from models.tables.base import Base, instant, key, line
from models.vocabulary import NoticeKind

if TYPE_CHECKING:
    from models.tables.delivery import Delivery


class Notice(Base):
    """``due_on``: the day of which a reminder reminds."""

    __tablename__ = "notice"

    id: Mapped[key]
    at: Mapped[instant]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[NoticeKind] = mapped_column(
        default=NoticeKind.OTHER, server_default=NoticeKind.OTHER.value
    )
    text: Mapped[line]
    matter: Mapped[line]
    due_on: Mapped[date | None] = mapped_column(index=True)
    read_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()
    deliveries: Mapped[list["Delivery"]] = relationship(
        back_populates="notice", order_by="Delivery.id"
    )
