"""归档 · the packages there are, what waits to be filed, and everything that goes into one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.queries import register
from models.queries.register import Entry
from models.tables import (
    Application,
    ArchivePackage,
    Certificate,
    Destruction,
    Event,
    Job,
    ProposedRoster,
    RecommendationSheet,
    RosterItem,
    SheetLine,
    Signature,
    StoredFile,
)
from models.vocabulary import JobState
from models.workflows.application import State as ApplicationState
from models.workflows.destruction import State as Destroying
from models.workflows.proposal import State

ARCHIVE = "archive"  # the kind of job
CERTIFICATES_AT_ONCE = 25
_TURNED_AWAY = (ApplicationState.REJECTED, ApplicationState.WITHDRAWN)

# Whom a roster names, with what they handed in and the sheet they stood on.
WHOLE = (
    selectinload(ProposedRoster.items).joinedload(RosterItem.application),
    selectinload(ProposedRoster.items)
    .joinedload(RosterItem.sheet_line)
    .joinedload(SheetLine.sheet),
)

Sheaf = list[Any]  # what is made in one part of the work: its kind, then ids


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """Somebody who applied and was not appointed. ``reason``: as the register has it."""

    application: Application
    reason: str


def listed(words: str) -> Select[ArchivePackage]:
    query = select(ArchivePackage).options(joinedload(ArchivePackage.keeper))
    if words:
        columns = (ArchivePackage.number, ArchivePackage.title)
        query = query.where(or_(*(each.contains(words, autoescape=True) for each in columns)))
    return query.order_by(ArchivePackage.id.desc())


def kept(session: Session) -> list[ArchivePackage]:
    """Every package whose files the office still has."""
    gone = select(Destruction.package_id).where(Destruction._state == Destroying.DESTROYED)
    query = select(ArchivePackage).where(ArchivePackage.id.not_in(gone))
    return list(session.scalars(query.order_by(ArchivePackage.id)))


def gone(session: Session) -> list[StoredFile]:
    """The files of packages that were destroyed."""
    query = (
        select(StoredFile)
        .join(ArchivePackage, ArchivePackage.file_id == StoredFile.id)
        .join(Destruction, Destruction.package_id == ArchivePackage.id)
        .where(Destruction._state == Destroying.DESTROYED)
    )
    return list(session.scalars(query.order_by(StoredFile.id)))


def destruction_of(session: Session, package: ArchivePackage) -> Destruction | None:
    """The last time that it was put to the leader, whatever became of it."""
    query = select(Destruction).filter_by(package_id=package.id)
    return session.scalars(query.order_by(Destruction.id.desc()).limit(1)).first()


def awaiting(session: Session) -> list[ProposedRoster]:
    """Rosters whose certificates are given out and whose papers are not filed."""
    query = select(ProposedRoster).where(ProposedRoster._state == State.CERTIFIED)
    return list(session.scalars(query.order_by(ProposedRoster.id)))


def of_matter(session: Session, matter: str) -> ArchivePackage | None:
    return session.scalars(select(ArchivePackage).filter_by(matter=matter)).one_or_none()


def history(session: Session, package: ArchivePackage) -> list[Entry]:
    """Who fetched it and who held it against its digests, and what came out."""
    subject = f"archive_package:{package.id}"
    return [
        Entry.of(event, _outcome(event.facts.get("faults")))
        for event in register.events_of(session, package.matter)
        if event.subject == subject
    ]


def _outcome(faults: int | None) -> str:
    if faults is None:
        return ""
    return f"{faults}处不一致" if faults else "完全一致"


def job_under_way(session: Session, matter: str) -> Job | None:
    under_way = Job.status.in_([JobState.QUEUED, JobState.RUNNING])
    query = select(Job).where(Job.kind == ARCHIVE, Job.matter == matter, under_way)
    return session.scalars(query).first()


def sheaves(session: Session, proposal: ProposedRoster) -> list[Sheaf]:
    """The work of filing, in parts, in the order of the package."""
    certificates = [each.id for each in certificates_of(session, proposal)]
    return [
        *(["application", each.id] for each in applications_of(proposal)),
        *(["sheet", each.id] for each in sheets_of(session, proposal)),
        ["proposal", proposal.id],
        *(
            ["certificates", *certificates[first : first + CERTIFICATES_AT_ONCE]]
            for first in range(0, len(certificates), CERTIFICATES_AT_ONCE)
        ),
        *(["turned_away", each.application.id] for each in turned_away(session, proposal)),
    ]


def applications_of(proposal: ProposedRoster) -> list[Application]:
    """Of everybody the roster names, in the order of their numbers."""
    named = [item.application for item in proposal.additions if item.application]
    return sorted(named, key=lambda each: each.number or "")


def sheets_of(session: Session, proposal: ProposedRoster) -> list[RecommendationSheet]:
    """Every edition of the sheets by which they were recommended."""
    lines = [item.sheet_line for item in proposal.additions if item.sheet_line]
    numbers = {line.sheet.number for line in lines}
    query = select(RecommendationSheet).where(RecommendationSheet.number.in_(numbers))
    order = (RecommendationSheet.number, RecommendationSheet.edition)
    return list(session.scalars(query.order_by(*order)))


def certificates_of(session: Session, proposal: ProposedRoster) -> list[Certificate]:
    """Those given out by its document, in the order of their numbers."""
    experts = [each.expert_id for each in applications_of(proposal) if each.expert_id]
    query = select(Certificate).where(
        Certificate.expert_id.in_(experts), Certificate.document == proposal.document_no
    )
    return list(session.scalars(query.order_by(Certificate.year, Certificate.serial)))


def turned_away(session: Session, proposal: ProposedRoster) -> list[TurnedAway]:
    """Everybody of the same cycles who handed an application in and was not appointed, and why."""
    cycles = {each.intake_id for each in applications_of(proposal)}
    query = (
        select(Application)
        .where(Application.intake_id.in_(cycles), Application._state.in_(_TURNED_AWAY))
        .where(Application.edition > 0)
        .options(joinedload(Application.section))
        .order_by(Application.number)
    )
    found = list(session.scalars(query))
    reasons = _reasons(session, [each.matter for each in found])
    return [TurnedAway(each, reasons.get(each.matter, "")) for each in found]


def _reasons(session: Session, matters: Sequence[str]) -> dict[str, str]:
    """The last word of the register on each."""
    query = select(Event).where(Event.matter.in_(matters)).order_by(Event.number)
    return {
        event.matter: note
        for event in session.scalars(query)
        if (note := event.facts.get("note")) and event.kind.startswith("application:")
    }


def matters_of(session: Session, proposal: ProposedRoster) -> list[str]:
    """Every file the package is about, as the register names it."""
    applications = applications_of(proposal)
    reviews = {item.review_item.review_id for item in proposal.removals if item.review_item}
    objections = [each for notice in proposal.notices for each in notice.objections]
    return [
        *(f"intake_cycle:{each}" for each in sorted({each.intake_id for each in applications})),
        *(each.matter for each in applications),
        *(each.application.matter for each in turned_away(session, proposal)),
        *(each.matter for each in sheets_of(session, proposal)),
        *(f"annual_review:{each}" for each in sorted(reviews)),
        proposal.matter,
        *(each.matter for each in objections),
        *(f"certificate:{each.id}" for each in certificates_of(session, proposal)),
    ]


def events_of(session: Session, matters: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of the register, each with all that its digest covers."""
    query = select(Event).where(Event.matter.in_(matters)).order_by(Event.number)
    columns = Event.__table__.columns.keys()
    return [
        {name: _plain(getattr(event, name)) for name in columns} for event in session.scalars(query)
    ]


def signatures_of(session: Session, matters: Sequence[str]) -> list[dict[str, Any]]:
    """Who approved which text, and all it takes to prove it without this program."""
    query = select(Signature).where(Signature.matter.in_(matters)).order_by(Signature.id)
    return [
        {
            "at": _plain(each.at),
            "name": each.signed_name,
            "post": each.post_label,
            "matter": each.matter,
            "subject": each.subject,
            "action": each.action,
            "label": each.label,
            "note": each.note,
            "document_digest": each.document_digest,
            "record": each.facts,
            "document": each.document,
            "public_key": each.key.public if each.key else "",
            "signature": each.seal,
        }
        for each in session.scalars(query)
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
