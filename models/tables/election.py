"""组长推选 · an election, who was put up, who may vote, a box of counts, and who holds office.

No table holds a ballot: docs/decisions/ballots.md says why, and what that protects from.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.rules.article_04_election import Lot
from models.sealed import Sealed
from models.tables.account import Account, Section
from models.tables.base import Base, InWorkflow, instant, key, line, sm3_hex, text
from models.tables.expert import Expert, OfExpert
from models.vocabulary import GroupOffice, Post
from models.workflows import nomination
from models.workflows.election import ELECTION, State
from models.workflows.nomination import NOMINATION


class Election(InWorkflow[State], Base):
    """One office of one industry's group. The days are the last on which one may nominate and
    vote."""

    __tablename__ = "election"
    workflow: ClassVar = ELECTION

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    number: Mapped[line] = mapped_column(unique=True)
    industry_code: Mapped[line] = mapped_column(index=True)
    industry_name: Mapped[line]
    office: Mapped[GroupOffice]
    places: Mapped[int]
    note: Mapped[text]  # what it is held for: a first election, a by-election after whom
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    handler_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[instant]
    nominations_until: Mapped[date]
    voting_until: Mapped[date]
    counted_at: Mapped[datetime | None]
    ballots: Mapped[int] = mapped_column(default=0)  # with the blank ones; 0 until they are counted
    blanks: Mapped[int] = mapped_column(default=0)
    _state: Mapped[State] = mapped_column("state", default=State.NOMINATING, index=True)

    section: Mapped[Section] = relationship()
    handler: Mapped[Account] = relationship()
    nominations: Mapped[list["Nomination"]] = relationship(
        back_populates="election", order_by="Nomination.id"
    )
    voters: Mapped[list["Voter"]] = relationship(order_by="Voter.expert_id")
    box: Mapped["BallotBox | None"] = relationship(cascade="all, delete-orphan")
    lot: Mapped["ElectionLot | None"] = relationship(back_populates="election")

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        return f"{self.industry_name}专业组{self.office.label}推选"

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.handler_id})

    @property
    def candidates(self) -> list["Nomination"]:
        """Those who accepted, in the order in which the box counts them."""
        return [each for each in self.nominations if each.state is nomination.State.STANDING]

    @property
    def elected(self) -> list["Nomination"]:
        return [each for each in self.nominations if each.is_elected]

    @property
    def nominations_over(self) -> bool:
        return clock.today() > self.nominations_until

    @property
    def voting_over(self) -> bool:
        return clock.today() > self.voting_until

    @property
    def voters_listed(self) -> int:
        return len(self.voters)

    @property
    def voters_voted(self) -> int:
        return sum(voter.has_voted for voter in self.voters)

    @property
    def all_voted(self) -> bool:
        return self.voters_voted == self.voters_listed

    def document(self) -> dict[str, Any]:
        """What the office's confirmation covers."""
        return {
            "election": self.number,
            "industry": self.industry_code,
            "office": self.office.value,
            "ballots": self.ballots,
            "blanks": self.blanks,
            "votes": {each.expert.code: each.votes or 0 for each in self.candidates},
            "lot": self.lot.digest if self.lot else "",
            "elected": [each.expert.code for each in self.elected],
        }

    def _entered(self, state: State) -> None:
        if state in {State.COUNTED, State.TIED, State.FAILED}:
            self.counted_at = self.counted_at or clock.now()


class Nomination(OfExpert, InWorkflow[nomination.State], Base):
    """Somebody put up; a candidate once they have accepted. ``votes`` are known when counted."""

    __tablename__ = "nomination"
    __table_args__ = (UniqueConstraint("election_id", "expert_id"),)
    workflow: ClassVar = NOMINATION

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"), index=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    nominator_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[instant]
    statement: Mapped[text]
    votes: Mapped[int | None]
    is_elected: Mapped[bool] = mapped_column(default=False)
    _state: Mapped[nomination.State] = mapped_column("state", default=nomination.State.PROPOSED)

    election: Mapped[Election] = relationship(back_populates="nominations")
    expert: Mapped[Expert] = relationship(lazy="joined")
    nominator: Mapped[Account] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def matter(self) -> str:
        return self.election.matter

    @property
    def section_id(self) -> int:
        return self.election.section_id


class Voter(Base):
    """A member of the group when voting opened, and whether they have voted: nothing of when, and
    nothing of for whom."""

    __tablename__ = "voter"

    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"), primary_key=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), primary_key=True)
    has_voted: Mapped[bool] = mapped_column(default=False)

    expert: Mapped[Expert] = relationship(lazy="joined")


class BallotBox(Base):
    """The counts of a running election, sealed as one text and written anew by every ballot; gone
    when they are counted."""

    __tablename__ = "ballot_box"

    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"), primary_key=True)
    counts: Mapped[str] = mapped_column(Sealed("ballot_box.counts"))


class ElectionLot(Base):
    """同票抽签 · what was committed to, what both sides brought, what came out."""

    __tablename__ = "election_lot"

    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"), primary_key=True)
    candidates: Mapped[list[Any]]  # codes of experts
    places: Mapped[int]
    nonce: Mapped[sm3_hex]  # secret until the lots are drawn
    commitment: Mapped[sm3_hex]
    bundle: Mapped[dict[str, Any] | None]
    digest: Mapped[sm3_hex]

    election: Mapped[Election] = relationship(back_populates="lot")
    contributions: Mapped[list["LotContribution"]] = relationship(
        order_by="(LotContribution.at, LotContribution.post)", lazy="selectin"
    )

    @property
    def request(self) -> Lot:
        return Lot(self.election.number, tuple(self.candidates), self.places)

    @property
    def awaited(self) -> list[Post]:
        """Whose text is still to come: the section's and the supervisor's."""
        given = {contribution.post for contribution in self.contributions}
        return [post for post in (Post.SECTION, Post.SUPERVISOR) if post not in given]


class LotContribution(Base):
    """A text typed after seeing the commitment: one a side, and from two different people."""

    __tablename__ = "lot_contribution"
    __table_args__ = (UniqueConstraint("election_id", "account_id"),)

    election_id: Mapped[int] = mapped_column(
        ForeignKey("election_lot.election_id"), primary_key=True
    )
    post: Mapped[Post] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[instant]
    text: Mapped[line]

    account: Mapped[Account] = relationship(lazy="joined")


class GroupOfficer(Base):
    """组长、副组长 · who was elected and confirmed; ``until`` when they left the office."""

    __tablename__ = "group_officer"

    id: Mapped[key]
    industry_code: Mapped[line] = mapped_column(index=True)
    industry_name: Mapped[line]
    office: Mapped[GroupOffice]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    ended_for: Mapped[text]

    expert: Mapped[Expert] = relationship(lazy="joined")
    election: Mapped[Election] = relationship()

    @property
    def title(self) -> str:
        return f"{self.industry_name}专业组{self.office.label}"
