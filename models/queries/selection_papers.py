"""名单文书所载事实 · what the papers of a proposed roster say, from the roster itself to the joint
document, the list of those removed and the record of an objection (Art. 6(3), (4), 7).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.queries import signatures
from models.queries.papers import Approval, approval_of, from_register
from models.queries.parameters import value_of
from models.rules.article_06_publicity import PublicityTerm, PublicLine
from models.settings import APPOINTMENT_END
from models.tables import Event, GroupOpinion, Objection, ProposedRoster, PublicNotice, RosterItem
from models.vocabulary import Grade, RosterChange
from models.workflows.proposal import Action


@dataclass(frozen=True, slots=True)
class Person:
    """One line of a roster. ``ground``: of Article 18, of one who leaves; ``outcome``: what stopped
    or settled it, empty before."""

    name: str
    employer: str
    grade: Grade
    specialties: tuple[str, ...]
    section: str
    ground: str
    note: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ProposedRosterPaper:
    """拟定名单. ``result``: how many would stand on the roster after it, of ``cap``."""

    number: str
    title: str
    state: str
    compiler: str
    compiled_at: datetime
    persons: int
    cap: int
    result: int
    additions: list[Person]
    removals: list[Person]
    opinions: list[GroupOpinion]
    approved: Approval | None
    decided: Approval | None


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """公示. Made of what was published, and of nothing else."""

    number: str
    title: str
    term: PublicityTerm
    additions: list[PublicLine]
    removals: list[PublicLine]


@dataclass(frozen=True, slots=True)
class JointDocument:
    """联合印发的聘任文件. ``until``: the last day of the term it appoints for; ``publicised``: when
    its names were shown to everyone."""

    number: str
    title: str
    issued_on: date | None
    met_on: date | None
    minutes_no: str
    publicised: PublicityTerm | None
    until: date
    additions: list[Person]
    removals: list[Person]


@dataclass(frozen=True, slots=True)
class RemovalPaper:
    """清退名单. ``is_settled``: whether the director's meeting has agreed to it."""

    number: str
    title: str
    is_settled: bool
    met_on: date | None
    minutes_no: str
    removals: list[Person]
    approved: Approval | None
    decided: Approval | None


@dataclass(frozen=True, slots=True)
class ObjectionRecord:
    """异议办理记录. ``against``: whom it is about, empty where it is about the list; ``sender``:
    who raised it and how to reach them, where they said so and the reader may know."""

    objection: Objection
    notice: PublicNotice
    against: str
    sender: str
    text: str
    supplements: list[tuple[datetime, str]]
    steps: list[Approval]


def roster(session: Session, proposal: ProposedRoster) -> ProposedRosterPaper:
    given = _approvals(session, proposal.matter)
    return ProposedRosterPaper(
        number=proposal.number,
        title=proposal.title,
        state=proposal.state.label,
        compiler=proposal.compiler.name,
        compiled_at=proposal.created_at,
        persons=proposal.persons,
        cap=proposal.cap,
        result=proposal.result,
        additions=_people(proposal.additions),
        removals=_people(proposal.removals),
        opinions=proposal.current_opinions,
        approved=given.get(Action.APPROVE),
        decided=given.get(Action.DECIDE),
    )


def notice(published: PublicNotice) -> NoticePaper:
    return NoticePaper(
        number=published.number,
        title=published.title,
        term=_term(published),
        additions=[PublicLine.read(each) for each in published.additions],
        removals=[PublicLine.read(each) for each in published.removals],
    )


def joint_document(session: Session, proposal: ProposedRoster) -> JointDocument:
    """Of a roster whose document has its number."""
    return JointDocument(
        number=proposal.document_no,
        title=proposal.document_title,
        issued_on=proposal.issued_on,
        met_on=proposal.met_on,
        minutes_no=proposal.minutes_no,
        publicised=_term(proposal.notice) if proposal.notice else None,
        until=date.fromisoformat(value_of(session, APPOINTMENT_END)),
        additions=_people(proposal.appointed),
        removals=_people([each for each in proposal.leaving if each.is_approved]),
    )


def removals(session: Session, proposal: ProposedRoster) -> RemovalPaper:
    """Before the director's meeting, those whom it is to decide on."""
    given = _approvals(session, proposal.matter)
    return RemovalPaper(
        number=proposal.number,
        title=proposal.title,
        is_settled=all(each.is_approved is not None for each in proposal.leaving),
        met_on=proposal.met_on,
        minutes_no=proposal.minutes_no,
        removals=_people(proposal.leaving),
        approved=given.get(Action.APPROVE),
        decided=given.get(Action.DECIDE),
    )


def objection_record(
    session: Session, objection: Objection, *, names_sender: bool
) -> ObjectionRecord:
    said = objection.content
    events = select(Event).where(Event.matter == objection.matter).order_by(Event.number)
    return ObjectionRecord(
        objection=objection,
        notice=objection.notice,
        against=objection.item.name if objection.item else "",
        sender=f"{said['name']} {said['contact']}".strip() if names_sender else "（另存保密）",
        text=said["text"],
        supplements=[
            (datetime.fromisoformat(each["at"]), each["text"]) for each in said["supplements"]
        ],
        steps=[from_register(event) for event in session.scalars(events)],
    )


def _term(published: PublicNotice) -> PublicityTerm:
    return PublicityTerm(
        published.published_on, published.ends_on, published.days, published.reckoning
    )


def _people(items: list[RosterItem]) -> list[Person]:
    return [
        Person(
            name=each.name,
            employer=each.employer,
            grade=each.grade,
            specialties=tuple(each.specialties),
            section=each.section_name,
            ground=each.ground_text,
            note=each.note,
            outcome=_outcome(each),
        )
        for each in items
    ]


def _outcome(item: RosterItem) -> str:
    if item.is_struck:
        return "公示异议成立"
    if item.is_approved is None:
        return ""
    if not item.is_approved:
        return "局长办公会未通过"
    return "同意聘任" if item.change is RosterChange.ADD else "同意清退"


def _approvals(session: Session, matter: str) -> dict[str, Approval]:
    """Action → the last signature to it."""
    given = signatures.of_matter(session, matter)
    return {each.signature.action: approval_of(each) for each in given}
