"""拟定名单 · who is to join and who to leave, what the leadership said, and what was issued."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.account import Account
from models.tables.application import Application
from models.tables.base import Base, InWorkflow, instant, key, line, text
from models.tables.expert import Expert
from models.tables.publicity import PublicNotice
from models.tables.review import ReviewItem
from models.tables.sheet import SheetLine
from models.vocabulary import (
    ON_ROSTER,
    DismissalGround,
    Grade,
    GroupOpinionKind,
    Post,
    RosterChange,
)
from models.workflows.proposal import PROPOSAL, State
from models.workflows.publicity import State as NoticeState


class ProposedRoster(InWorkflow[State], Base):
    """``minutes_no`` and ``met_on``: the director's meeting; ``document_no``, ``document_title``
    and ``issued_on``: the joint document of the two offices. ``persons``: how many stood on the
    roster when it was last compiled or submitted; ``cap``: how many may (Art. 4)."""

    __tablename__ = "proposed_roster"
    __table_args__ = (UniqueConstraint("year", "serial"),)
    workflow: ClassVar = PROPOSAL

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int]
    serial: Mapped[int]
    title: Mapped[line]
    compiler_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[instant]
    persons: Mapped[int] = mapped_column(default=0)
    cap: Mapped[int] = mapped_column(default=0)
    round: Mapped[int] = mapped_column(default=1)  # of opinions: one more each time it is returned
    met_on: Mapped[date | None]
    minutes_no: Mapped[line]
    minutes: Mapped[text]
    document_no: Mapped[line]
    document_title: Mapped[line]
    issued_on: Mapped[date | None]
    _state: Mapped[State] = mapped_column("state", default=State.COMPILING, index=True)

    compiler: Mapped[Account] = relationship()
    items: Mapped[list["RosterItem"]] = relationship(
        back_populates="proposal", order_by="RosterItem.id", cascade="all, delete-orphan"
    )
    opinions: Mapped[list["GroupOpinion"]] = relationship(
        back_populates="proposal", order_by="GroupOpinion.id", cascade="all, delete-orphan"
    )
    notices: Mapped[list[PublicNotice]] = relationship(
        back_populates="proposal", order_by=PublicNotice.id
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        return f"M{self.year}-{self.serial:02}"

    @property
    def caption(self) -> str:
        return self.title

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.compiler_id})

    @property
    def additions(self) -> list["RosterItem"]:
        return [item for item in self.items if item.change is RosterChange.ADD]

    @property
    def removals(self) -> list["RosterItem"]:
        return [item for item in self.items if item.change is RosterChange.REMOVE]

    @property
    def standing_items(self) -> list["RosterItem"]:
        """Those no objection has struck off."""
        return [item for item in self.items if not item.is_struck]

    @property
    def joining(self) -> list["RosterItem"]:
        """Additions that neither an objection nor the meeting has stopped."""
        return [each for each in self.additions if each.goes_on]

    @property
    def leaving(self) -> list["RosterItem"]:
        return [each for each in self.removals if each.goes_on]

    @property
    def result(self) -> int:
        """How many would stand on the roster after it."""
        return self.persons + len(self.joining) - len(self.leaving)

    @property
    def compiling_gaps(self) -> list[str]:
        """What keeps it from the leadership: nobody on it, or more than the cap (Art. 4)."""
        if not self.items:
            return ["拟定名单里还没有人"]
        if self.result <= self.cap:
            return []
        return [
            f"现有{self.persons}人，新增{len(self.joining)}人，清退{len(self.leaving)}人，"
            f"合计{self.result}人，从第{self.cap + 1}人起超过{self.cap}人的上限，"
            f"请减少{self.result - self.cap}人"
        ]

    @property
    def members_awaited(self) -> list[str]:
        """The names of those whose opinion of this round is still to come."""
        return [each.account.name for each in self.current_opinions if each.kind is None]

    def awaits(self, account_id: int) -> bool:
        """Whether this person's opinion is still to come."""
        return any(
            each.account_id == account_id and each.kind is None for each in self.current_opinions
        )

    @property
    def publicity_gaps(self) -> list[str]:
        """What is missing before the publicity is over (Art. 6(3)): its days, its objections."""
        notice = self.notice
        if notice is None:
            return ["还没有发布公示"]
        waiting = sum(len(each.open_objections) for each in self.notices)
        last = notice.ends_on
        lacks = {
            f"公示到{last.year}年{last.month}月{last.day}日为止，还没有结束": not notice.is_over,
            f"还有{waiting}件公示异议没有办结": waiting > 0,
        }
        return [sentence for sentence, is_so in lacks.items() if is_so]

    @property
    def appointed(self) -> list["RosterItem"]:
        """The additions the director's meeting agreed to."""
        return [each for each in self.joining if each.is_approved]

    @property
    def without_certificate(self) -> int:
        """How many newly appointed experts, still on the roster, have no certificate yet."""
        experts = [each.application.expert for each in self.appointed if each.application]
        return sum(
            not each.certificate_no and each.standing in ON_ROSTER for each in experts if each
        )

    @property
    def notice(self) -> PublicNotice | None:
        """The notice that stands; one that was recalled does not."""
        standing = [each for each in self.notices if each.state is not NoticeState.RECALLED]
        return standing[-1] if standing else None

    @property
    def was_publicised(self) -> bool:
        return self.notice is not None and self.notice.state is NoticeState.CLOSED

    def document(self) -> dict[str, Any]:
        """What the leader's signatures cover."""
        return {
            "roster": self.number,
            "title": self.title,
            "items": [each.document() for each in self.items],
            "opinions": [
                [each.account_id, each.kind.value if each.kind else "", each.note]
                for each in self.current_opinions
            ],
            "notice": self.notice.number if self.notice else "",
            "meeting": [str(self.met_on or ""), self.minutes_no, self.minutes],
            "issued": [self.document_no, self.document_title, str(self.issued_on or "")],
        }

    @property
    def current_opinions(self) -> list["GroupOpinion"]:
        """Those of this round; what was said before a return stays in the file."""
        return [each for each in self.opinions if each.round == self.round]

    def _entered(self, state: State) -> None:
        if state is State.COMPILING:
            self.round += 1


class RosterItem(Base):
    """One person to join (from a sheet) or to leave (from a review). Name, employer, grade and
    specialties as of the day it was compiled. ``is_struck``: an objection was upheld;
    ``is_approved``: the director's meeting; None before it."""

    __tablename__ = "roster_item"
    __table_args__ = (
        UniqueConstraint("proposal_id", "application_id"),
        UniqueConstraint("proposal_id", "expert_id"),
        CheckConstraint("(application_id IS NULL) <> (expert_id IS NULL)", name="one_person"),
    )

    id: Mapped[key]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposed_roster.id"), index=True)
    change: Mapped[RosterChange]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    sheet_line_id: Mapped[int | None] = mapped_column(ForeignKey("sheet_line.id"))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"), index=True)
    review_item_id: Mapped[int | None] = mapped_column(ForeignKey("review_item.id"))
    name: Mapped[line]
    employer: Mapped[line]
    grade: Mapped[Grade]
    specialties: Mapped[list[Any]]  # names, the primary one first
    section_name: Mapped[line]
    ground: Mapped[DismissalGround | None]
    note: Mapped[text]
    is_struck: Mapped[bool] = mapped_column(default=False)
    is_approved: Mapped[bool | None]
    decision: Mapped[line]

    proposal: Mapped[ProposedRoster] = relationship(back_populates="items")
    application: Mapped[Application | None] = relationship(back_populates="items")
    expert: Mapped[Expert | None] = relationship()
    sheet_line: Mapped[SheetLine | None] = relationship()
    review_item: Mapped[ReviewItem | None] = relationship()

    def document(self) -> list[Any]:
        """Of whom, what becomes of them and why."""
        return [
            self.change.value, self.application_id or 0, self.expert_id or 0, self.name,
            self.employer, self.grade.value, self.specialties, self.ground_text, self.note,
            self.is_struck, "" if self.is_approved is None else self.is_approved, self.decision,
        ]  # fmt: skip

    @property
    def goes_on(self) -> bool:
        """Whether neither an objection nor the director's meeting has stopped it."""
        return not self.is_struck and self.is_approved is not False

    @property
    def ground_text(self) -> str:
        return self.ground.label if self.ground else ""


class GroupOpinion(Base):
    """领导小组成员意见 · one a member and a round, made when the roster is submitted and awaited
    while ``kind`` is None; for an absent member the office notes why."""

    __tablename__ = "group_opinion"
    __table_args__ = (UniqueConstraint("proposal_id", "round", "account_id"),)

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposed_roster.id"), index=True)
    round: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    post: Mapped[Post]
    kind: Mapped[GroupOpinionKind | None]
    note: Mapped[text]
    at: Mapped[datetime | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    proposal: Mapped[ProposedRoster] = relationship(back_populates="opinions")
    account: Mapped[Account] = relationship(foreign_keys=[account_id], lazy="joined")
    recorded_by: Mapped[Account | None] = relationship(foreign_keys=[recorded_by_id])

    __mapper_args__ = {"version_id_col": version}
