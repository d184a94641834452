"""动态口令 · the secret that a telephone shares with the office, and codes for its loss."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.sealed import Sealed
from models.tables.base import Base, instant, key, sm3_hex


class Authenticator(Base):
    """Asked for from ``confirmed_at`` on, when a first code proved that the telephone has it.
    ``last_step``: the half-minute of the latest code taken; neither it nor an earlier one is taken
    again."""

    __tablename__ = "authenticator"

    id: Mapped[key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), unique=True)
    secret: Mapped[str] = mapped_column(Sealed("authenticator.secret"))
    last_step: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[instant]
    confirmed_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """恢复码 · one that stands for a code of the telephone, once. Kept by its keyed hash alone."""

    __tablename__ = "recovery_code"

    id: Mapped[key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    code_hash: Mapped[sm3_hex] = mapped_column(unique=True)
    used_at: Mapped[datetime | None]
