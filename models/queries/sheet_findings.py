"""形式审查自动检查 · what the system itself sees on a sheet, person by person (Art. 6(3)).

It says what is so; whether somebody fails the formal check is for the office to say.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.queries.sheets import Person
from models.rules.annex_3_person import missing_from
from models.tables import (
    Application,
    Expert,
    RecommendationSheet,
    Section,
    SheetLine,
    Specialty,
)
from models.vocabulary import ON_ROSTER
from models.workflows.application import State as ApplicationState
from models.workflows.sheet import State

_MAY_STAND = {
    State.COMPILING: frozenset({ApplicationState.PASSED, ApplicationState.LISTED}),
    State.DELIVERED: frozenset({ApplicationState.LISTED}),
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What is looked up for the whole sheet at once, by the ID number's lookup."""

    twice: Collection[str]
    elsewhere: dict[str, list[str]]
    experts: dict[str, str]
    specialties: frozenset[str]


def findings(
    session: Session, sheet: RecommendationSheet, persons: Sequence[Person]
) -> dict[int, list[str]]:
    """Line → a sentence for whatever is amiss; nothing for those in order, and nothing at all
    while nobody compiles or checks the sheet."""
    if sheet.state not in _MAY_STAND:
        return {}
    known = _known(session, sheet)
    found = {person.line.id: list(_of(person, sheet, known)) for person in persons}
    return {line_id: sentences for line_id, sentences in found.items() if sentences}


def _of(person: Person, sheet: RecommendationSheet, known: _Known) -> Iterator[str]:
    application = person.line.application
    if missing := missing_from(person.columns):
        yield f"没有填写：{'、'.join(missing)}"
    yield from _duplicates(application.id_number_lookup, known)
    if gone := [code for code in application.specialty_codes if code not in known.specialties]:
        yield f"现行附件1中没有专业{'、'.join(gone)}"
    if application.state not in _MAY_STAND[sheet.state]:
        yield f"申报现在是“{application.state.label}”"


def _duplicates(lookup: str, known: _Known) -> Iterator[str]:
    if lookup in known.twice:
        yield "本表中有身份证号相同的另一人"
    for where in known.elsewhere.get(lookup, []):
        yield f"{where}也列有此人"
    if code := known.experts.get(lookup):
        yield f"已在专家名册中（{code}）"


def _known(session: Session, sheet: RecommendationSheet) -> _Known:
    times = Counter(line.application.id_number_lookup for line in sheet.lines)
    lookups = frozenset(times)
    return _Known(
        twice={lookup for lookup, count in times.items() if count > 1},
        elsewhere=_elsewhere(session, sheet, lookups),
        experts=_experts(session, lookups),
        specialties=frozenset(session.scalars(select(Specialty.code).where(Specialty.is_active))),
    )


def _elsewhere(
    session: Session, sheet: RecommendationSheet, lookups: Collection[str]
) -> dict[str, list[str]]:
    """On the standing editions of other sheets, unless the formal check failed there."""
    query = (
        select(Application.id_number_lookup, Section.name, RecommendationSheet.number)
        .join(SheetLine, SheetLine.application_id == Application.id)
        .join(SheetLine.sheet)
        .join(RecommendationSheet.section)
        .where(
            Application.id_number_lookup.in_(lookups),
            RecommendationSheet.number != sheet.number,
            RecommendationSheet._state != State.DISCARDED,
            ~RecommendationSheet.replaced_by.has(),
            SheetLine.passed.is_distinct_from(False),
        )
        .order_by(RecommendationSheet.id)
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for lookup, section, number in session.execute(query):
        found[lookup].append(f"{section}的汇总表{number}")
    return found


def _experts(session: Session, lookups: Collection[str]) -> dict[str, str]:
    query = select(Expert.id_number_lookup, Expert.code).where(
        Expert.id_number_lookup.in_(lookups), Expert.standing.in_(ON_ROSTER)
    )
    return dict(list(session.execute(query)))
