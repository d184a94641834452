"""公告栏 · what everyone may read: announcements, and the experts in force by name and work."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, load_only

from models.tables import Announcement, Expert, ExpertSpecialty, Specialty, Unit
from models.vocabulary import Standing
from models.workflows.announcement import State


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


def published() -> Select[Announcement]:
    """Newest first."""
    stands = Announcement._state == State.PUBLISHED
    newest_first = Announcement.published_at.desc(), Announcement.id.desc()
    return select(Announcement).where(stands).order_by(*newest_first)


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
