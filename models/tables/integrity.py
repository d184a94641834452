"""廉政举报 · reports of misconduct: what they say is sealed, and who made them is nowhere else."""

import json
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.sealed import SealedEntries, keyring
from models.tables.account import Account
from models.tables.base import Base, InWorkflow, instant, key, line, sm3_hex
from models.tables.expert import Expert, OfExpert
from models.tables.file import StoredFile, files_beside
from models.vocabulary import Misconduct, Referral, UnheardGround
from models.workflows.integrity import INTEGRITY, OPEN, State


class IntegrityReport(InWorkflow[State], Base):
    """``code_lookup``: one keyed hash of the case code and the pass phrase together, so that either
    being wrong gives the same answer. ``content``: the text, whom it accuses and of which unit, and
    who made it where they gave a name. ``expert``: the one reported, once a supervisor knows who
    that is. ``unheard_ground`` and ``unheard_note``: why that expert is not heard first.
    ``findings``: the ``finding`` for supervisors, the ``answer`` for whoever made the report."""

    __tablename__ = "integrity_report"
    __table_args__ = (UniqueConstraint("year", "serial"),)
    workflow: ClassVar = INTEGRITY
    SEALED_AS: ClassVar = "integrity_report.file"

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int] = mapped_column(index=True)
    serial: Mapped[int]
    code_lookup: Mapped[sm3_hex] = mapped_column(unique=True)
    conduct: Mapped[Misconduct]
    is_named: Mapped[bool]
    content: Mapped[dict[str, Any]] = mapped_column(SealedEntries("integrity_report.content"))
    received_on: Mapped[date] = mapped_column(default=clock.today)  # no moment: logs have those
    accept_by: Mapped[date | None]
    conclude_by: Mapped[date | None]
    closed_on: Mapped[date | None]
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"), index=True)
    unheard_ground: Mapped[UnheardGround | None]
    unheard_note: Mapped[dict[str, Any] | None] = mapped_column(
        SealedEntries("integrity_report.unheard_note")
    )
    findings: Mapped[dict[str, Any] | None] = mapped_column(
        SealedEntries("integrity_report.findings")
    )
    referral: Mapped[Referral | None]
    referral_document: Mapped[line]
    referred_on: Mapped[date | None]
    _state: Mapped[State] = mapped_column("state", default=State.RECEIVED, index=True)

    handler: Mapped[Account | None] = relationship()
    expert: Mapped[Expert | None] = relationship()
    bars: Mapped[list["IntegrityBar"]] = relationship(order_by="IntegrityBar.id")
    messages: Mapped[list["ReportMessage"]] = relationship(order_by="ReportMessage.id")
    hearing: Mapped["ReportHearing | None"] = relationship(back_populates="report")
    files: Mapped[list[StoredFile]] = relationship(
        secondary=files_beside("integrity_report"), order_by=StoredFile.id
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        return f"J{self.year}-{self.serial:02}"

    @property
    def caption(self) -> str:
        return f"廉政举报{self.number}"

    @property
    def handler_ids(self) -> frozenset[int]:
        return frozenset()

    @property
    def barred_ids(self) -> frozenset[int]:
        """The accounts that have nothing to do with it, for it concerns them."""
        return frozenset(bar.account_id for bar in self.bars)

    @property
    def track(self) -> tuple[State, ...]:
        """As it ended; while it is open, the way to being upheld stands for any end."""
        if self._state in {State.NOT_UPHELD, State.GROUNDLESS}:
            return (State.RECEIVED, State.ACCEPTED, self._state)
        if self._state is State.REFUSED:
            return (State.RECEIVED, self._state)
        return tuple(INTEGRITY.track)

    @property
    def is_open(self) -> bool:
        return self._state in OPEN

    @property
    def due_on(self) -> date | None:
        """By when the next step is to be taken; None where none is, or no day can be told."""
        due = {State.RECEIVED: self.accept_by, State.ACCEPTED: self.conclude_by}
        return due.get(self._state)

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < clock.today()

    @property
    def unheard(self) -> list[str]:
        """What is missing before it can be upheld: whoever is reported is heard first."""
        if self.expert is None:
            return ["尚未确认被举报的专家"]
        if self.unheard_ground or (self.hearing and self.hearing.is_over):
            return []
        return ["被举报人尚未说明情况：请要求说明，期限届满后可以认定；不宜听取的，写明理由"]

    def document(self) -> dict[str, object]:
        """What a conclusion is signed over: by keyed digests, for whoever may read a signed
        document may not read this."""
        return {
            "number": self.number,
            "expert": self.expert.code if self.expert else "",
            "content": _digest(self.content),
            "findings": _digest(self.findings or {}),
        }

    def _entered(self, state: State) -> None:
        if not self.is_open and self.closed_on is None:
            self.closed_on = clock.today()


def _digest(entries: dict[str, Any]) -> str:
    written = json.dumps(entries, ensure_ascii=False, sort_keys=True)
    return keyring().lookup(f"integrity_report:{written}")


class IntegrityBar(Base):
    """回避 · somebody who deals with reports, and not with this one: it names them, or they said
    so. Whom it is about is sealed: they may be the one who made it. ``account_lookup``: a keyed
    hash, so that a list can leave the report out."""

    __tablename__ = "integrity_bar"
    __table_args__ = (UniqueConstraint("report_id", "account_lookup"),)

    id: Mapped[key]
    report_id: Mapped[int] = mapped_column(ForeignKey("integrity_report.id"), index=True)
    account_lookup: Mapped[sm3_hex] = mapped_column(index=True)
    content: Mapped[dict[str, Any]] = mapped_column(SealedEntries("integrity_bar.content"))

    @classmethod
    def on(cls, account_id: int, reason: str) -> "IntegrityBar":
        sealed = {"account_id": account_id, "reason": reason}
        return cls(account_lookup=cls.lookup_of(account_id), content=sealed)

    @staticmethod
    def lookup_of(account_id: int) -> str:
        return keyring().lookup(f"integrity_bar:{account_id}")

    @property
    def account_id(self) -> int:
        return int(self.content["account_id"])


class ReportMessage(Base):
    """What passes between whoever made the report and the supervisors. ``account``: the supervisor
    who wrote it; None: whoever made the report."""

    __tablename__ = "report_message"

    id: Mapped[key]
    report_id: Mapped[int] = mapped_column(ForeignKey("integrity_report.id"), index=True)
    written_on: Mapped[date] = mapped_column(default=clock.today)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    content: Mapped[dict[str, Any]] = mapped_column(SealedEntries("report_message.content"))

    files: Mapped[list[StoredFile]] = relationship(
        secondary=files_beside("report_message"), order_by=StoredFile.id
    )

    @property
    def text(self) -> str:
        return str(self.content["text"])


class ReportHearing(OfExpert, Base):
    """情况说明 · what the reported expert is asked, in the supervisor's own words, and answers."""

    __tablename__ = "report_hearing"

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    report_id: Mapped[int] = mapped_column(ForeignKey("integrity_report.id"), unique=True)
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    asked_at: Mapped[instant]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    question: Mapped[dict[str, Any]] = mapped_column(SealedEntries("report_hearing.question"))
    due_on: Mapped[date]
    answered_at: Mapped[datetime | None]
    is_on_paper: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[dict[str, Any] | None] = mapped_column(SealedEntries("report_hearing.answer"))

    report: Mapped[IntegrityReport] = relationship(back_populates="hearing")
    expert: Mapped[Expert] = relationship()
    files: Mapped[list[StoredFile]] = relationship(
        secondary=files_beside("report_hearing"), order_by=StoredFile.id
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def matter(self) -> str:
        return self.report.matter

    @property
    def is_over(self) -> bool:
        """Whether it was answered, or could have been."""
        return self.answered_at is not None or self.due_on < clock.today()
