"""留痕台账 · the register. Rows are added, never changed; triggers in the database see to it."""

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account
from models.tables.base import Base, instant, line, sm3_hex
from models.vocabulary import Post

HERE = "本机"  # the address of whoever sits at the machine itself


class Event(Base):
    """One act. ``matter`` is the file it belongs to (``dispatch:12``), ``subject`` the thing acted
    on (``assignment:40``); ``digest`` is SM3 over the row before it and this row."""

    __tablename__ = "event"
    __table_args__ = (  # each with the number, so that the newest come first without sorting
        Index("ix_event_matter", "matter", "number"),
        Index("ix_event_kind", "kind", "number"),
        Index("ix_event_account", "account_id", "number"),
        Index("ix_event_post", "post", "number"),
        Index("ix_event_at", "at", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[instant]
    kind: Mapped[line]
    label: Mapped[line]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    actor_name: Mapped[line]
    post: Mapped[Post | None]
    address: Mapped[line]
    article: Mapped[int | None]
    matter: Mapped[line]
    subject: Mapped[line]
    facts: Mapped[dict[str, Any]]
    previous: Mapped[sm3_hex]
    digest: Mapped[sm3_hex]

    account: Mapped[Account | None] = relationship()

    @property
    def who(self) -> str:
        """The name; without one, whether it came from the machine or from the public."""
        return self.actor_name or ("命令行" if self.address == HERE else "未登录的人")


class RegisterHead(Base):
    """The last row's number and digest: one row, locked by whoever appends."""

    __tablename__ = "register_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    digest: Mapped[sm3_hex]
