"""牵头股室 · saying which section vets and reviews the experts of an industry."""

from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.queries import elections
from models.tables import Holding, LeadSection, Section

ARTICLE = 6


def assign(industry: str, section: Section, *, by: Holding) -> LeadSection:
    """Let ``section`` lead the industry from now on; what was sorted before stays where it is."""
    names = elections.industries(db.session())
    if industry not in names:
        raise Refusal("没有这个行业领域，请按专业划分选择", article=ARTICLE)
    if not section.is_active:
        raise Refusal(f"{section.name}已停用，请另选股室", article=ARTICLE, field=industry)
    lead = db.session.get(LeadSection, industry)
    if lead and lead.section_id == section.id:
        return lead
    before = lead.section.name if lead else ""
    if lead is None:
        lead = LeadSection(industry_code=industry)
        db.session.add(lead)
    lead.section = section
    register(
        "taxonomy:lead", f"确定{names[industry]}的牵头股室", by=by, subject=lead, article=ARTICLE,
        industry=names[industry], before=before, after=section.name,
    )  # fmt: skip
    return lead
