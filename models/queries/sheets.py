"""推荐汇总表 · lists of them, the persons on one, and what its paper says (Art. 6(2))."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from models import clock, policy
from models.queries import roster
from models.queries.dispatches import signatures_of
from models.queries.papers import Approval, approval_of
from models.queries.sheet_tasks import within_reach
from models.rules.annex_3_columns import COLUMNS
from models.rules.annex_3_person import columns_of, masked
from models.rules.article_11_draw import canonical, sm3
from models.tables import Application, Holding, RecommendationSheet, SheetLine, Signature
from models.vocabulary import Permission
from models.workflows import application as application_flow
from models.workflows.sheet import Action, State

# Who needs whole ID and telephone numbers: the section, the office that checks, hr that files.
SEES_NUMBERS = (Permission.COMPILE_SHEET, Permission.CHECK_SHEET, Permission.SORT_APPLICATION)

# A sheet with its persons.
WHOLE: tuple[ORMOption, ...] = (
    selectinload(RecommendationSheet.lines).joinedload(SheetLine.application),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed by; empty entries narrow nothing."""

    state: str = ""
    section_id: int | None = None
    intake_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the sheet, and what its ten columns say: as frozen, or as they stand until then."""

    line: SheetLine
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Signed:
    """``holds``: whether the sheet still says, to the letter, what was signed."""

    approval: Approval
    holds: bool


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


def listed(holding: Holding, chosen: Filter) -> Select[RecommendationSheet]:
    """Within the holder's reach, newest first."""
    sheet = RecommendationSheet
    query = select(sheet).where(within_reach(holding, Permission.READ_SHEET))
    if chosen.state:
        query = query.where(sheet._state == State(chosen.state))
    if chosen.section_id:
        query = query.where(sheet.section_id == chosen.section_id)
    if chosen.intake_id:
        query = query.where(sheet.intake_id == chosen.intake_id)
    return query.options(joinedload(sheet.intake)).order_by(sheet.id.desc())


def counts(session: Session, sheet_ids: list[int]) -> dict[int, int]:
    """Sheet → how many persons stand on it."""
    query = (
        select(SheetLine.sheet_id, func.count())
        .where(SheetLine.sheet_id.in_(sheet_ids))
        .group_by(SheetLine.sheet_id)
    )
    return dict(list(session.execute(query)))


def opened_in(session: Session, year: int) -> int:
    """How many numbers of that year were given."""
    query = select(func.count()).where(
        RecommendationSheet.number.startswith(f"H{year}-"), RecommendationSheet.edition == 1
    )
    return session.scalar(query) or 0


def being_compiled(session: Session, section_id: int, intake_id: int) -> RecommendationSheet | None:
    """There is only ever one of a section and a cycle."""
    query = select(RecommendationSheet).where(
        RecommendationSheet.section_id == section_id,
        RecommendationSheet.intake_id == intake_id,
        RecommendationSheet._state == State.COMPILING,
    )
    return session.scalar(query)


def editions(session: Session, sheet: RecommendationSheet) -> list[RecommendationSheet]:
    """Every edition under its number, the first one first."""
    query = select(RecommendationSheet).where(RecommendationSheet.number == sheet.number)
    return list(session.scalars(query.order_by(RecommendationSheet.edition)))


def passed(session: Session, section_id: int, intake_id: int) -> list[Application]:
    """Who passed the section's vetting and waits to be listed."""
    query = select(Application).where(
        Application.section_id == section_id,
        Application.intake_id == intake_id,
        Application._state == application_flow.State.PASSED,
    )
    return list(session.scalars(query.order_by(Application.id)))


def paths(session: Session) -> dict[str, str]:
    """Specialty code → class, industry and specialty by Annex 1."""
    return {each.code: roster.path(each) for each in roster.annex_1(session)}


def persons(session: Session, sheet: RecommendationSheet) -> list[Person]:
    """Everyone on it in its order, numbers whole."""
    if sheet.is_frozen:
        return [Person(line, line.columns or {}) for line in sheet.lines]
    known = paths(session)
    return [Person(line, columns_now(line.application, known)) for line in sheet.lines]


def columns_now(application: Application, known: Mapping[str, str]) -> dict[str, str]:
    """What the sheet would say if it were frozen now. ``known``: see ``paths``."""
    return columns_of(application.entries, application.specialty_codes, known)


def sees_numbers(holding: Holding, sheet: RecommendationSheet) -> bool:
    return any(policy.reaches(holding, permission, sheet) for permission in SEES_NUMBERS)


def signatures(session: Session, sheet: RecommendationSheet) -> list[Signed]:
    """Who signed this edition, and whether it still is what they signed."""
    digest, is_intact = sm3(canonical(sheet.document())).hex(), _is_intact(sheet)
    return [
        Signed(approval_of(signature), is_intact and signature.document_digest == digest)
        for signature in signatures_of(session, sheet.matter)
    ]


def _is_intact(sheet: RecommendationSheet) -> bool:
    """Whether every line says what its digest was taken of."""
    return all(sm3(canonical(line.columns or {})).hex() == line.digest for line in sheet.lines)


def annex_3(session: Session, sheet: RecommendationSheet, *, is_whole: bool = False) -> Annex3Paper:
    """ID and telephone numbers are masked unless ``is_whole``; whoever hands out whole ones has
    asked ``sees_numbers`` and registers it (``operations.sheets.record_whole_export``)."""
    told = persons(session, sheet)
    rows = [each.columns if is_whole else masked(each.columns) for each in told]
    given = {each.action: each for each in signatures_of(session, sheet.matter)}
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


def _approval(given: Mapping[str, Signature], action: Action) -> Approval | None:
    return approval_of(given[action]) if action in given else None
