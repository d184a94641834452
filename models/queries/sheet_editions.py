"""汇总表各版之间 · who came, who left, and whose columns say something else."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.queries.sheets import Person, persons
from models.rules.annex_3_columns import NAME
from models.rules.annex_3_person import differing, masked
from models.tables import RecommendationSheet


@dataclass(frozen=True, slots=True)
class Altered:
    """One column of one person, before and after; numbers masked."""

    name: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    came: list[str]
    left: list[str]
    altered: list[Altered]


def difference(
    session: Session, before: RecommendationSheet, after: RecommendationSheet
) -> Difference:
    """Between two editions; whoever stands on both is the same application."""
    old, new = _by_application(session, before), _by_application(session, after)
    return Difference(
        came=[each.columns[NAME] for key, each in new.items() if key not in old],
        left=[each.columns[NAME] for key, each in old.items() if key not in new],
        altered=[
            change
            for key, each in new.items()
            if key in old
            for change in _altered(old[key].columns, each.columns)
        ],
    )


def _by_application(session: Session, sheet: RecommendationSheet) -> dict[int, Person]:
    return {each.line.application_id: each for each in persons(session, sheet)}


def _altered(before: Mapping[str, str], after: Mapping[str, str]) -> list[Altered]:
    shown_before, shown_after = masked(before), masked(after)
    return [
        Altered(after[NAME], column, shown_before[column], shown_after[column])
        for column in differing(before, after)
    ]
