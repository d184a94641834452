"""相对固定使用 · which experts a section uses for years, and for how long it has (Art. 11(1)4)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, case, select
from sqlalchemy.orm import Session

from models import clock
from models.queries.parameters import value_of
from models.queries.reach import in_reach
from models.rules import article_11_standing as art11
from models.rules.article_11_standing import Term
from models.settings import STANDING_YEARS
from models.tables import Expert, Holding, StandingEngagement
from models.vocabulary import ON_ROSTER, Permission
from models.workflows.engagement import State

_COUNTED = (State.IN_FORCE, State.ENDED)
_OPEN = (State.PROPOSED, State.IN_FORCE)


@dataclass(frozen=True, slots=True)
class Use:
    """What of the years allowed is taken. ``share``: of one; ``is_limited``: legal experts are
    not."""

    days: int
    allowed: int
    share: float
    is_limited: bool

    @property
    def words(self) -> str:
        if not self.days:
            return "尚未使用"
        used = f"{self.days / 365.25:.1f}年"
        return f"{used}，共{self.allowed}年" if self.is_limited else f"{used}，法律专家不限"


def within_reach(holding: Holding) -> ColumnElement[bool]:
    """Those that a holder may read, as a condition on StandingEngagement."""
    return in_reach(holding, Permission.READ_ENGAGEMENT, StandingEngagement.section_id)


def listed(holding: Holding, section_id: int | None, state: str) -> Select[StandingEngagement]:
    """What is open first, the soonest to end before the others."""
    is_over = case((StandingEngagement._state.in_(_OPEN), 0), else_=1)
    query = (
        select(StandingEngagement)
        .where(within_reach(holding))
        .order_by(is_over, StandingEngagement.ends_on, StandingEngagement.id)
    )
    if section_id:
        query = query.where(StandingEngagement.section_id == section_id)
    if state in set(State):
        query = query.where(StandingEngagement._state == State(state))
    return query


def terms_before(session: Session, engagement: StandingEngagement) -> list[Term]:
    """The other terms of the same expert and section, the first first."""
    query = select(StandingEngagement).where(
        StandingEngagement.section_id == engagement.section_id,
        StandingEngagement.expert_id == engagement.expert_id,
        StandingEngagement.id != (engagement.id or 0),
        StandingEngagement._state.in_(_COUNTED),
    )
    terms = [each.term for each in session.scalars(query.order_by(StandingEngagement.starts_on))]
    return [term for term in terms if term]


def uses(session: Session, shown: Iterable[StandingEngagement]) -> dict[int, Use]:
    """By engagement: how much of the years its expert and section have used, once it is over."""
    listed = list(shown)
    query = select(StandingEngagement).where(
        StandingEngagement.expert_id.in_({each.expert_id for each in listed}),
        StandingEngagement._state.in_(_COUNTED),
    )
    terms: defaultdict[tuple[int, int], list[Term]] = defaultdict(list)
    for each in session.scalars(query):
        if each.term:
            terms[each.section_id, each.expert_id].append(each.term)
    years = value_of(session, STANDING_YEARS)
    return {each.id: _use(each, terms[each.section_id, each.expert_id], years) for each in listed}


def _use(engagement: StandingEngagement, terms: list[Term], years: int) -> Use:
    """Up to today: what has been decided for later is not used yet."""
    today = clock.today()
    past = [Term(term.first, min(term.last, today)) for term in terms if term.first <= today]
    return Use(
        art11.used(past), years, art11.share(past, years),
        art11.is_limited(engagement.expert.grade),
    )  # fmt: skip


def ending(today: date, warning: int) -> Select[StandingEngagement]:
    """In force, and to be replaced within ``warning`` days, or already."""
    last = today + timedelta(days=warning)
    return (
        select(StandingEngagement)
        .where(StandingEngagement._state == State.IN_FORCE, StandingEngagement.ends_on <= last)
        .order_by(StandingEngagement.ends_on, StandingEngagement.id)
    )


def eligible(session: Session) -> list[Expert]:
    """Whom a section may propose: everyone on the roster, by name."""
    query = select(Expert).where(Expert.standing.in_(ON_ROSTER))
    return list(session.scalars(query.order_by(Expert.name_key, Expert.id)))
