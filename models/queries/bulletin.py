"""公告栏 · what everyone may read: announcements, notices of publicity, issued documents, and the
experts in force by name and work."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Self

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, load_only, selectinload

from models import clock
from models.rules.article_06_publicity import PublicLine
from models.tables import (
    Announcement,
    Expert,
    ExpertSpecialty,
    ProposedRoster,
    PublicNotice,
    RosterItem,
    Specialty,
    Unit,
)
from models.vocabulary import Standing
from models.workflows import proposal as roster_flow
from models.workflows import publicity as notice_flow
from models.workflows.announcement import State

# What has been issued stays issued, whatever is done with it next.
ISSUED = frozenset(
    {roster_flow.State.ISSUED, roster_flow.State.CERTIFIED, roster_flow.State.ARCHIVED}
)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """An expert as the public roster tells of one. There is nothing else here that a page could
    show by mistake: no number of a person, no telephone, no address."""

    name: str
    employer: str
    specialties: tuple[str, ...]
    grade: str

    @classmethod
    def of(cls, expert: Expert) -> Self:
        held = tuple(specialty.name for specialty in expert.specialties)
        return cls(expert.name, expert.employer.name, held, expert.grade.label)


@dataclass(frozen=True, slots=True)
class Posted:
    """Something on the board: of which ``sort``, the ``key`` of its page, what it is called."""

    sort: str
    key: int | str
    kind: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """聘任文件 as the public reads it."""

    id: int
    number: str
    title: str
    issued_on: date | None
    appointed: list[PublicLine]
    removed: list[PublicLine]


def posted(session: Session, sort: str = "") -> list[Posted]:
    """Everything on the board, or only one sort of it; newest first."""
    asked = [read for name, read in SORTS.items() if sort in ("", name)]
    found = [each for read in asked for each in read(session)]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _announcements(session: Session) -> Iterator[Posted]:
    table = Announcement
    query = select(table.id, table.kind, table.title, table.published_at)
    stands = query.where(table._state == State.PUBLISHED).order_by(table.id.desc())
    for row in session.execute(stands):
        yield Posted("announcement", row.id, row.kind.label, row.title, row.published_at)


def _notices(session: Session) -> Iterator[Posted]:
    table = PublicNotice
    query = select(table.number, table.title, table.published_at)
    stands = query.where(table._state != notice_flow.State.RECALLED).order_by(table.id.desc())
    for row in session.execute(stands):
        yield Posted("notice", row.number, "公示", row.title, row.published_at)


def _documents(session: Session) -> Iterator[Posted]:
    table = ProposedRoster
    query = select(table.id, table.document_no, table.document_title, table.issued_on)
    issued = query.where(table._state.in_(ISSUED), table.issued_on.is_not(None))
    for row in session.execute(issued.order_by(table.id.desc())):
        at = datetime.combine(row.issued_on, time(), clock.BEIJING)
        yield Posted(
            "document", row.id, "聘任文件", f"{row.document_title}（{row.document_no}）", at
        )


SORTS: Mapping[str, Callable[[Session], Iterator[Posted]]] = {
    "announcement": _announcements,
    "notice": _notices,
    "document": _documents,
}


def issued(session: Session, proposal_id: int) -> IssuedDocument | None:
    """The joint document of a roster, once it is issued: names, employers and specialties of
    those it appoints, names and employers of those it removes."""
    query = (
        select(ProposedRoster)
        .where(ProposedRoster.id == proposal_id, ProposedRoster._state.in_(ISSUED))
        .options(selectinload(ProposedRoster.items))
    )
    proposal = session.scalar(query)
    if proposal is None:
        return None
    return IssuedDocument(
        proposal.id,
        proposal.document_no,
        proposal.document_title,
        proposal.issued_on,
        [_line(each) for each in proposal.joining],
        [PublicLine.of(each.name, each.employer) for each in proposal.leaving],
    )


def _line(item: RosterItem) -> PublicLine:
    return PublicLine.of(item.name, item.employer, item.specialties)


def written() -> Select[Announcement]:
    """Every one, whatever its state, for the office; newest first."""
    return select(Announcement).order_by(Announcement.id.desc())


def in_force(industry: str, on: date) -> Select[Expert]:
    """The experts appointed on that day, by name; of ``industry`` where one is given. Sealed
    columns are not read, and refuse to be."""
    query = (
        select(Expert)
        .where(Expert.standing == Standing.ACTIVE)
        .where(Expert.appointed_from <= on, Expert.appointed_until >= on)
        .options(
            load_only(Expert.name, Expert.grade, raiseload=True),
            joinedload(Expert.employer).load_only(Unit.name),
        )
        .order_by(Expert.name_key, Expert.id)
    )
    if industry:
        codes = select(Specialty.code).where(Specialty.industry_code == industry)
        query = query.where(Expert.specialties.any(ExpertSpecialty.code.in_(codes)))
    return query


def industries(session: Session) -> dict[str, str]:
    """Code → name, in the order of Annex 1."""
    query = select(Specialty.industry_code, Specialty.industry_name).order_by(Specialty.code)
    return {row.industry_code: row.industry_name for row in session.execute(query)}
