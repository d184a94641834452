"""第十一条 技术优先、主动回避 · who may stand in the pool of a task, and why others may not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from models.rules.article_05_eligibility import is_over_age
from models.rules.expert_draw_request import SATISFIES
from models.vocabulary import ExclusionKind as Out
from models.vocabulary import Grade, Standing

ARTICLE = 11


# 回避 (Art. 9(6)): what no urgency and no approval makes good.
MUST_RECUSE = frozenset({Out.EMPLOYER, Out.FORMER_EMPLOYER, Out.INTEREST, Out.CHALLENGED})


@dataclass(frozen=True, slots=True)
class Asked:
    """A seat as the section asks for it."""

    specialty: str
    min_grade: Grade


@dataclass(frozen=True, slots=True)
class Task:
    """What the pool is for. ``targets``: the units inspected, advised or examined, and the one
    that asked and pays, and every unit of their groups. ``challenged_units`` and ``challenged``:
    the employers and the experts, by code, whom the unit that asked does not want."""

    starts_at: datetime
    ends_at: datetime
    first_day: date
    last_day: date
    on: date
    targets: frozenset[int]
    seats: tuple[Asked, ...]
    challenged_units: frozenset[int] = frozenset()
    challenged: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """What the rules need to know of one expert. ``busy``: from and to of other tasks;
    ``is_rated_out``: the credit rating is one that keeps out of a pool (Art. 18(9))."""

    code: str
    specialties: tuple[str, ...]
    grade: Grade
    standing: Standing
    birth_date: date
    age_relaxed: bool
    appointed: tuple[date, date] | None
    employers: frozenset[int]
    former: tuple[tuple[int, date], ...]
    interests: frozenset[int]
    busy: tuple[tuple[datetime, datetime], ...]
    absences: tuple[tuple[date, date], ...]
    has_declined: bool
    is_rated_out: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """The parameters that bear on a pool: years of age, and years since a former employment."""

    age: int
    former_employer_years: int


def may_sit(profile: Profile, seat: Asked) -> bool:
    return seat.specialty in profile.specialties and is_of_grade(profile.grade, seat)


def is_of_grade(grade: Grade, seat: Asked) -> bool:
    return grade in SATISFIES[seat.min_grade]


def reasons_out(profile: Profile, task: Task, limits: Limits) -> list[Out]:
    """Why this expert is not in the pool, every rule named; empty where nothing stands against."""
    return [
        *_technical(profile, task),
        *_availability(profile, task, limits),
        *_recusal(profile, task, limits),
    ]


def reasons_not_from_outside(profile: Profile, task: Task, limits: Limits) -> list[Out]:
    """The same of somebody from outside the roster, who has no appointment, no specialty of Annex 1
    and no age limit (Art. 5 speaks of the appointed): only what stands against anybody."""
    against = {Out.CLASH, Out.ABSENCE, Out.DECLINED}
    return [
        *(kind for kind in _availability(profile, task, limits) if kind in against),
        *_recusal(profile, task, limits),
    ]


def _technical(profile: Profile, task: Task) -> Iterator[Out]:
    if not {seat.specialty for seat in task.seats} & set(profile.specialties):
        yield Out.SPECIALTY
    elif not any(may_sit(profile, seat) for seat in task.seats):
        yield Out.GRADE


def _availability(profile: Profile, task: Task, limits: Limits) -> list[Out]:
    too_old = is_over_age(profile.birth_date, task.on, limits.age) and not profile.age_relaxed
    against = {
        Out.STANDING: profile.standing is not Standing.ACTIVE,
        Out.APPOINTMENT: not _appointed_throughout(profile.appointed, task),
        Out.AGE: too_old,
        Out.CLASH: any(
            start < task.ends_at and task.starts_at < end for start, end in profile.busy
        ),
        Out.ABSENCE: any(
            start <= task.last_day and task.first_day <= end for start, end in profile.absences
        ),
        Out.DECLINED: profile.has_declined,
        Out.CREDIT: profile.is_rated_out,
    }
    return [kind for kind, applies in against.items() if applies]


def _recusal(profile: Profile, task: Task, limits: Limits) -> list[Out]:
    against = {
        Out.EMPLOYER: bool(profile.employers & task.targets),
        Out.FORMER_EMPLOYER: _formerly_there(profile.former, task, limits.former_employer_years),
        Out.INTEREST: bool(profile.interests & task.targets),
        Out.CHALLENGED: profile.code in task.challenged
        or bool(profile.employers & task.challenged_units),
    }
    return [kind for kind, applies in against.items() if applies]


def _appointed_throughout(appointed: tuple[date, date] | None, task: Task) -> bool:
    return appointed is not None and (
        appointed[0] <= task.first_day and task.last_day <= appointed[1]
    )


def _formerly_there(former: Iterable[tuple[int, date]], task: Task, years: int) -> bool:
    since = (task.on.year - years, task.on.month, task.on.day)
    return any(
        unit in task.targets and (left.year, left.month, left.day) > since for unit, left in former
    )
