"""虚构任务 · what each section sends experts to, as a clerk would write it into Annex 4."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from models.vocabulary import Grade, TaskType

_TABLE = Path(__file__).parent / "matters.csv"


@dataclass(frozen=True, slots=True)
class Matter:
    """``title`` names the unit, or the town, that it is about; ``seats``: specialty and lowest
    grade; ``findings``: what may come out of it."""

    kind: TaskType
    title: str
    content: str
    seats: tuple[tuple[str, Grade], ...]
    half_days: int
    hazards: str
    findings: tuple[str, ...]

    @classmethod
    def read(cls, row: Mapping[str, str]) -> Self:
        asked = (seat.split(":") for seat in row["seats"].split())
        return cls(
            kind=TaskType(row["kind"]),
            title=row["title"],
            content=row["content"],
            seats=tuple((code, Grade(grade)) for code, grade in asked),
            half_days=int(row["half_days"]),
            hazards=row["hazards"],
            findings=tuple(row["findings"].split("；")),
        )

    @property
    def equipment(self) -> list[str]:
        """The protective equipment that its hazards ask for."""
        _, _, asked = self.hazards.partition("，须")
        return [each.lstrip("佩戴穿携带") for each in asked.split("、") if each]

    @property
    def is_in_town(self) -> bool:
        """Whether a town's government is the object, and no enterprise."""
        return "{town}" in self.title


def _read() -> dict[str, list[Matter]]:
    """By section."""
    matters = defaultdict(list)
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            matters[row["section"]].append(Matter.read(row))
    return dict(matters)


MATTERS: Mapping[str, list[Matter]] = _read()

# The two for which there is one expert alone.
(BLASTING,), (CARE,) = MATTERS["alone"], MATTERS["reluctant"]
