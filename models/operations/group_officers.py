"""组长、副组长 · taking office when the result is confirmed, and leaving it (Art. 4)."""

from sqlalchemy import select

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell
from models.operations.register import register
from models.rules.article_04_election import ARTICLE
from models.tables import Election, GroupOfficer, Holding
from models.vocabulary import Permission


def seat(election: Election, *, by: Holding) -> None:
    """The elected take office today; whatever they held in the group before ends."""
    for nomination in election.elected:
        for former in _held(election.industry_code, nomination.expert_id):
            former.until, former.ended_for = clock.today(), f"当选{election.office.label}"
        officer = GroupOfficer(
            industry_code=election.industry_code,
            industry_name=election.industry_name,
            office=election.office,
            expert=nomination.expert,
            election=election,
            since=clock.today(),
        )
        db.session.add(officer)
        register(
            "expert:take_office", f"任{officer.title}", by=by, subject=nomination.expert,
            article=ARTICLE, note=election.number,
        )  # fmt: skip
        tell(nomination.expert.account_id, f"您已当选{officer.title}", election.matter)


def _held(industry: str, expert_id: int) -> list[GroupOfficer]:
    query = select(GroupOfficer).where(
        GroupOfficer.industry_code == industry,
        GroupOfficer.expert_id == expert_id,
        GroupOfficer.until.is_(None),
    )
    return list(db.session.scalars(query))


def leave_office(officer: GroupOfficer, *, reason: str, by: Holding) -> None:
    """End a term of office, for a reason on record; the section then holds a by-election."""
    if no := policy.refusal(by, Permission.CONFIRM_ELECTION, officer.election):
        raise no
    if officer.until is not None:
        raise Refusal(f"{officer.expert.name}已经卸任", article=ARTICLE)
    if not reason.strip():
        raise Refusal("登记卸任必须写明原因", article=ARTICLE, field="reason")
    officer.until, officer.ended_for = clock.today(), reason.strip()
    register(
        "expert:leave_office", f"卸任{officer.title}", by=by, subject=officer.expert,
        article=ARTICLE, reason=reason.strip(),
    )  # fmt: skip
