"""工作会议 (Art. 14) · consultations and plenaries, who was invited, what was said and resolved."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.rules.article_14_meetings import Quarter, is_overdue
from models.tables.account import Account, Section
from models.tables.asked import AskedToCome
from models.tables.base import Base, InWorkflow, instant, key, line, text
from models.tables.expert import Expert
from models.vocabulary import MeetingKind, Permission
from models.workflows.machine import Workflow
from models.workflows.meeting import CONSULTATION, PLENARY, Action, State


class Meeting(InWorkflow[State], Base):
    """``quarter``: the one a regular consultation is held for; a consultation without one was
    called for a ``reason`` (随时召开). ``section_id``: which organises; the office, where none is
    named. ``agenda``: rows of title and presenter."""

    __tablename__ = "meeting"
    __table_args__ = (CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"),)
    workflow: ClassVar[Workflow[State, Action]]
    organising: ClassVar[Permission]
    organiser: ClassVar[str] = "专家管理办公室"

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    kind: Mapped[MeetingKind] = mapped_column(index=True)
    number: Mapped[line] = mapped_column(unique=True)
    year: Mapped[int] = mapped_column(index=True)
    quarter: Mapped[int | None]
    reason: Mapped[text]
    industry_code: Mapped[line] = mapped_column(index=True)
    industry_name: Mapped[line]
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"), index=True)
    handler_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))
    at: Mapped[instant]
    starts_at: Mapped[datetime | None]
    place: Mapped[line]
    convened_at: Mapped[datetime | None]
    agenda: Mapped[list[Any]]
    _state: Mapped[State] = mapped_column("state", default=State.DRAFT, index=True)

    section: Mapped[Section | None] = relationship()
    handler: Mapped[Account] = relationship()
    chair: Mapped[Expert | None] = relationship()
    invitations: Mapped[list["Invitation"]] = relationship(
        back_populates="meeting", order_by="Invitation.id", cascade="all, delete-orphan"
    )
    minutes: Mapped[list["Minutes"]] = relationship(
        back_populates="meeting", order_by="Minutes.edition"
    )
    resolutions: Mapped[list["Resolution"]] = relationship(
        back_populates="meeting", order_by="Resolution.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version, "polymorphic_on": "kind"}

    @property
    def caption(self) -> str:
        return f"{self.year}年专家组全体会议"

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset({self.handler_id})

    @property
    def meets_on(self) -> date | None:
        return clock.local(self.starts_at).date() if self.starts_at else None

    @property
    def has_begun(self) -> bool:
        return self.starts_at is not None and self.starts_at <= clock.now()

    @property
    def planning_gaps(self) -> list[str]:
        """What is still lacking before anyone can be asked to come."""
        lacks = {
            "还没有填写会议时间": self.starts_at is None,
            "会议时间已经过去，请改期": self.has_begun and not self.reason,
            "还没有填写会议地点": not self.place,
            "议程还是空的": not self.agenda,
            "还没有确定主持会议的专家组组长": self.chair_id is None,
            "还没有邀请专家": not self.invitations,
        }
        return [sentence for sentence, is_so in lacks.items() if is_so]

    @property
    def last_minutes(self) -> "Minutes | None":
        return self.minutes[-1] if self.minutes else None

    @property
    def confirmed_minutes(self) -> list["Minutes"]:
        """Newest first: what was confirmed stays as it was."""
        return [each for each in reversed(self.minutes) if each.confirmed_at]

    @property
    def attending(self) -> list["Invitation"]:
        return [each for each in self.invitations if each.attended]

    def document(self) -> dict[str, Any]:
        """What the convener's signature covers: the invitation, and later the minutes."""
        last = self.last_minutes
        return {
            "meeting": self.number,
            "starts_at": self.starts_at.isoformat() if self.starts_at else "",
            "place": self.place,
            "agenda": self.agenda,
            "chair": self.chair_id,
            "invited": [each.expert_id for each in self.invitations],
            "attended": [each.expert_id for each in self.attending],
            "minutes": [last.edition, last.text] if last else [],
            "resolutions": [
                [each.text, each.section_id, each.due_on.isoformat()] for each in self.resolutions
            ],
        }

    def _entered(self, state: State) -> None:
        if state is State.CONVENED:
            self.convened_at = clock.now()


class Consultation(Meeting):
    """专家会商研判工作会议: a section organises it, the deputy in charge convenes it."""

    workflow: ClassVar[Workflow[State, Action]] = CONSULTATION
    organising: ClassVar[Permission] = Permission.ORGANISE_CONSULTATION
    __mapper_args__ = {"polymorphic_identity": MeetingKind.CONSULTATION}

    @property
    def caption(self) -> str:
        when = Quarter(self.year, self.quarter).label if self.quarter else f"{self.year}年临时"
        return f"{self.industry_name}{when}会商研判工作会议"


class Plenary(Meeting):
    """专家组全体会议: the office organises it, an executive deputy convenes it."""

    workflow: ClassVar[Workflow[State, Action]] = PLENARY
    organising: ClassVar[Permission] = Permission.ORGANISE_PLENARY
    __mapper_args__ = {"polymorphic_identity": MeetingKind.PLENARY}


class Invitation(AskedToCome, Base):
    """One expert asked to a meeting."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("meeting_id", "expert_id"),)

    id: Mapped[key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)

    meeting: Mapped[Meeting] = relationship(back_populates="invitations")
    expert: Mapped[Expert] = relationship()

    @property
    def matter(self) -> str:
        return self.meeting.matter

    @property
    def section_id(self) -> int | None:
        return self.meeting.section_id


class Minutes(Base):
    """纪要, one row an edition. ``reason``: why it corrects the one before it. Confirmed, it does
    not change any more; ``resolutions``: as they were worded then."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("meeting_id", "edition"),)

    id: Mapped[key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    edition: Mapped[int] = mapped_column(default=1)
    reason: Mapped[text]
    text: Mapped[text]
    resolutions: Mapped[list[Any]]
    writer_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    confirmer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(back_populates="minutes")
    writer: Mapped[Account] = relationship(foreign_keys=writer_id)
    confirmer: Mapped[Account | None] = relationship(foreign_keys=confirmer_id)


class Resolution(Base):
    """决议事项: which section sees to it, until when, and what came of it."""

    __tablename__ = "resolution"

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    result: Mapped[text]
    text: Mapped[text]

    meeting: Mapped[Meeting] = relationship(back_populates="resolutions")
    section: Mapped[Section] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def matter(self) -> str:
        return self.meeting.matter

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset()

    @property
    def is_overdue(self) -> bool:
        return is_overdue(self.due_on, self.done_on, clock.today())


class GroupReport(Base):
    """专家组年度工作情况报告, one an industry and year."""

    __tablename__ = "group_report"
    __table_args__ = (UniqueConstraint("year", "industry_code"),)

    id: Mapped[key]
    year: Mapped[int]
    industry_code: Mapped[line]
    industry_name: Mapped[line]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    text: Mapped[text]
    at: Mapped[instant]

    author: Mapped[Account] = relationship()

    @property
    def matter(self) -> str:
        return f"group_report:{self.id}"
