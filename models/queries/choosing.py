"""选定人选 · whom a section may name where nobody is drawn, and what stands against them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.queries import pool
from models.rules import article_11_pool as rules
from models.rules.article_11_pool import Asked
from models.tables import Dispatch, Expert, Seat, StandingEngagement
from models.vocabulary import ExclusionKind, Grade, SelectionWay
from models.workflows.engagement import State


@dataclass(frozen=True, slots=True)
class Candidate:
    """``basis``: what lets the section name this expert; ``against``: why not for this task."""

    expert: Expert
    basis: str
    specialties: tuple[str, ...]
    grade: Grade
    against: tuple[str, ...]
    is_from_outside: bool

    def reasons_against(self, seat: Seat) -> list[str]:
        """Every reason why not on this seat. Where no specialty is on record, the section says by
        naming them that the title fits."""
        asked = Asked(seat.specialty_code, seat.min_grade)
        known = (asked.specialty,) if self.is_from_outside else self.specialties
        reasons = list(self.against)
        if asked.specialty not in known and ExclusionKind.SPECIALTY.label not in reasons:
            reasons.append(ExclusionKind.SPECIALTY.label)
        if not rules.is_of_grade(self.grade, asked) and ExclusionKind.GRADE.label not in reasons:
            reasons.append(ExclusionKind.GRADE.label)
        return reasons


def candidates(session: Session, dispatch: Dispatch) -> list[Candidate]:
    """Everyone whom the way of the dispatch lets the section name."""
    if dispatch.way is SelectionWay.STANDING:
        return _engaged(session, dispatch)
    if dispatch.way is SelectionWay.OFF_ROSTER:
        return _from_outside(session, dispatch)
    return []


def _engaged(session: Session, dispatch: Dispatch) -> list[Candidate]:
    engagements = _engagements(session, dispatch)
    task, limits = _task(session, dispatch), pool.limits(session)
    found = []
    for row in pool.named(session, dispatch, engagements):
        engagement = engagements[row.id]
        against = [kind.label for kind in rules.reasons_out(row.profile, task, limits)]
        if not engagement.is_in_force(task.first_day, task.last_day):
            against.append(f"相对固定使用{_term(engagement)}，没有贯穿任务期间")
        found.append(
            Candidate(
                engagement.expert,
                f"{engagement.minutes_no}审定，{_term(engagement)}",
                row.profile.specialties,
                row.profile.grade,
                tuple(against),
                is_from_outside=False,
            )
        )
    return found


def _engagements(session: Session, dispatch: Dispatch) -> dict[int, StandingEngagement]:
    """Of each expert the one in force that lasts longest."""
    query = (
        select(StandingEngagement)
        .where(
            StandingEngagement.section_id == dispatch.section_id,
            StandingEngagement._state == State.IN_FORCE,
        )
        .order_by(StandingEngagement.ends_on)
    )
    return {each.expert_id: each for each in session.scalars(query)}


def _from_outside(session: Session, dispatch: Dispatch) -> list[Candidate]:
    entered = {each.expert_id: each for each in dispatch.outsiders}
    task, limits = _task(session, dispatch), pool.limits(session)
    return [
        Candidate(
            entered[row.id].expert,
            f"{entered[row.id].title}，{entered[row.id].reason}",
            (),
            row.profile.grade,
            tuple(kind.label for kind in rules.reasons_not_from_outside(row.profile, task, limits)),
            is_from_outside=True,
        )
        for row in pool.named(session, dispatch, entered)
    ]


def _task(session: Session, dispatch: Dispatch) -> rules.Task:
    return pool.task_of(session, dispatch, _asked(dispatch.seats))


def _asked(seats: Iterable[Seat]) -> list[Asked]:
    return [Asked(seat.specialty_code, seat.min_grade) for seat in seats if seat.is_vacant]


def _term(engagement: StandingEngagement) -> str:
    first, last = engagement.starts_on, engagement.ends_on
    return f"{first:%Y}年{first.month}月{first.day}日至{last:%Y}年{last.month}月{last.day}日"
