"""专业划分 · Annex 1 as it stands, and how many experts stand in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables import Expert, ExpertSpecialty, Specialty, TaxonomyEdition
from models.vocabulary import Standing


@dataclass(frozen=True, slots=True)
class Persons:
    """Experts in standing: by specialty, whichever rank they hold it in; by industry, each once,
    by the primary specialty."""

    by_specialty: Mapping[str, int]
    by_industry: Mapping[str, int]


def rows(session: Session) -> list[Specialty]:
    """The whole table, retired specialties included, in its own order."""
    return list(session.scalars(select(Specialty).order_by(Specialty.code)))


def of_industry(session: Session, code: str) -> list[Specialty]:
    query = select(Specialty).where(Specialty.industry_code == code).order_by(Specialty.code)
    return list(session.scalars(query))


def quotas(session: Session) -> dict[str, int]:
    """Industry code → quota."""
    query = select(Specialty.industry_code, Specialty.industry_quota).distinct()
    return {row.industry_code: row.industry_quota for row in session.execute(query)}


def persons(session: Session) -> Persons:
    query = (
        select(ExpertSpecialty.code, ExpertSpecialty.rank, func.count())
        .join(Expert, Expert.id == ExpertSpecialty.expert_id)
        .where(Expert.standing == Standing.ACTIVE)
        .group_by(ExpertSpecialty.code, ExpertSpecialty.rank)
    )
    industry_of = {row.code: row.industry_code for row in rows(session)}
    by_specialty: Counter[str] = Counter()
    by_industry: Counter[str] = Counter()
    for code, rank, count in session.execute(query):
        by_specialty[code] += count
        if rank == 1 and code in industry_of:
            by_industry[industry_of[code]] += count
    return Persons(by_specialty, by_industry)


def current(session: Session) -> TaxonomyEdition:
    """The newest edition."""
    query = select(TaxonomyEdition).order_by(TaxonomyEdition.number.desc()).limit(1)
    return session.scalars(query).one()


def editions(session: Session) -> list[TaxonomyEdition]:
    """Newest first."""
    return list(session.scalars(select(TaxonomyEdition).order_by(TaxonomyEdition.number.desc())))


def was_ever_confirmed(session: Session) -> bool:
    query = select(TaxonomyEdition.id).where(TaxonomyEdition.confirmed_against != "").limit(1)
    return session.scalar(query) is not None
