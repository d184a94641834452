"""信用评级列表 · the experts of a list, narrowed by name and by section."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from models.queries.search import named
from models.tables import Expert, ExpertSpecialty, LeadSection, Specialty


def listed(ids: Collection[int], words: str, section: int) -> Select[Expert]:
    """Those of the ``ids``; ``section`` 0: of every section."""
    query = select(Expert).where(Expert.id.in_(ids)).options(joinedload(Expert.employer))
    if words:
        query = query.where(named(words))
    if section:
        query = query.where(_of_section(section))
    return query.order_by(Expert.code)


def _of_section(section: int) -> ColumnElement[bool]:
    """Recommended by it; or by nobody, and of an industry that it leads."""
    led = (
        select(Specialty.code)
        .join(LeadSection, LeadSection.industry_code == Specialty.industry_code)
        .where(LeadSection.section_id == section)
    )
    primary = Expert.specialties.any(and_(ExpertSpecialty.rank == 1, ExpertSpecialty.code.in_(led)))
    return or_(
        Expert.recommended_by_id == section, and_(Expert.recommended_by_id.is_(None), primary)
    )
