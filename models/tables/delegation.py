"""代签授权 · the post of somebody absent, in the hands of whoever stands in for them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from models import clock, policy
from models.tables.account import Account, Holding, Section
from models.tables.base import Base, instant, key, line
from models.vocabulary import DelegatedKind, DelegationStanding, Permission, Post

_sections = Table(
    "delegation_section",
    Base.metadata,
    Column("delegation_id", ForeignKey("delegation.id"), primary_key=True),
    Column("section_id", ForeignKey("section.id"), primary_key=True),
)


class Delegation(Base):
    """For whom, which post, to whom, from when until when (both days included), and for what.

    ``holding``: the post as the absent one holds it; gone, the delegation has no force. No
    ``sections``: all that are in the absent one's charge.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="ordered"),
        CheckConstraint("account_id <> substitute_id", name="of_two"),
    )

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    holding_id: Mapped[int | None] = mapped_column(ForeignKey("holding.id", ondelete="SET NULL"))
    post: Mapped[Post]
    substitute_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    kinds: Mapped[list[Any]] = mapped_column(default=list)
    reason: Mapped[line]
    maker_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[instant]
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ender_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    end_note: Mapped[line]

    principal: Mapped[Account] = relationship(foreign_keys=[account_id], lazy="joined")
    substitute: Mapped[Account] = relationship(foreign_keys=[substitute_id], lazy="joined")
    maker: Mapped[Account] = relationship(foreign_keys=[maker_id])
    ender: Mapped[Account | None] = relationship(foreign_keys=[ender_id])
    holding: Mapped[Holding | None] = relationship(foreign_keys=[holding_id])
    sections: Mapped[list[Section]] = relationship(secondary=_sections, lazy="selectin")

    __mapper_args__ = {"version_id_col": version}

    @property
    def matter(self) -> str:
        return f"{self.__tablename__}:{self.id}"

    @property
    def caption(self) -> str:
        return f"{self.substitute.name}代{self.principal.name}（{self.post.label}）"

    @property
    def standing(self) -> DelegationStanding:
        """Where it stands today, read off its dates."""
        if self.ended_at:
            return DelegationStanding.ENDED if self.accepted_at else DelegationStanding.DECLINED
        if clock.today() > self.ends_on:
            return DelegationStanding.OVER
        if self.accepted_at is None:
            return DelegationStanding.OFFERED
        begun = clock.today() >= self.starts_on
        return DelegationStanding.IN_FORCE if begun else DelegationStanding.AHEAD

    @property
    def is_in_force(self) -> bool:
        is_held = self.holding_id is not None and self.principal.is_enabled
        return is_held and self.standing is DelegationStanding.IN_FORCE

    @property
    def lent(self) -> frozenset[Permission]:
        """What the substitute may do today in the absent one's name."""
        return (
            policy.lendable(self.post, map(DelegatedKind, self.kinds))
            if self.is_in_force
            else frozenset()
        )

    @property
    def scope(self) -> str:
        """For what it is given, in words."""
        kinds = "、".join(DelegatedKind(each).label for each in self.kinds)
        sections = "、".join(section.name for section in self.sections)
        return f"{kinds}（{sections}）" if sections else kinds

    def in_hand(self) -> Holding:
        """The absent one's post in the substitute's hands: an actor like any other, but no row. Its
        ``id`` is the delegation's below zero, where no row has one."""
        holding = Holding(
            id=-self.id, account_id=self.substitute_id, post=self.post, since=self.made_at
        )
        lending = self.holding.sections if self.holding else []
        named = {section.id for section in self.sections}
        sections = [each for each in lending if not named or each.id in named]
        # As if read from the database: set like this, neither account takes the post for its own.
        set_committed_value(holding, "account", self.substitute)
        set_committed_value(holding, "sections", sections)
        set_committed_value(holding, "unit", None)
        holding.delegation = self
        return holding
