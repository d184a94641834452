"""推荐汇总表 · the persons on one, who signed it, and what its paper says (Art. 6(2))."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from models import clock, policy
from models.queries import roster, signatures
from models.queries.papers import Approval, approval_of
from models.queries.signatures import Verified
from models.rules.annex_3_columns import COLUMNS, SPECIALTIES
from models.rules.annex_3_person import columns_of, masked
from models.tables import (
    Application,
    Holding,
    RecommendationSheet,
    SheetLine,
)
from models.vocabulary import Permission
from models.workflows.sheet import Action

# Who needs whole ID and telephone numbers: the section, the office that checks, hr that files.
SEES_NUMBERS = (Permission.COMPILE_SHEET, Permission.CHECK_SHEET, Permission.SORT_APPLICATION)

_NOTHING = dict.fromkeys(COLUMNS[1:], "")

# A sheet with its persons.
WHOLE: tuple[ORMOption, ...] = (
    selectinload(RecommendationSheet.lines).joinedload(SheetLine.application),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the sheet, and what its ten columns say: as frozen, or as they stand until then."""

    line: SheetLine
    columns: Mapping[str, str]

    @property
    def masked(self) -> Mapping[str, str]:
        return masked(self.columns)


@dataclass(frozen=True, slots=True)
class Annex3Paper:
    """推荐汇总表 as it prints. ``rows``: the eleven columns, 序号 first. An approval is None while
    the step is still to come; ``on``: the day the handler signed."""

    number: str
    edition: int
    section: str
    on: date | None
    rows: tuple[tuple[str, ...], ...]
    handled: Approval | None
    endorsed: Approval | None
    signed: Approval | None


def paths(session: Session) -> dict[str, str]:
    """Specialty code → class, industry and specialty by Annex 1."""
    return {each.code: roster.path(each) for each in roster.annex_1(session)}


def persons(session: Session, sheet: RecommendationSheet) -> list[Person]:
    """Everyone on it in its order, numbers whole."""
    if sheet.is_frozen:
        return [Person(line, line.columns or _NOTHING) for line in sheet.lines]
    known = paths(session)
    return [Person(line, columns_now(line.application, known)) for line in sheet.lines]


def columns_now(application: Application, known: Mapping[str, str]) -> dict[str, str]:
    """What the sheet would say if it were frozen now. ``known``: see ``paths``."""
    return columns_of(application.entries, application.specialty_codes, known)


def by_industry(persons: Iterable[Person]) -> dict[str, int]:
    """Industry of the primary specialty → how many, most first."""
    industries = (each.columns[SPECIALTIES].split("/") for each in persons)
    return dict(Counter(parts[1] for parts in industries if len(parts) > 1).most_common())


def sees_numbers(holding: Holding, sheet: RecommendationSheet) -> bool:
    return any(policy.reaches(holding, permission, sheet) for permission in SEES_NUMBERS)


def annex_3(session: Session, sheet: RecommendationSheet, *, is_whole: bool = False) -> Annex3Paper:
    """ID and telephone numbers are masked unless ``is_whole``; whoever hands out whole ones has
    asked ``sees_numbers`` and registers it (``operations.sheets.record_whole_export``)."""
    told = persons(session, sheet)
    rows = [each.columns if is_whole else each.masked for each in told]
    given = {each.signature.action: each for each in signatures.of_matter(session, sheet.matter)}
    return Annex3Paper(
        number=sheet.number,
        edition=sheet.edition,
        section=sheet.section.name,
        on=clock.local(sheet.frozen_at).date() if sheet.frozen_at else None,
        rows=tuple(
            (str(order), *(row[column] for column in COLUMNS[1:]))
            for order, row in enumerate(rows, 1)
        ),
        handled=_approval(given, Action.HANDLE),
        endorsed=_approval(given, Action.ENDORSE),
        signed=_approval(given, Action.SIGN),
    )


def _approval(given: Mapping[str, Verified], action: Action) -> Approval | None:
    return approval_of(given[action]) if action in given else None
