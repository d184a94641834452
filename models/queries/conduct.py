"""信用事实 · what is on record of experts, and the rating that the published formula makes of it.

Each fact says where it stands. Reading everybody's costs as few queries as reading one's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Integer,
    cast,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, contains_eager, joinedload, lazyload

from models import clock
from models.queries.parameters import in_force
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
    AnnualAssessment,
    AssessmentItem,
    Assignment,
    Attendance,
    Expert,
    IntegrityReport,
    ServiceRecord,
    TaskReport,
    TrainingSession,
)
from models.vocabulary import ON_ROSTER, ConductFact, CreditRating
from models.workflows.assessment import State as AssessmentState
from models.workflows.integrity import State as IntegrityState
from models.workflows.training import HELD

Found: TypeAlias = Iterator[tuple[int, Fact]]

_DAY = timedelta(days=1)
_NOBODY = "none"  # of the parameter


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


def was_unfit(session: Session, expert_id: int, on: date) -> bool:
    """Whether one expert was rated D on that day, or in an assessment of that year or the last."""
    known = facts_between(session, first_day(on, "rolling"), on, [expert_id])
    of_the_day = rate(known[expert_id], formula(in_force(session))).rating
    if of_the_day is CreditRating.D:
        return True
    query = (
        select(AssessmentItem.id)
        .join(AssessmentItem.assessment)
        .where(
            AssessmentItem.expert_id == expert_id,
            AssessmentItem.rating == CreditRating.D,
            AnnualAssessment._state == AssessmentState.TOLD,
            AnnualAssessment.year.between(on.year - 1, on.year),
        )
    )
    return session.scalar(query.limit(1)) is not None


def ratings(session: Session) -> dict[int, Outcome]:
    """As of today, of everybody on the roster, by expert."""
    known, weights = _known(session, None)
    everyone = session.scalars(select(Expert.id).where(Expert.standing.in_(ON_ROSTER)))
    return {expert: rate(known[expert], weights) for expert in everyone}


def kept_out(session: Session, experts: Collection[int] | None = None) -> frozenset[int]:
    """Whom of these, or of everybody, their rating keeps out of the pools, as the parameter has it.
    Nothing is asked where it keeps nobody out, and nobody is of whom nothing is on record."""
    settings = in_force(session)
    effect, weights = settings[CREDIT_EFFECT.key], formula(settings)
    if effect == _NOBODY:
        return frozenset()
    known = facts_between(session, rating_since(), clock.today(), experts)
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
    for facts in (_worked, _trained_or_upheld):
        for expert, fact in facts(session, first, end, experts):
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
    """Annex 6, late reports and declines that count, each by its own day."""
    moments = ServiceRecord.at, TaskReport.at, Assignment.declined_at
    query = (
        select(Assignment)
        .join(Assignment.dispatch)
        .outerjoin(Assignment.service)
        .outerjoin(Assignment.report)
        .where(
            _among(Assignment.expert_id, experts),
            or_(*(moment.between(first, end) for moment in moments)),
        )
        .options(
            contains_eager(Assignment.dispatch),
            contains_eager(Assignment.service),
            contains_eager(Assignment.report).lazyload(TaskReport.files),
            joinedload(Assignment.proof),
            lazyload(Assignment.expert),
            lazyload(Assignment.seat),
        )
    )
    for part in session.scalars(query):
        where = f"assignment:{part.id}", part.dispatch.section_id
        for kind, figure, moment, label in _of_part(part):
            if first <= moment < end:
                yield part.expert_id, Fact(kind, figure, _day(moment), label, *where)


def _of_part(part: Assignment) -> Iterator[tuple[ConductFact, int, datetime, str]]:
    """What there is to tell of one task, whenever it was."""
    number, record, report = part.dispatch.number, part.service, part.report
    if part.is_rated and record:
        yield ConductFact.SERVICE, record.total, record.at, number
    if report and report.is_late:
        yield ConductFact.LATE, 1, report.at, number
    if part.declined_at and part.decline_kind and part.counts_as_declined:
        yield ConductFact.DECLINE, 1, part.declined_at, f"{number}，{part.decline_kind.label}"


def _trained_or_upheld(
    session: Session, first: datetime, end: datetime, experts: Collection[int] | None
) -> Found:
    """Of a report only that there was one, and when it was dealt with; before then nobody is to
    know of it."""
    trained = (
        select(
            Attendance.expert_id, Attendance.half_hours, TrainingSession.id,
            TrainingSession.number, TrainingSession.topic, TrainingSession.section_id,
            TrainingSession.starts_at, cast(null(), Date),
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
    no_number = cast(null(), Integer)
    upheld = select(
        IntegrityReport.expert_id, literal(1), no_number, literal(""), literal(""), no_number,
        cast(null(), DateTime(timezone=True)), IntegrityReport.referred_on,
    ).where(
        IntegrityReport.expert_id.is_not(None),
        _among(IntegrityReport.expert_id, experts),
        IntegrityReport._state == IntegrityState.SETTLED,
        IntegrityReport.referred_on >= _day(first),
        IntegrityReport.referred_on < _day(end),
    )  # fmt: skip
    rows: Iterable[Any] = session.execute(union_all(trained, upheld))
    for expert, figure, number, caption, topic, section, at, on in rows:
        if number:
            label, matter = f"{caption}，{topic}", f"training_session:{number}"
            yield expert, Fact(ConductFact.TRAINING, figure, _day(at), label, matter, section)
        else:
            yield expert, Fact(ConductFact.UPHELD, figure, on, "廉政举报已查实并处理", "")
