"""名册缺口 · how many stand in each industry and specialty, before a proposed roster and after."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.queries import taxonomy
from models.rules import article_04_structure as art4
from models.tables import ProposedRoster, RosterItem, Specialty
from models.vocabulary import Standing
from models.workflows.proposal import State

# The experts it names have joined and left already.
_IN_FORCE = frozenset({State.ISSUED, State.CERTIFIED, State.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Row:
    """A specialty or an industry. ``asked``: the fewest persons a specialty should have, the most
    an industry is allotted; ``is_amiss``: fewer or more than that, afterwards."""

    code: str
    name: str
    asked: int
    before: int
    joining: int
    leaving: int
    is_amiss: bool

    @property
    def after(self) -> int:
        return self.before + self.joining - self.leaving

    @property
    def is_changed(self) -> bool:
        return bool(self.joining or self.leaving)


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry with its specialties."""

    row: Row
    specialties: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Counts:
    """Persons by code: as they now stand on the roster, who joins, who leaves."""

    now: Mapping[str, int]
    joining: Mapping[str, int]
    leaving: Mapping[str, int]
    is_in_force: bool

    def before(self, code: str) -> int:
        """The roster without what the proposal changes, or has changed."""
        changed = self.joining.get(code, 0) - self.leaving.get(code, 0)
        return self.now.get(code, 0) - (changed if self.is_in_force else 0)

    def after(self, code: str) -> int:
        return self.before(code) + self.joining.get(code, 0) - self.leaving.get(code, 0)

    def row(self, code: str, name: str, asked: int, is_amiss: bool) -> Row:
        return Row(
            code, name, asked, self.before(code), self.joining.get(code, 0),
            self.leaving.get(code, 0), is_amiss,
        )  # fmt: skip


def industries(session: Session, proposal: ProposedRoster) -> list[Industry]:
    """Annex 1 with its persons: each counted in every specialty they hold, and once in the
    industry of the first one."""
    rows = [row for row in taxonomy.rows(session) if row.is_active]
    persons = taxonomy.persons(session)
    is_in_force = proposal.state in _IN_FORCE
    joining = [each.application.specialty_codes for each in proposal.joining if each.application]
    leaving = [
        each.expert.specialty_codes
        for each in proposal.leaving
        if each.expert and (is_in_force or _is_counted(each))
    ]
    industry_of = {row.code: row.industry_code for row in rows}
    by_specialty = _Counts(persons.by_specialty, _each(joining), _each(leaving), is_in_force)
    by_industry = _Counts(
        persons.by_industry, _first(joining, industry_of), _first(leaving, industry_of),
        is_in_force,
    )  # fmt: skip
    return _judged(rows, by_specialty, by_industry)


def _is_counted(item: RosterItem) -> bool:
    """A suspended expert is not among the persons of a specialty."""
    return item.expert is not None and item.expert.standing is Standing.ACTIVE


def _each(persons: Iterable[Iterable[str]]) -> Counter[str]:
    return Counter(code for codes in persons for code in codes)


def _first(persons: Iterable[Iterable[str]], industry_of: Mapping[str, str]) -> Counter[str]:
    return Counter(industry_of.get(next(iter(codes), ""), "") for codes in persons)


def _judged(rows: list[Specialty], by_specialty: _Counts, by_industry: _Counts) -> list[Industry]:
    annex = [_of_annex(row) for row in rows]
    short = art4.understaffed(annex, {row.code: by_specialty.after(row.code) for row in rows})
    over = art4.over_quota(
        annex, {row.industry_code: by_industry.after(row.industry_code) for row in rows}
    )
    too_few, too_many = {each.code for each in short}, {each.code for each in over}
    return [
        Industry(
            by_industry.row(
                industry.code, industry.name, industry.quota, industry.code in too_many
            ),
            tuple(
                by_specialty.row(each.code, each.name, each.soft_minimum, each.code in too_few)
                for each in annex
                if each.industry == industry
            ),
        )
        for industry in dict.fromkeys(each.industry for each in annex)
    ]


def _of_annex(row: Specialty) -> art4.Specialty:
    category = art4.Category(row.category_code, row.category_name)
    industry = art4.Industry(row.industry_code, row.industry_name, category, row.industry_quota)
    return art4.Specialty(row.code, row.name, industry, row.soft_minimum)
