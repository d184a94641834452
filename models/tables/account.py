"""People who sign in, the sections they belong to and the posts they hold."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.rules.signed_name import signed_name
from models.tables.base import Base, instant, key, line
from models.tables.unit import Unit
from models.vocabulary import Permission, Post

if TYPE_CHECKING:
    from models.tables.delegation import Delegation


class Section(Base):
    """股室."""

    __tablename__ = "section"

    id: Mapped[key]
    name: Mapped[line] = mapped_column(unique=True)
    phone: Mapped[line]
    is_active: Mapped[bool] = mapped_column(default=True)


class Account(Base):
    """A person. What they may do follows from the post they act in, never from who they are."""

    __tablename__ = "account"

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    login: Mapped[line] = mapped_column(unique=True)
    name: Mapped[line]
    password_hash: Mapped[line]
    password_changed_at: Mapped[instant]
    must_change_password: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    is_enabled: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[instant]

    holdings: Mapped[list["Holding"]] = relationship(
        back_populates="account", order_by="Holding.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    # What Flask-Login asks of an account.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.is_enabled

    @property
    def is_locked(self) -> bool:
        return self.locked_until is not None and self.locked_until > clock.now()

    def get_id(self) -> str:
        return str(self.id)


_charge = Table(
    "holding_section",
    Base.metadata,
    Column("holding_id", ForeignKey("holding.id"), primary_key=True),
    Column("section_id", ForeignKey("section.id"), primary_key=True),
)


class Holding(Base):
    """任职 · a post held by a person: the actor of every act. A deputy's sections are the ones
    in their charge (分管), anyone else's the one they belong to. ``unit``: for whom somebody of
    another unit acts."""

    __tablename__ = "holding"
    __table_args__ = (UniqueConstraint("account_id", "post"),)
    __allow_unmapped__ = True  # for ``delegation``, which no row has

    # By which the post of somebody absent came into these hands (Delegation.in_hand).
    delegation: "Delegation | None" = None

    id: Mapped[key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    post: Mapped[Post] = mapped_column(index=True)
    since: Mapped[instant]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))

    account: Mapped[Account] = relationship(back_populates="holdings", lazy="joined")
    unit: Mapped[Unit | None] = relationship()
    sections: Mapped[list[Section]] = relationship(secondary=_charge, lazy="selectin")

    @property
    def section_ids(self) -> frozenset[int]:
        return frozenset(section.id for section in self.sections)

    @property
    def section_names(self) -> str:
        return "、".join(section.name for section in self.sections)

    @property
    def persons(self) -> frozenset[int]:
        """The accounts that stand behind an act: whoever acts, and for whom."""
        absent = {self.delegation.account_id} if self.delegation else set()
        return frozenset({self.account_id, *absent})

    @property
    def lent(self) -> frozenset[Permission] | None:
        """What of the post is lent; None where it is one's own, and all of it."""
        return self.delegation.lent if self.delegation else None

    @property
    def signed_name(self) -> str:
        """Both names, where one stands in for another."""
        absent = self.delegation.principal.name if self.delegation else ""
        return signed_name(self.account.name, absent)

    @property
    def title(self) -> str:
        """The post, and whose it is where it is not one's own."""
        if self.delegation is None:
            return self.post.label
        return f"代{self.delegation.principal.name} · {self.post.label}"
