"""解聘 · a case against an expert or at their wish, what they said of it, what became of it."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.rules.article_18_grounds import Written, label_of, lacks
from models.tables.account import Account, Section
from models.tables.assignment import Assignment
from models.tables.base import Base, InWorkflow, instant, key, line, text
from models.tables.expert import Expert, OfExpert
from models.tables.file import StoredFile, files_beside
from models.vocabulary import ON_ROSTER, DismissalGround
from models.workflows.assignment import BEFORE_REPORT
from models.workflows.dismissal import DISMISSAL, OPEN, TOLD, State

_WISHED = frozenset({DismissalGround.OWN_WISH, DismissalGround.UNABLE})


class Dismissal(OfExpert, InWorkflow[State], Base):
    """``facts_on``: the day to which the figures of the facts are reckoned. ``trigger``: by which
    facts the program proposed it, so that it proposes nothing twice; empty where a person did.
    ``recommends``: whether the office is for it. ``due_on``: the last day for being heard."""

    __tablename__ = "dismissal"
    __table_args__ = (UniqueConstraint("year", "serial"),)
    workflow: ClassVar = DISMISSAL

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    year: Mapped[int] = mapped_column(index=True)
    serial: Mapped[int]
    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"), index=True)
    ground: Mapped[DismissalGround]
    facts: Mapped[text]
    facts_on: Mapped[date]
    source: Mapped[line]
    is_breach: Mapped[bool] = mapped_column(default=False)
    measure: Mapped[line]
    trigger: Mapped[line]
    at: Mapped[instant]
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    opener_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    told_on: Mapped[date | None]
    due_on: Mapped[date | None]
    recommends: Mapped[bool | None]
    opinion: Mapped[text]
    concluder_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decision: Mapped[text]
    decided_at: Mapped[datetime | None]
    decider_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    document_no: Mapped[line]
    issued_on: Mapped[date | None]
    _state: Mapped[State] = mapped_column("state", default=State.PROPOSED, index=True)

    expert: Mapped[Expert] = relationship(back_populates="dismissals", lazy="joined")
    section: Mapped[Section | None] = relationship()
    proposer: Mapped[Account | None] = relationship(foreign_keys=[proposer_id])
    statement: Mapped["DismissalStatement | None"] = relationship(back_populates="dismissal")
    files: Mapped[list[StoredFile]] = relationship(
        secondary=files_beside("dismissal"), order_by=StoredFile.id
    )
    open_tasks: Mapped[list[Assignment]] = relationship(
        primaryjoin=lambda: (
            (Assignment.expert_id == Dismissal.expert_id) & Assignment._state.in_(BEFORE_REPORT)
        ),
        foreign_keys=Assignment.expert_id,
        viewonly=True,
        order_by=Assignment.id,
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        return f"JP{self.year}-{self.serial:03}"

    @property
    def caption(self) -> str:
        return f"解聘事项{self.number}：{self.expert.code} {self.expert.name}"

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who proposed, opened or concluded it, and so does not decide it."""
        had = (self.proposer_id, self.opener_id, self.concluder_id)
        return frozenset(each for each in had if each is not None)

    @property
    def ground_text(self) -> str:
        return label_of(self.ground)

    @property
    def gaps(self) -> list[str]:
        """What the ground asks for and is not there yet."""
        lies = len(self.files)
        written = Written(self.facts, self.source, self.is_breach, self.measure, lies)
        return [lack.sentence for lack in lacks(self.ground, written)]

    @property
    def tasks_left(self) -> list[str]:
        """What the expert was sent to and has not reported of, by name."""
        return [f"{each.caption}（{each.state.label}）" for each in self.open_tasks]

    @property
    def is_open(self) -> bool:
        return self._state in OPEN

    @property
    def is_told(self) -> bool:
        """Whether the expert knows of it."""
        return self._state in TOLD

    @property
    def is_in_force(self) -> bool:
        """Whether the expert was dismissed by it, and nobody overturned that."""
        return self._state is State.DISMISSED

    @property
    def may_be_stopped(self) -> bool:
        """Nobody is left to be dismissed, or nobody wishes it any more."""
        return self.expert.standing not in ON_ROSTER or self.ground in _WISHED

    @property
    def decided_on(self) -> date | None:
        return clock.local(self.decided_at).date() if self.decided_at else None

    def document(self) -> dict[str, Any]:
        """What the leader's signature covers."""
        said = self.statement
        return {
            "number": self.number,
            "expert": self.expert.code,
            "ground": self.ground.value,
            "facts": self.facts,
            "source": self.source,
            "files": [each.digest for each in self.files],
            "statement": [said.text, *(each.digest for each in said.files)] if said else [],
            "recommends": self.recommends,
            "opinion": self.opinion,
        }

    def _entered(self, state: State) -> None:
        if state in {State.DECIDED, State.KEPT}:
            self.decided_at = clock.now()


class DismissalStatement(Base):
    """陈述申辩 · what the expert said, or that they waived saying anything. ``on_paper``: the
    office took it down from a paper with the expert's signature, which lies with it."""

    __tablename__ = "dismissal_statement"

    id: Mapped[key]
    dismissal_id: Mapped[int] = mapped_column(ForeignKey("dismissal.id"), unique=True)
    at: Mapped[instant]
    text: Mapped[text]
    is_waived: Mapped[bool]
    on_paper: Mapped[bool]

    dismissal: Mapped[Dismissal] = relationship(back_populates="statement")
    files: Mapped[list[StoredFile]] = relationship(
        secondary=files_beside("dismissal_statement"), order_by=StoredFile.id
    )
