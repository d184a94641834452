"""信用事实 · what is on record of experts, and the rating that the published formula makes of it.

Each fact says where it stands. Reading everybody's costs as few queries as reading one's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload, lazyload

from models import clock
from models.queries.parameters import in_force, value_of
from models.rules.article_18_credit import Fact, Formula, Outcome, rate
from models.rules.article_18_dismissal import first_day
from models.settings import (
    CREDIT_A,
    CREDIT_B,
    CREDIT_C,
    CREDIT_DECLINE,
    CREDIT_EFFECT,
    CREDIT_HOURS,
    CREDIT_LATE,
    CREDIT_START,
    CREDIT_TRAINING,
    CREDIT_TRAINING_MOST,
    CREDIT_UPHELD,
)
from models.tables import (
    Assignment,
    Attendance,
    Dispatch,
    Expert,
    IntegrityReport,
    ServiceRecord,
    TaskReport,
    TrainingSession,
)
from models.tables.dispatch import numbered
from models.vocabulary import ON_ROSTER, ConductFact
from models.workflows.assignment import State
from models.workflows.integrity import State as IntegrityState
from models.workflows.training import HELD

Found: TypeAlias = Iterator[tuple[int, Fact]]

_DAY = timedelta(days=1)
_NOBODY = "none"  # of the parameter
_TOTAL = (
    ServiceRecord.ethics
    + ServiceRecord.ability
    + ServiceRecord.discipline
    + ServiceRecord.integrity
)


def formula(settings: Mapping[str, Any]) -> Formula:
    """The weights in force."""
    return Formula(
        start=settings[CREDIT_START.key],
        late=settings[CREDIT_LATE.key],
        decline=settings[CREDIT_DECLINE.key],
        upheld=settings[CREDIT_UPHELD.key],
        hours=settings[CREDIT_HOURS.key],
        training=settings[CREDIT_TRAINING.key],
        training_most=settings[CREDIT_TRAINING_MOST.key],
        a=settings[CREDIT_A.key],
        b=settings[CREDIT_B.key],
        c=settings[CREDIT_C.key],
    )


def rating_since() -> date:
    """The first day of the twelve months that the rating of today looks at."""
    return first_day(clock.today(), "rolling")


def rating_of(session: Session, expert_id: int) -> Outcome:
    """The rating of one expert as of today."""
    known, weights = _known(session, [expert_id])
    return rate(known[expert_id], weights)


def ratings(session: Session) -> dict[int, Outcome]:
    """As of today, of everybody on the roster, by expert."""
    known, weights = _known(session, None)
    everyone = session.scalars(select(Expert.id).where(Expert.standing.in_(ON_ROSTER)))
    return {expert: rate(known[expert], weights) for expert in everyone}


def kept_out(session: Session, experts: Collection[int] | None = None) -> frozenset[int]:
    """Whom of these, or of everybody, their rating keeps out of the pools, as the parameter has it.
    Nothing is asked where it keeps nobody out, and nobody is of whom nothing is on record."""
    effect = value_of(session, CREDIT_EFFECT)
    if effect == _NOBODY:
        return frozenset()
    known, weights = _known(session, experts)
    return frozenset(
        expert for expert, facts in known.items() if rate(facts, weights).rating.value in effect
    )


def _known(
    session: Session, experts: Collection[int] | None
) -> tuple[defaultdict[int, list[Fact]], Formula]:
    weights = formula(in_force(session))
    return facts_between(session, rating_since(), clock.today(), experts), weights


def facts_of(session: Session, expert_id: int, year: int) -> list[Fact]:
    """What is on record of one expert of a calendar year."""
    return facts_between(session, date(year, 1, 1), date(year, 12, 31), [expert_id])[expert_id]


def facts_between(
    session: Session, since: date, until: date, experts: Collection[int] | None = None
) -> defaultdict[int, list[Fact]]:
    """By expert, of both days and those between; None: of everybody."""
    found: defaultdict[int, list[Fact]] = defaultdict(list)
    first, end = _midnight(since), _midnight(until + _DAY)
    for facts in (_worked, _declined, _trained):
        for expert, fact in facts(session, first, end, experts):
            found[expert].append(fact)
    for expert, fact in _upheld(session, since, until, experts):
        found[expert].append(fact)
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.BEIJING)


def _among(column: Any, experts: Collection[int] | None) -> ColumnElement[bool]:
    return true() if experts is None else column.in_(experts)


def _day(moment: datetime) -> date:
    return clock.local(moment).date()


def _worked(
    session: Session, first: datetime, end: datetime, experts: Collection[int] | None
) -> Found:
    """Annex 6 and late reports, each by the day on which it was handed in."""
    query = (
        select(
            Assignment.id, Assignment.expert_id, Dispatch.year, Dispatch.serial,
            Dispatch.section_id, Assignment._state, ServiceRecord.at, _TOTAL,
            TaskReport.at, TaskReport.is_late,
        )
        .join(Assignment.dispatch)
        .outerjoin(Assignment.service)
        .outerjoin(Assignment.report)
        .where(
            _among(Assignment.expert_id, experts),
            ServiceRecord.at.between(first, end) | TaskReport.at.between(first, end),
        )
    )  # fmt: skip
    for part, expert, year, serial, section, state, rated, total, told, late in session.execute(
        query
    ):
        where = (numbered(year, serial), f"assignment:{part}", section)
        if state is State.RATED and rated and first <= rated < end:
            yield expert, Fact(ConductFact.SERVICE, total, _day(rated), *where)
        if late and first <= told < end:
            yield expert, Fact(ConductFact.LATE, 1, _day(told), *where)


def _declined(
    session: Session, first: datetime, end: datetime, experts: Collection[int] | None
) -> Found:
    query = (
        select(Assignment)
        .join(Assignment.dispatch)
        .where(
            _among(Assignment.expert_id, experts),
            Assignment.decline_kind.is_not(None),
            Assignment.declined_at >= first,
            Assignment.declined_at < end,
        )
        .options(
            contains_eager(Assignment.dispatch),
            joinedload(Assignment.proof),
            lazyload(Assignment.expert),
            lazyload(Assignment.seat),
        )
    )
    for part in session.scalars(query):
        if part.counts_as_declined and part.declined_at and part.decline_kind:
            label = f"{part.dispatch.number}，{part.decline_kind.label}"
            on, matter, section = _day(part.declined_at), part.matter, part.dispatch.section_id
            yield part.expert_id, Fact(ConductFact.DECLINE, 1, on, label, matter, section)


def _trained(
    session: Session, first: datetime, end: datetime, experts: Collection[int] | None
) -> Found:
    query = (
        select(
            Attendance.expert_id, Attendance.half_hours, TrainingSession.id,
            TrainingSession.number, TrainingSession.topic, TrainingSession.starts_at,
            TrainingSession.section_id,
        )
        .join(Attendance.session)
        .where(
            _among(Attendance.expert_id, experts),
            Attendance.attended.is_(True),
            TrainingSession._state.in_(HELD),
            TrainingSession.starts_at >= first,
            TrainingSession.starts_at < end,
        )
    )  # fmt: skip
    for expert, half_hours, number, caption, topic, at, section in session.execute(query):
        label, matter, on = f"{caption}，{topic}", f"training_session:{number}", _day(at or first)
        yield expert, Fact(ConductFact.TRAINING, half_hours, on, label, matter, section)


def _upheld(session: Session, since: date, until: date, experts: Collection[int] | None) -> Found:
    """Only that there was one, and when it was dealt with; before then nobody is to know of it."""
    query = select(IntegrityReport.expert_id, IntegrityReport.referred_on).where(
        IntegrityReport.expert_id.is_not(None),
        _among(IntegrityReport.expert_id, experts),
        IntegrityReport._state == IntegrityState.SETTLED,
        IntegrityReport.referred_on.between(since, until),
    )
    for expert, on in session.execute(query):
        yield expert or 0, Fact(ConductFact.UPHELD, 1, on or since, "廉政举报已查实并处理", "")
