"""通知发送 · how a notice leaves the house: where to, in which words, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.rules.addresses import masked
from models.sealed import Sealed
from models.tables.account import Account
from models.tables.base import Base, instant, key, line, text
from models.tables.notice import Notice
from models.vocabulary import DeliveryChannel, DeliveryState, NoticeKind


class Contact(Base):
    """通知方式 · where a person wants to be told besides in the program, and of what: ``kinds`` by
    channel. An entry that is empty is, for an expert, what the roster has."""

    __tablename__ = "contact"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    version: Mapped[int] = mapped_column()
    email: Mapped[str | None] = mapped_column(Sealed("contact.email"))
    mobile: Mapped[str | None] = mapped_column(Sealed("contact.mobile"))
    kinds: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changed_at: Mapped[instant]

    __mapper_args__ = {"version_id_col": version}


class NoticeTemplate(Base):
    """通知用语 · the words for one kind of notice on one channel. An edition is never altered; the
    last is in force, and before the first the program's own words are."""

    __tablename__ = "notice_template"
    __table_args__ = (UniqueConstraint("kind", "channel", "edition"),)

    id: Mapped[key]
    kind: Mapped[NoticeKind] = mapped_column()
    channel: Mapped[DeliveryChannel] = mapped_column()
    edition: Mapped[int] = mapped_column()
    subject: Mapped[line]
    text: Mapped[text]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[instant]

    account: Mapped[Account] = relationship()


class Delivery(Base):
    """One notice on its way by one channel. The row is the work: ``attempts`` counts before the
    network is touched, ``next_try_at`` says when somebody may try (again). ``edition``: of the
    words, 0 where they are the program's own; ``reference``: what the other side calls it."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("attempts >= 0", name="attempts"),
        Index("ix_delivery_due", "status", "next_try_at"),
    )

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    channel: Mapped[DeliveryChannel] = mapped_column()
    to: Mapped[str] = mapped_column(Sealed("delivery.to"))
    number: Mapped[line]  # the matter, as its number names it
    subject: Mapped[line]
    text: Mapped[text]
    edition: Mapped[int] = mapped_column(default=0)
    status: Mapped[DeliveryState] = mapped_column(default=DeliveryState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    queued_at: Mapped[instant] = mapped_column(index=True)
    next_try_at: Mapped[instant]
    message: Mapped[line]
    sent_at: Mapped[datetime | None]
    reference: Mapped[line]

    notice: Mapped[Notice] = relationship(back_populates="deliveries")

    __mapper_args__ = {"version_id_col": version}

    @property
    def masked_to(self) -> str:
        return masked(self.channel, self.to)
