"""任务安排 · the year's dispatches before any is played: when each begins and what becomes of it.

A dispatch takes a step a working day, so that its age says where it stands: one begun today is a
draft, one begun three days ago has been drawn.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from models.demonstration.diary import DAY, HALF_DAY, MINUTE
from models.demonstration.dice import Dice
from models.demonstration.matters import BLASTING, CARE, MATTERS, Matter
from models.demonstration.office import MAIN
from models.demonstration.words import REASONS
from models.vocabulary import DeclineKind

LEAD = 12  # working days from the first draft to the task
WHOLE = 24  # and to the closed file


class Twist(Enum):
    """What does not go smoothly; at most one a dispatch."""

    NONE = auto()
    DISCARDED = auto()
    REVISED = auto()
    CALLED_OFF = auto()
    VOIDED = auto()
    RETURNED = auto()
    DECLINED = auto()
    RELEASED = auto()
    WAIVED = auto()
    CANCELLED = auto()
    CHANGE_REFUSED = auto()
    CHANGE_WITHDRAWN = auto()
    POSTPONED = auto()
    EXTENDED = auto()
    AMENDED = auto()
    FELL_OUT = auto()
    LATE = auto()
    SENT_BACK = auto()


_DELAYS = {Twist.VOIDED: 3, Twist.CALLED_OFF: 1}


@dataclass(frozen=True, slots=True)
class Course:
    """``begins``: the working day of the first draft; ``rate``: fen a half day; ``target``: which
    of the section's units."""

    number: int
    section: str
    matter: Matter
    begins: int
    target: int
    rate: int
    twist: Twist = Twist.NONE
    declines: DeclineKind = DeclineKind.BUSY
    half_days: int = 0
    is_unannounced: bool = False

    @property
    def first_day(self) -> int:
        return self.begins + LEAD + _DELAYS.get(self.twist, 0)

    @property
    def last_day(self) -> int:
        return self.first_day + (self.half_days - 1) // 2

    @property
    def starts(self) -> int:
        """Nine in the morning, in working seconds."""
        return self.first_day * DAY + 30 * MINUTE

    @property
    def ends(self) -> int:
        """Noon, or half past five."""
        return self.last_day * DAY + (HALF_DAY if self.half_days % 2 else DAY - 30 * MINUTE)

    @property
    def estimate(self) -> int:
        half_days = self.half_days + (self.twist is Twist.EXTENDED)
        return self.rate * half_days * len(self.matter.seats)


@dataclass(frozen=True, slots=True)
class Open:
    """A dispatch that is under way at the end of the year: begun ``age`` working days ago."""

    age: int
    twist: Twist = Twist.NONE
    declines: DeclineKind = DeclineKind.BUSY
    matter: Matter = MATTERS[MAIN][0]
    section: str = MAIN
    half_days: int = 0
    is_unannounced: bool = False


_MINE, _WATER = MATTERS[MAIN][1], MATTERS[MAIN][2]

# What waits on the accounts named after their posts, one row a desk.
OPEN: tuple[Open, ...] = (
    Open(0, matter=_WATER),  # a draft
    Open(1, matter=_MINE),  # to freeze
    Open(2), Open(2, matter=_WATER),  # for the supervisor to witness
    Open(3, matter=_MINE), Open(3, Twist.VOIDED),  # for the head; for the deputy to void
    Open(4, matter=_WATER), Open(4, matter=MATTERS["chemicals"][0], section="chemicals"),  # to sign
    Open(5, matter=BLASTING),  # for the expert to answer
    Open(6, Twist.DECLINED), Open(6, Twist.DECLINED, DeclineKind.RECUSAL, _MINE),  # vacant
    Open(6, matter=BLASTING),  # for the expert to fall ill before, and to prove it
    Open(6, Twist.CANCELLED, matter=_WATER), Open(6, Twist.RELEASED, matter=_MINE),  # to decide
    Open(6, Twist.POSTPONED, matter=_WATER),  # and this
    Open(7, Twist.WAIVED, matter=CARE, section="rescue"),
    Open(7, Twist.DECLINED, DeclineKind.ILLNESS, _WATER),  # to witness again
    Open(8, Twist.DECLINED, DeclineKind.PERSONAL, _MINE),  # to approve the supplement
    Open(9, matter=BLASTING, is_unannounced=True),  # for the expert to acknowledge the briefing
    Open(11, matter=_WATER),  # to set out tomorrow
    Open(12, matter=_MINE, half_days=6),  # on site
    Open(12, matter=BLASTING),  # for the expert to report
    Open(15, matter=_WATER, is_unannounced=True),  # to rate
    Open(17), Open(19, matter=_MINE),  # for hr; to close
)  # fmt: skip

# How far through the year the two who stand alone are sent.
_ALONE = (12, 32, 52, 72)
_RELUCTANT = ((30, DeclineKind.BUSY), (50, DeclineKind.NO_REASON), (70, DeclineKind.PERSONAL))

_TWISTS: tuple[tuple[Twist, DeclineKind], ...] = (
    *((Twist.DECLINED, kind) for kind in REASONS),
    *((twist, DeclineKind.BUSY) for twist in Twist if twist not in {Twist.NONE, Twist.WAIVED}),
    (Twist.LATE, DeclineKind.BUSY),
)
_SHARES = {
    "coal": 8, "chemicals": 5, "industry": 6, "mines": 3, "disaster": 4, "rescue": 3, "policy": 2,
}  # fmt: skip
# A second draw finds enough people only where there are many; and where one stays away, others
# have to be there.
_AMONG_MANY = {Twist.DECLINED, Twist.RELEASED, Twist.POSTPONED, Twist.FELL_OUT}
_LARGE = ["coal", "chemicals", "industry"]
_RATES = (30_000, 40_000, 40_000, 50_000)
FEWEST = 60  # with fewer, some state or twist would not occur


def courses(present: int, count: int) -> list[Course]:
    """``count`` dispatches up to the working day ``present``, in the order in which they begin."""
    dice = Dice("courses")
    arranged = [*_open(present), *_alone(present)]
    arranged += _ordinary(dice, present, count - len(arranged))
    arranged.sort(key=lambda course: course.begins)
    met: Counter[str] = Counter()
    for number, course in enumerate(arranged, start=1):
        met[course.section] += 1
        arranged[number - 1] = _told(dice, course, number, met[course.section])
    return arranged


def _told(dice: Dice, course: Course, number: int, target: int) -> Course:
    """Units take turns, so that none is visited twice in a week."""
    return replace(
        course,
        number=number,
        target=target,
        rate=dice.pick(_RATES),
        half_days=course.half_days or course.matter.half_days,
    )


def _open(present: int) -> Iterator[Course]:
    for row in OPEN:
        begins, twist = present - row.age, row.twist
        yield Course(
            0, row.section, row.matter, begins, 0, 0, twist, row.declines, row.half_days,
            row.is_unannounced,
        )  # fmt: skip


def _alone(present: int) -> Iterator[Course]:
    for share in _ALONE:
        yield Course(0, MAIN, BLASTING, present * share // 100, 0, 0)
    for share, kind in _RELUCTANT:
        yield Course(0, "rescue", CARE, present * share // 100, 0, 0, Twist.WAIVED, kind)


def _ordinary(dice: Dice, present: int, count: int) -> Iterator[Course]:
    """Evenly over the year; a fifth meets a twist, early enough to have come to its end."""
    sections = [section for section, share in _SHARES.items() for _ in range(share)]
    over = [n for n in range(count) if _begins(n, present, count) < present - WHOLE]
    turns = _TWISTS * max(1, len(over) // 5 // len(_TWISTS))
    twists = dict(zip(dice.shuffled(over), turns, strict=False))
    for n in range(count):
        twist, kind = twists.get(n, (Twist.NONE, DeclineKind.BUSY))
        section = dice.pick(sections if twist not in _AMONG_MANY else _LARGE)
        matter = dice.pick(_matters(section, twist))
        yield Course(0, section, matter, _begins(n, present, count), 0, 0, twist, kind)


def _matters(section: str, twist: Twist) -> list[Matter]:
    """Those for two at least, where one of them stays away."""
    fewest = 2 if twist is Twist.FELL_OUT else 1
    return [matter for matter in MATTERS[section] if len(matter.seats) >= fewest]


def _begins(n: int, present: int, count: int) -> int:
    return 1 + n * (present - 1) // count
