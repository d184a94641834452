"""相对固定使用 · proposed by a section, settled by the director's meeting, ended (Art. 11(1)4)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.decisions import Meeting
from models.operations.notices import holders_of, tell
from models.operations.register import register
from models.operations.steps import advance, choose
from models.queries.engagements import terms_before
from models.queries.parameters import value_of
from models.rules import article_11_standing as art11
from models.rules.article_11_standing import Term
from models.settings import STANDING_YEARS
from models.tables import Expert, Holding, Section, StandingEngagement
from models.vocabulary import Permission, Standing
from models.workflows.engagement import Action
from models.workflows.machine import Move


@dataclass(frozen=True, slots=True)
class Wanted:
    """For what, why this expert, and from when to when; both days included."""

    purpose: str
    reason: str
    starts_on: date
    ends_on: date


def propose(
    section: Section, expert: Expert | None, wanted: Wanted, *, by: Holding
) -> StandingEngagement:
    """Put an expert to the director's meeting. Refused beyond the years that Article 11 allows."""
    if expert is None:
        raise Refusal("请选择专家", article=art11.ARTICLE, field="expert")
    engagement = StandingEngagement(
        section=section, section_id=section.id, expert=expert, expert_id=expert.id,
        proposer_id=by.account_id, purpose=wanted.purpose.strip(), reason=wanted.reason.strip(),
        starts_on=wanted.starts_on, ends_on=wanted.ends_on,
    )  # fmt: skip
    if no := policy.refusal(by, Permission.PROPOSE_ENGAGEMENT, engagement):
        raise no
    _check_written(engagement)
    _check_years(engagement)
    db.session.add(engagement)
    register(
        "standing_engagement:propose", "提出相对固定使用", by=by, subject=engagement,
        article=art11.ARTICLE, code=expert.code, since=wanted.starts_on.isoformat(),
        until=wanted.ends_on.isoformat(), note=engagement.reason,
    )  # fmt: skip
    for holding in holders_of(Permission.DECIDE_ENGAGEMENT, engagement):
        tell(holding.account_id, f"待局长办公会审定：{engagement.caption}", engagement.matter)
    return engagement


def _check_written(engagement: StandingEngagement) -> None:
    for field, label in {"purpose": "用途", "reason": "理由"}.items():
        if not getattr(engagement, field):
            raise Refusal(f"请写明相对固定使用的{label}", article=art11.ARTICLE, field=field)
    if engagement.expert.standing is not Standing.ACTIVE:
        raise Refusal(
            f"{engagement.expert.name}是“{engagement.expert.standing.label}”，不能相对固定使用",
            article=art11.ARTICLE,
            field="expert",
        )
    if engagement.ends_on < clock.today():
        raise Refusal("使用截止日期已经过去，请改正", article=art11.ARTICLE, field="ends_on")


def _check_years(engagement: StandingEngagement) -> None:
    art11.check_term(
        Term(engagement.starts_on, engagement.ends_on),
        terms_before(db.session(), engagement),
        engagement.expert.grade,
        value_of(db.session(), STANDING_YEARS),
    )


def decide(
    engagement: StandingEngagement, action: str, meeting: Meeting, *, by: Holding, note: str = ""
) -> Move[Any, Any]:
    """What the director's meeting said of it, as the leader records and signs it."""
    engagement.workflow.move(engagement.state, action)
    art11.check_meeting(meeting.met_on, clock.today())
    engagement.met_on, engagement.minutes_no = meeting.met_on, meeting.minutes_no.strip()
    if action == Action.APPROVE:
        _check_written(engagement)
        _check_years(engagement)
    move = advance(
        engagement, action, by=by, note=note, met_on=meeting.met_on.isoformat(),
        minutes_no=engagement.minutes_no,
    )  # fmt: skip
    tell(engagement.proposer_id, f"{move.action.label}：{engagement.caption}", engagement.matter)
    return move


def take(
    engagement: StandingEngagement, action: str, *, by: Holding, note: str = ""
) -> Move[Any, Any]:
    """Withdraw a proposal, or end what is in force; another expert is then proposed anew."""
    return choose(engagement, action, by=by, note=note)
