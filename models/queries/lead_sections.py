"""牵头股室 · which section vets and reviews the experts of each industry (Art. 6(1), 7(2))."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import LeadSection, Section, Specialty


def of_industries(session: Session) -> dict[str, Section]:
    """Industry code → its lead section; industries that have none yet are left out."""
    rows = session.scalars(select(LeadSection).order_by(LeadSection.industry_code))
    return {row.industry_code: row.section for row in rows}


def lead_section_of(session: Session, specialty_code: str) -> Section | None:
    """The section that leads the industry to which the specialty belongs."""
    query = (
        select(Section)
        .join(LeadSection, LeadSection.section_id == Section.id)
        .join(Specialty, Specialty.industry_code == LeadSection.industry_code)
        .where(Specialty.code == specialty_code)
    )
    return session.scalar(query)


def led_by(session: Session, section: Section) -> list[str]:
    """The codes of the industries it leads."""
    query = select(LeadSection.industry_code).where(LeadSection.section_id == section.id)
    return list(session.scalars(query.order_by(LeadSection.industry_code)))
