"""紧急调用 · whom to call and in what order, with what was said before."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer, undefer_group
from sqlalchemy.orm.interfaces import ORMOption

from models.queries import pool
from models.queries.parameters import value_of
from models.rules import article_11_emergency as art11e
from models.rules.article_11_emergency import Distance
from models.rules.article_11_pool import MUST_RECUSE, Asked, Limits, Profile, Task, reasons_out
from models.settings import EMPLOYER_CAP
from models.tables import Assignment, Dispatch, EmergencyOrder, Event, Expert
from models.tables.expert import NUMBERS
from models.vocabulary import CallOutcome, ExclusionKind

PHONES_READ = "emergency:phones"
UNREACHED = CallOutcome.UNREACHED
# What the page of an order shows of it.
WHOLE: tuple[ORMOption, ...] = (
    joinedload(Dispatch.targets),
    joinedload(Dispatch.order).options(
        undefer(EmergencyOrder.queue), selectinload(EmergencyOrder.calls)
    ),
    selectinload(Dispatch.seats),
    selectinload(Dispatch.assignments).joinedload(Assignment.expert).undefer_group(NUMBERS),
)


@dataclass(frozen=True, slots=True)
class Survey:
    """Everyone on the roster, as the vacant seats of one order look at them. ``crowded``: employers
    of whom as many come as may."""

    listed: dict[int, pool.Listed]
    task: Task
    limits: Limits
    crowded: frozenset[int]
    seated: frozenset[int]

    def against(self, expert_id: int) -> list[str]:
        """Why this expert is not called, in words; empty where nothing stands against it."""
        if expert_id not in self.listed:
            return ["不在专家名册"]
        row = self.listed[expert_id]
        reasons = [kind.label for kind in art11e.barred(row.profile, self.task, self.limits)]
        if row.employer_id in self.crowded:
            reasons.append("同一单位已有专家参加")
        return ["已经在席", *reasons] if expert_id in self.seated else reasons

    def place_of(self, expert_id: int) -> int:
        """Which of the vacant seats is the expert's."""
        return art11e.nearest(self.listed[expert_id].profile, self.task.seats) or 0

    def profiles(self) -> list[Profile]:
        """Of those who may be called."""
        return [row.profile for number, row in self.listed.items() if not self.against(number)]


def survey(session: Session, dispatch: Dispatch) -> Survey:
    asked = [
        Asked(seat.specialty_code, seat.min_grade) for seat in dispatch.seats if seat.is_vacant
    ]
    cap = value_of(session, EMPLOYER_CAP)
    sitting = Counter(part.expert.employer_id for part in dispatch.seated)
    return Survey(
        listed={row.id: row for row in pool.roster(session, dispatch)},
        task=pool.task_of(session, dispatch, asked),
        limits=pool.limits(session),
        crowded=frozenset(number for number, count in sitting.items() if count >= cap),
        seated=frozenset(part.expert_id for part in dispatch.seated),
    )


def queue(session: Session, dispatch: Dispatch) -> list[list[Any]]:
    """Whom to call for the vacant seats, in order, as the order keeps it."""
    found = survey(session, dispatch)
    numbers = {row.profile.code: number for number, row in found.listed.items()}
    codes = {number: code for code, number in numbers.items()}
    loads = {codes[number]: load for number, load in pool.loads(session).items() if number in codes}
    return [
        [numbers[each.code], each.distance.value, [*each.hindrances], each.load]
        for each in art11e.in_order(found.profiles(), found.task, found.limits, loads)
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """One expert on the list of those to call. ``unreached``: how many calls nobody answered."""

    expert: Expert
    distance: Distance
    hindrances: Sequence[ExclusionKind]
    load: int
    unreached: int

    @property
    def attempt(self) -> int:
        """Which call the next one is."""
        return self.unreached + 1


def to_call(session: Session, dispatch: Dispatch, most: int) -> tuple[list[Row], int]:
    """The next ``most`` to call, with their telephones, and how many there are altogether. Who was
    not reached comes again after everyone else."""
    order = dispatch.order
    if order is None or not any(seat.is_vacant for seat in dispatch.seats):
        return [], 0
    answered = {call.expert_id for call in order.calls if call.outcome is not UNREACHED}
    answered |= {part.expert_id for part in dispatch.assignments}
    tried = Counter(call.expert_id for call in order.calls)
    waiting = [row for row in order.queue if row[0] not in answered]
    waiting.sort(key=lambda row: tried[row[0]])
    shown = waiting[:most]
    people = _people(session, [row[0] for row in shown])
    rows = [
        Row(people[number], Distance(near), [*map(ExclusionKind, hindered)], load, tried[number])
        for number, near, hindered, load in shown
    ]
    return rows, len(waiting)


def _people(session: Session, numbers: Sequence[int]) -> dict[int, Expert]:
    query = (
        select(Expert)
        .where(Expert.id.in_(numbers))
        .options(undefer_group(NUMBERS), selectinload(Expert.specialties))
    )
    return {expert.id: expert for expert in session.scalars(query)}


def must_recuse(session: Session, dispatch: Dispatch) -> Iterator[tuple[str, str]]:
    """Who comes and may not, now that the units are named: the name, and why."""
    task, limits = pool.task_of(session, dispatch, []), pool.limits(session)
    listed = {row.id: row for row in pool.roster(session, dispatch)}
    for part in dispatch.seated:
        if row := listed.get(part.expert_id):
            for kind in reasons_out(row.profile, task, limits):
                if kind in MUST_RECUSE:
                    yield part.expert_name, kind.label


def just_ordered(
    session: Session, title: str, account_id: int, *, since: datetime
) -> Dispatch | None:
    """What that person ordered of that title since then."""
    query = (
        select(Dispatch)
        .join(Dispatch.order)
        .where(
            EmergencyOrder.by_id == account_id, EmergencyOrder.at >= since, Dispatch.title == title
        )
    )
    return session.scalars(query).first()


def has_read_phones(session: Session, dispatch: Dispatch, account_id: int) -> bool:
    """Whether the register says that they have seen the telephones of this order."""
    query = select(Event.number).where(
        Event.matter == dispatch.matter,
        Event.kind == PHONES_READ,
        Event.account_id == account_id,
    )
    return session.scalars(query).first() is not None
