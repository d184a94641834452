"""个人日历 · what an expert has to come to, and the days they said they cannot.

It is also read by whoever holds the address of the feed: so no title, no unit, no place of a task
beyond where people gather.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, lazyload

from models import clock
from models.tables import Absence, Assignment, Dispatch, Invitation, Meeting
from models.vocabulary import InvitationAnswer
from models.workflows import meeting as meeting_flow


class Kind(Enum):
    TASK = "任务"
    MEETING = "会议"
    ABSENCE = "不能参加"


@dataclass(frozen=True, slots=True)
class Occasion:
    """``subject``: how the register names it, and so what it is known by for good; ``edition``
    grows with every change. Days are both included; what has a time has ``starts_at``."""

    kind: Kind
    subject: str
    number: int
    title: str
    status: str
    first_day: date
    last_day: date
    place: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    edition: int = 0
    is_off: bool = False

    def falls_on(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def occasions(session: Session, expert_id: int, first: date, last: date) -> list[Occasion]:
    """Everything between these days, both included, in order."""
    found = [
        *_tasks(session, expert_id, first, last),
        *_meetings(session, expert_id, first, last),
        *_absences(session, expert_id, first, last),
    ]
    return sorted(
        found, key=lambda each: (each.first_day, each.starts_at is not None, each.subject)
    )


def _instants(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first day's midnight to the midnight after the last."""
    return _midnight(first), _midnight(last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.BEIJING)


def _tasks(session: Session, expert_id: int, first: date, last: date) -> Iterator[Occasion]:
    since, until = _instants(first, last)
    query = (
        select(Assignment)
        .join(Assignment.dispatch)
        .where(
            Assignment.expert_id == expert_id,
            Assignment.notified_at.is_not(None),
            Dispatch.starts_at < until,
            Dispatch.ends_at >= since,
        )
        .options(
            contains_eager(Assignment.dispatch).options(
                lazyload(Dispatch.section), lazyload(Dispatch.handler)
            ),
            lazyload(Assignment.seat),
            lazyload(Assignment.expert),
        )
    )
    for part in session.scalars(query):
        dispatch = part.dispatch
        if dispatch.starts_at and dispatch.ends_at:
            yield Occasion(
                kind=Kind.TASK, subject=f"assignment:{part.id}", number=part.id,
                title=f"专家任务 {dispatch.number}", place=dispatch.meeting_point,
                status=part.state.label, first_day=clock.local(dispatch.starts_at).date(),
                last_day=clock.local(dispatch.ends_at).date(), starts_at=dispatch.starts_at,
                ends_at=dispatch.ends_at, edition=part.version + dispatch.version,
                is_off=not part.is_seated,
            )  # fmt: skip


def _meetings(session: Session, expert_id: int, first: date, last: date) -> Iterator[Occasion]:
    since, until = _instants(first, last)
    query = (
        select(Invitation)
        .join(Invitation.meeting)
        .where(
            Invitation.expert_id == expert_id,
            Meeting.convened_at.is_not(None),
            Meeting.starts_at >= since,
            Meeting.starts_at < until,
        )
        .options(contains_eager(Invitation.meeting))
    )
    for each in session.scalars(query):
        meeting = each.meeting
        if meeting.starts_at and meeting.meets_on:
            is_off = meeting.state is meeting_flow.State.CANCELLED
            answer = each.answer.label if each.answer else "未答复"
            yield Occasion(
                kind=Kind.MEETING, subject=f"invitation:{each.id}", number=each.id,
                title=meeting.caption, place=meeting.place,
                status=meeting.state.label if is_off else answer, first_day=meeting.meets_on,
                last_day=meeting.meets_on, starts_at=meeting.starts_at, edition=meeting.version,
                is_off=is_off or each.answer is InvitationAnswer.ABSENT,
            )  # fmt: skip


def _absences(session: Session, expert_id: int, first: date, last: date) -> Iterable[Occasion]:
    query = select(Absence).where(
        Absence.expert_id == expert_id, Absence.first_day <= last, Absence.last_day >= first
    )
    return [
        Occasion(
            kind=Kind.ABSENCE, subject=f"absence:{each.id}", number=each.id,
            title="已登记不能参加", status=each.note, first_day=each.first_day,
            last_day=each.last_day,
        )
        for each in session.scalars(query)
    ]  # fmt: skip
