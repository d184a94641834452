"""抽取 · what was frozen, what was contributed, what came out."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.tables.account import Account
from models.tables.base import Base, InWorkflow, instant, key, line, sm3_hex
from models.tables.dispatch import Dispatch, OfDispatch
from models.vocabulary import ContributorRole, DrawPolicy, Post
from models.workflows.draw import DRAW, State

PAPERS = "papers"


class Draw(OfDispatch, InWorkflow[State], Base):
    """One attempt at one round. The key makes two clicks at once one draw. Request and bundle name
    the whole roster, so they are read only where they are asked for."""

    __tablename__ = "draw"
    __table_args__ = (UniqueConstraint("dispatch_id", "round", "attempt"),)
    workflow: ClassVar = DRAW

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    number: Mapped[line] = mapped_column(unique=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    round: Mapped[int]
    attempt: Mapped[int]
    voids: Mapped[int]
    policy: Mapped[DrawPolicy]
    request: Mapped[dict[str, Any]] = mapped_column(deferred=True, deferred_group=PAPERS)
    nonce: Mapped[sm3_hex]  # secret until the draw
    commitment: Mapped[sm3_hex]
    frozen_at: Mapped[instant]
    frozen_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[datetime]
    drawn_at: Mapped[datetime | None]
    bundle: Mapped[dict[str, Any] | None] = mapped_column(deferred=True, deferred_group=PAPERS)
    digest: Mapped[sm3_hex] = mapped_column(index=True)
    _state: Mapped[State] = mapped_column("state", default=State.FROZEN, index=True)

    dispatch: Mapped[Dispatch] = relationship(back_populates="draws")
    frozen_by: Mapped[Account] = relationship()
    contributions: Mapped[list["Contribution"]] = relationship(
        order_by="Contribution.id", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset()

    @property
    def party_ids(self) -> frozenset[int]:
        """The accounts that took part in it."""
        return frozenset({self.frozen_by_id, *(given.account_id for given in self.contributions)})

    @property
    def awaited(self) -> list[ContributorRole]:
        """Whose text is still to come, in the order they give it."""
        wanted = [ContributorRole.OPERATOR]
        if self.policy is not DrawPolicy.OPERATOR:
            wanted.append(ContributorRole.WITNESS)
        given = {contribution.role for contribution in self.contributions}
        return [role for role in wanted if role not in given]

    def role_for(self, post: Post) -> ContributorRole | None:
        """In what role ``post`` takes part; None where it does not."""
        return {
            self.policy.host: ContributorRole.OPERATOR,
            Post.SUPERVISOR: ContributorRole.WITNESS,
        }.get(post)

    @property
    def has_expired(self) -> bool:
        return clock.now() > self.expires_at

    @property
    def is_secret(self) -> bool:
        """Drawn, and not signed by the deputy, yet or ever: its names are for the signing chain
        alone."""
        return self._state in {State.DRAWN, State.VOIDED}

    @property
    def is_voided(self) -> bool:
        return self._state is State.VOIDED

    def contribution_of(self, role: ContributorRole) -> "Contribution | None":
        return next((given for given in self.contributions if given.role is role), None)

    def _entered(self, state: State) -> None:
        if state is State.DRAWN:
            self.drawn_at = clock.now()


class Contribution(Base):
    """A text typed by one party after seeing the commitment."""

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("draw_id", "role"),
        UniqueConstraint("draw_id", "account_id"),
    )

    id: Mapped[key]
    draw_id: Mapped[int] = mapped_column(ForeignKey("draw.id"), index=True)
    role: Mapped[ContributorRole]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[instant]
    text: Mapped[line]

    account: Mapped[Account] = relationship(lazy="joined")
