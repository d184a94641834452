"""申报表 (Annex 2) · as it is being filled in, each edition handed in, and what became of it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models import clock
from models.rules.annex_2_commitments import untaken
from models.rules.annex_2_gaps import gaps_in, id_number_in, number_in
from models.rules.article_05_checklist import Finding, Line, checklist
from models.rules.article_05_conditions import Claims, Dismissed, Limits
from models.sealed import SealedEntries
from models.tables.account import Account, Section
from models.tables.base import Base, InWorkflow, instant, key, line, sm3_hex, text
from models.tables.expert import Expert
from models.tables.file import StoredFile
from models.tables.intake import IntakeCycle
from models.vocabulary import AttachmentKind, Channel, Route
from models.workflows.application import APPLICATION, State
from models.workflows.intake import State as IntakeState
from models.workflows.proposal import State as ProposalState

if TYPE_CHECKING:
    from models.tables.proposal import RosterItem
    from models.tables.vetting import SectionOpinion, VettingLine

# The claims that are taken as they were written.
_SAID = ("title", "major", "qualification", "legal_service", "relaxation", "age_relaxation")


class Application(InWorkflow[State], Base):
    """``entries``: what was typed, by the name of the entry, sealed; the columns beside it are what
    lists and checks need of it. ``owner``: who fills it in, the person or somebody for them.
    ``edition``: how often it was handed in. ``promises``: commitment → edition of its text.
    ``section_id``: the lead section (牵头股室) hr sorted it to."""

    __tablename__ = "application"
    workflow: ClassVar = APPLICATION

    id: Mapped[key]
    version: Mapped[int] = mapped_column()
    number: Mapped[str | None] = mapped_column(unique=True)  # given when first handed in
    intake_id: Mapped[int] = mapped_column(ForeignKey("intake_cycle.id"), index=True)
    channel: Mapped[Channel]
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    recommender: Mapped[line]
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"), index=True)
    name: Mapped[line] = mapped_column(index=True)
    employer: Mapped[line]
    id_number_lookup: Mapped[sm3_hex] = mapped_column(index=True)
    route: Mapped[Route | None]
    specialty_codes: Mapped[list[Any]] = mapped_column(default=list)  # the primary one first
    entries: Mapped[dict[str, Any]] = mapped_column(
        SealedEntries("application.entries"), default=dict
    )
    promises: Mapped[dict[str, Any]] = mapped_column(default=dict)
    edition: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[instant]
    saved_at: Mapped[instant]
    submitted_at: Mapped[datetime | None]  # first
    vetter_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    vetted_at: Mapped[datetime | None]
    vetting_opinion: Mapped[text]
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"), index=True)
    _state: Mapped[State] = mapped_column("state", default=State.DRAFT, index=True)

    intake: Mapped[IntakeCycle] = relationship(back_populates="applications", lazy="joined")
    owner: Mapped[Account] = relationship(foreign_keys=[owner_id])
    vetter: Mapped[Account | None] = relationship(foreign_keys=[vetter_id])
    section: Mapped[Section | None] = relationship()
    expert: Mapped[Expert | None] = relationship()
    former: Mapped[Expert | None] = relationship(  # whoever has that ID number on the roster
        primaryjoin=lambda: Application.id_number_lookup == Expert.id_number_lookup,
        foreign_keys=id_number_lookup,
        viewonly=True,
    )
    attachments: Mapped[list["Attachment"]] = relationship(
        back_populates="application", order_by="Attachment.id", cascade="all, delete-orphan"
    )
    editions: Mapped[list["ApplicationEdition"]] = relationship(
        order_by="ApplicationEdition.number", cascade="all, delete-orphan"
    )
    vetting: Mapped[list["VettingLine"]] = relationship(cascade="all, delete-orphan")
    opinions: Mapped[list["SectionOpinion"]] = relationship(
        back_populates="application", order_by="SectionOpinion.id"
    )
    items: Mapped[list["RosterItem"]] = relationship(
        back_populates="application", order_by="RosterItem.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def caption(self) -> str:
        return f"{self.name or '（未填姓名）'}的专家申报"

    @property
    def owner_account_id(self) -> int:
        return self.owner_id

    @property
    def handler_ids(self) -> frozenset[int]:
        """Who filled it in, and so vets none of it."""
        return frozenset({self.owner_id})

    @property
    def day(self) -> date:
        """申报之日: when first handed in; today while it is being filled in."""
        return clock.local(self.submitted_at or clock.now()).date()

    @property
    def claims(self) -> Claims:
        """What the person says of themselves, as Article 5 asks."""
        said = {name: self.entries.get(name, "") for name in _SAID}
        number = id_number_in(self.entries)
        return Claims(
            route=self.route,
            years=number_in(self.entries.get("safety_years", "")),
            born=number.birth_date if number else None,
            day=self.day,
            proofs=frozenset(each.kind for each in self.attachments),
            dismissed=self.dismissed,
            **said,
        )

    @property
    def dismissed(self) -> Dismissed | None:
        """By which dismissal the person was last an expert no longer (Art. 18)."""
        cases = self.former.dismissals if self.former else []
        found = [
            Dismissed(each.ground, each.issued_on)
            for each in cases
            if each.is_in_force and each.issued_on
        ]
        return found[-1] if found else None

    @property
    def checklist(self) -> list[Line]:
        """条件核对表, by the limits of the cycle."""
        return checklist(self.claims, Limits(**self.intake.limits))

    @property
    def gaps(self) -> list[str]:
        """What keeps it from being handed in now, sentence by sentence (Art. 5, 6(1))."""
        return [
            *self._window_gaps(),
            *(gap.sentence for gap in gaps_in(self.entries, self.day)),
            *self._evidence_gaps(),
            *(f"“{each.label}”还没有承诺" for each in untaken(self.promises)),
            *(
                f"{line.label}：{line.detail}"
                for line in self.checklist
                if line.status is Finding.UNMET
            ),
        ]

    def _window_gaps(self) -> Iterator[str]:
        """A returned form may be corrected after the window, as long as the cycle runs."""
        if self._state is State.RETURNED and self.intake.state is IntakeState.OPEN:
            return
        if not self.intake.takes_applications:
            yield f"{self.intake.title}的申报期是{self.intake.window}，现在不能提交"

    def _evidence_gaps(self) -> Iterator[str]:
        shown = {each.kind for each in self.attachments}
        wanted = [AttachmentKind.PHOTO]
        if self.channel is not Channel.SELF:
            wanted.append(AttachmentKind.SIGNED_FORM)
            if not self.recommender.strip():
                yield f"{self.channel.label}的，请填写推荐单位或者股室"
        wanted += [kind for line in self.checklist for kind in line.lacks]
        lacking = dict.fromkeys(kind.label for kind in wanted if kind not in shown)
        if lacking:
            yield f"还没有上传：{'、'.join(lacking)}"

    @property
    def item(self) -> "RosterItem | None":
        """Its line on the proposed roster that stands."""
        standing = [
            each for each in self.items if each.proposal.state is not ProposalState.DISCARDED
        ]
        return standing[-1] if standing else None

    @property
    def vetting_gaps(self) -> list[str]:
        """What is missing before the section can pass it (Art. 6(2))."""
        asked = [each.section.name for each in self.opinions if each.is_open]
        judged = {line.key: line for line in self.vetting}
        unjudged = [line for line in self.checklist if line.key not in judged]
        against = [
            line for line in self.checklist if line.key in judged and not judged[line.key].holds
        ]
        labels = "、".join(line.label for line in unjudged)
        lacks = [f"还有{len(unjudged)}项没有核对：{labels}"] if unjudged else []
        lacks += [f"“{line.label}”核对不符，请退回补正或不予通过" for line in against]
        return lacks + [f"{name}的会同审核意见还没有答复" for name in asked]

    @property
    def appointment_gaps(self) -> list[str]:
        """What is missing between the proposed roster and the appointment (Art. 6(3), (4))."""
        item = self.item
        if item is None:
            return ["没有列入拟定名单"]
        lacks = {
            "公示还没有完毕": not item.proposal.was_publicised,
            "局长办公会没有审定通过": item.is_approved is not True,
            "聘任文件还没有印发": item.proposal.state is not ProposalState.ISSUED,
        }
        return [sentence for sentence, is_so in lacks.items() if is_so]


class Attachment(Base):
    """附件 · a file handed in with the form, by what it proves."""

    __tablename__ = "attachment"

    id: Mapped[key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[AttachmentKind]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))

    application: Mapped[Application] = relationship(back_populates="attachments")
    file: Mapped[StoredFile] = relationship(lazy="joined")


class ApplicationEdition(Base):
    """What was handed in, each time, as it stood: readable after it was returned and corrected.
    ``files``: the ids of the files that came with it, the photograph first. ``answer``: why it
    was returned."""

    __tablename__ = "application_edition"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    id: Mapped[key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    number: Mapped[int]
    at: Mapped[instant]
    entries: Mapped[dict[str, Any]] = mapped_column(SealedEntries("application_edition.entries"))
    promises: Mapped[dict[str, Any]]
    files: Mapped[list[Any]]
    answer: Mapped[text]
