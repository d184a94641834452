"""一件派遣 · one dispatch of the year while it is played: its people, its dice and its time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from models.demonstration.courses import Course
from models.demonstration.diary import DAY, MINUTE, Diary
from models.demonstration.dice import Dice
from models.demonstration.office import Office
from models.demonstration.units import Units
from models.tables import Assignment, BudgetLine, Dispatch, Holding, Specialty

# Each ``yield`` names the moment of what follows, in working seconds: the year holds the clock
# there, and in between goes on with whichever dispatch is next.
Steps: TypeAlias = Iterator[int]


@dataclass(frozen=True)
class World:
    """What every dispatch draws on. ``lines``: by section and year."""

    office: Office
    units: Units
    specialties: Mapping[str, Specialty]
    lines: Mapping[tuple[str, int], BudgetLine]
    diary: Diary


class Case:
    dispatch: Dispatch  # once it is drafted

    def __init__(self, course: Course, world: World) -> None:
        office, section = world.office, course.section
        self.course, self.world = course, world
        self.dice = Dice(f"case {course.number}")
        self.clerk, self.head = office.clerks[section], office.heads[section]
        self.deputy = office.deputies[section]
        self.witness = self.dice.pick(office.witnesses)
        self._day, self._at = course.begins - 1, 0

    def next_day(self) -> int:
        """The next working day, some time in the morning."""
        return self.on(self._day + 1)

    def on(self, day: int) -> int:
        """The morning of ``day``, or the next if that is past."""
        self._day = max(day, self._day)
        return self.at(self._day * DAY + self.dice.between(10, 130) * MINUTE)

    def later(self, least: int = 10, most: int = 50) -> int:
        """Minutes later on the same day."""
        return self.at(self._at + self.dice.between(least, most) * MINUTE)

    def at(self, moment: int) -> int:
        """At ``moment``, to the second as it falls, and never before what was done already."""
        self._at = max(moment, self._at + MINUTE) + self.dice.below(MINUTE)
        self._day = self._at // DAY
        return self._at

    def expert(self, part: Assignment) -> Holding:
        """The expert of an assignment, signed in."""
        return self.world.office.experts[part.expert.code]
