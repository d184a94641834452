"""签名密钥 · with what a person signs: Ed25519, the private half locked under their password."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.rules.expert_draw_bytes import sm3
from models.tables.account import Account
from models.tables.base import Base, InWorkflow, instant, key, line
from models.workflows.key_reset import KEY_RESET, State

_IN_USE = text("retired_at IS NULL")


class SigningKey(Base):
    """``public``: 32 bytes in hex; ``locked``: the private half, which only the password of the
    day opens (``models.pens``). A retired key signs nothing; what it signed is still proved by its
    public half, so its private half is not kept."""

    __tablename__ = "signing_key"
    __table_args__ = (
        Index(
            "uq_signing_key_in_use",
            "account_id",
            unique=True,
            sqlite_where=_IN_USE,
            postgresql_where=_IN_USE,
        ),
    )

    id: Mapped[key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    public: Mapped[str] = mapped_column(String(64), unique=True)
    locked: Mapped[str] = mapped_column(String(255))
    made_at: Mapped[instant]
    retired_at: Mapped[datetime | None]
    reason: Mapped[line]  # why it was retired

    account: Mapped[Account] = relationship(lazy="joined")

    @property
    def fingerprint(self) -> str:
        """Hex SM3 of the public half: by this the register and every paper name the key. Nothing
        where somebody made that unreadable."""
        try:
            return sm3(bytes.fromhex(self.public)).hex()
        except ValueError:
            return ""


class KeyReset(InWorkflow[State], Base):
    """重置申请 · of somebody who forgot their password, and with it lost what they sign with.
    ``asker`` asks and carries out, ``confirmer`` agrees: never the same person."""

    __tablename__ = "key_reset"
    workflow: ClassVar = KEY_RESET

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    reason: Mapped[line]
    asker_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[instant]
    confirmer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None]
    _state: Mapped[State] = mapped_column("state", default=State.PROPOSED, index=True)

    account: Mapped[Account] = relationship(foreign_keys=[account_id], lazy="joined")
    asker: Mapped[Account] = relationship(foreign_keys=[asker_id], lazy="joined")
    confirmer: Mapped[Account | None] = relationship(foreign_keys=[confirmer_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        return f"重置{self.account.name}的密码和签名密钥"

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who asked, and whom it is about: neither confirms it."""
        return frozenset({self.asker_id, self.account_id})
