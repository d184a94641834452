"""导入附件3 · a sheet judged row by row against the roster, then taken in whole or not at all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from models import clock
from models.db import db
from models.errors import Refusal
from models.operations.particulars import (
    LABELS,
    Particulars,
    differences,
    particulars_of,
)
from models.operations.register import register
from models.operations.roster import amend, appointment_end, enroll
from models.queries import roster, units
from models.queries.parameters import value_of
from models.rules import article_04_structure as art4
from models.rules import article_05_eligibility as art5
from models.rules.annex_3 import Row, read_annex_3
from models.rules.annex_3_columns import (
    APPOINTED_TO,
    CERTIFICATE,
    EMPLOYER,
    GRADE,
    ID_NUMBER,
    NAME,
)
from models.rules.annex_3_line import Entry, Problem
from models.rules.article_11_draw import canonical, sm3
from models.sealed import keyring
from models.settings import AGE_LIMIT, ROSTER_CAP
from models.tables import Expert, Holding
from models.vocabulary import Standing, Term

_AT_ONCE = 500  # experts asked of the database in one go
_LONGEST = 120  # characters in a line of the roster
_LONGEST_NAME = 30


class Outcome(Term):
    CREATED = "created", "新增"
    CHANGED = "changed", "修改"
    UNCHANGED = "unchanged", "不变"
    REFUSED = "refused", "不能导入"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What will become of one row. ``written`` is None exactly when it is refused; ``expert`` is
    the one who has the row's ID number already."""

    number: int
    name: str
    outcome: Outcome
    remarks: tuple[str, ...]
    problems: tuple[Problem, ...]
    written: Particulars | None
    expert: Expert | None

    @property
    def code(self) -> str:
        return self.expert.code if self.expert else ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything to be said about the row, each problem with its column."""
        return (*(_with_column(each) for each in self.problems), *self.remarks)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The whole sheet. ``beyond_cap`` is the refusal of Article 4, where too many would stand."""

    verdicts: tuple[Verdict, ...]
    beyond_cap: Refusal | None

    def count(self, outcome: str) -> int:
        return Counter(verdict.outcome for verdict in self.verdicts)[Outcome(outcome)]

    @property
    def is_applicable(self) -> bool:
        return not self.count(Outcome.REFUSED) and self.beyond_cap is None

    @property
    def fingerprint(self) -> str:
        """SM3 over everything that a person saw and the state of the experts it was judged by."""
        seen = [
            [each.number, each.outcome.value, each.code, list(each.sentences), _version(each)]
            for each in self.verdicts
        ]
        return sm3(canonical(seen)).hex()


def _with_column(problem: Problem) -> str:
    if problem.column in problem.sentence:
        return problem.sentence
    return f"{problem.column}：{problem.sentence}"


def _version(verdict: Verdict) -> int:
    return verdict.expert.version if verdict.expert else 0


def judge(sheet: Sequence[Sequence[object]]) -> Judgement:
    """The verdict on every row; nothing is changed. Refused beside ``file`` when the sheet is no
    Annex 3 at all."""
    known = _Known()
    taxonomy = [each for each in roster.annex_1(db.session()) if each.is_active]
    rows = read_annex_3(sheet, taxonomy, clock.today(), known.code_of)
    known.load(row.known for row in rows)
    verdicts = tuple(known.verdict(row) for row in rows)
    return Judgement(verdicts, _beyond_cap(verdicts))


def apply(
    sheet: Sequence[Sequence[object]], *, seen: str | None = None, by: Holding | None
) -> Judgement:
    """Take the sheet in, all of it. ``seen`` is the fingerprint of the judgement the person
    confirmed: refused when the sheet would now be judged otherwise."""
    judgement = judge(sheet)
    if seen is not None and seen != judgement.fingerprint:
        raise Refusal("核对之后名册有变动，请按下面最新的核对结果重新确认", article=6)
    if judgement.beyond_cap:
        raise judgement.beyond_cap
    if refused := judgement.count(Outcome.REFUSED):
        raise Refusal(f"有{refused}行不能导入，本表全部未导入；请在原表中改正后重新上传", article=6)
    for verdict in judgement.verdicts:
        _take_in(verdict, by)
    register(
        "roster:import", "导入附件3", by=by, article=6,
        **{outcome.value: judgement.count(outcome) for outcome in Outcome},
    )  # fmt: skip
    return judgement


def _take_in(verdict: Verdict, by: Holding | None) -> None:
    if verdict.written and verdict.expert is None:
        enroll(verdict.written, by=by)
    elif verdict.written and verdict.expert and verdict.outcome is Outcome.CHANGED:
        amend(verdict.expert, verdict.written, by=by)


def _beyond_cap(verdicts: Iterable[Verdict]) -> Refusal | None:
    created = sum(1 for verdict in verdicts if verdict.outcome is Outcome.CREATED)
    persons = roster.persons(db.session()) + created
    try:
        art4.refuse_beyond_cap(persons, value_of(db.session(), ROSTER_CAP))
    except Refusal as refusal:
        return refusal if created else None
    return None


class _Known:
    """The roster as it stands, asked once for the whole sheet."""

    def __init__(self) -> None:
        columns = Expert.id_number_lookup, Expert.code, Expert.name, Expert.certificate_no
        on_record = Expert.standing != Standing.OFF_ROSTER
        standing = db.session.execute(select(*columns).where(on_record)).all()
        self._codes = {lookup: code for lookup, code, _, _ in standing}
        self._certificates = {number: (code, name) for _, code, name, number in standing if number}
        self._units = set(units.names(db.session()))
        self._experts: dict[str, Expert] = {}
        self._today, self._end = clock.today(), appointment_end()
        self._age_limit = value_of(db.session(), AGE_LIMIT)

    def code_of(self, id_number: str) -> str | None:
        return self._codes.get(keyring().lookup(id_number))

    def load(self, codes: Iterable[str | None]) -> None:
        wanted = [code for code in codes if code]
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            query = select(Expert).where(Expert.code.in_(some)).options(*roster.WHOLE)
            for expert in db.session.scalars(query):
                self._experts[expert.code] = expert

    def verdict(self, row: Row) -> Verdict:
        expert = self._experts.get(row.known or "")
        name = row.values.name if row.values else row.texts.get(NAME, "")
        written = self._written(row.values, expert) if row.values else None
        problems = (*row.problems, *(self._problems(written, expert) if written else ()))
        if problems or written is None:
            return Verdict(row.number, name, Outcome.REFUSED, (), problems, None, expert)
        outcome, remarks = self._outcome(written, expert)
        if row.values and row.values.is_grade_derived and expert is None:
            remarks = (*remarks, f"{GRADE}按职务职称暂定为“{written.grade.label}”")
        return Verdict(row.number, name, outcome, remarks, (), written, expert)

    def _written(self, entry: Entry, expert: Expert | None) -> Particulars:
        """An empty cell says nothing: what is known stays, and a new entry gets what is usual."""
        if expert is None:
            return Particulars(**_usual(entry) | {
                "appointed_from": entry.appointed_from or self._today,
                "appointed_until": entry.appointed_to or self._end,
            })  # fmt: skip
        stated = {name: value for name, value in _usual(entry).items() if value}
        if entry.is_grade_derived:
            del stated["grade"]
        return replace(particulars_of(expert), **stated)

    def _outcome(
        self, written: Particulars, expert: Expert | None
    ) -> tuple[Outcome, tuple[str, ...]]:
        is_new_unit = units.as_kept(written.employer) not in self._units
        news = (f"新建单位“{units.as_kept(written.employer)}”",) if is_new_unit else ()
        if expert is None:
            return Outcome.CREATED, news
        changes = tuple(str(each) for each in differences(particulars_of(expert), written))
        return (Outcome.CHANGED, (*changes, *news)) if changes else (Outcome.UNCHANGED, ())

    def _problems(self, written: Particulars, expert: Expert | None) -> Iterable[Problem]:
        yield from _too_long(written)
        if expert and expert.standing is Standing.ENDED:
            yield Problem(ID_NUMBER, f"{expert.code} {expert.name}已退出，重新聘任请先变更状态")
        holder = self._certificates.get(written.certificate_no)
        if holder and holder[0] != (expert.code if expert else ""):
            yield Problem(CERTIFICATE, f"聘书号“{written.certificate_no}”已发给{' '.join(holder)}")
        yield from self._wrong_term(written)

    def _wrong_term(self, written: Particulars) -> Iterable[Problem]:
        first, last = written.appointed_from or self._today, written.appointed_until or self._end
        if last < first:
            yield Problem(APPOINTED_TO, f"聘任止（{last}）早于聘任起（{first}）")
        try:
            art5.refuse_over_age(
                written.id_number.birth_date, first, self._age_limit, written.age_relaxation
            )
        except Refusal as refusal:
            yield Problem(ID_NUMBER, f"{refusal.message}，并在网页上单独登记")


def _usual(entry: Entry) -> dict[str, Any]:
    """The columns of the annex under the names of the roster."""
    return {
        "name": entry.name,
        "id_number": entry.id_number,
        "mobile": entry.mobile,
        "employer": entry.employer,
        "title": entry.position,
        "school": entry.school,
        "major": entry.major,
        "field": entry.practice,
        "specialties": entry.specialties,
        "grade": entry.grade,
        "certificate_no": entry.certificate,
        "appointed_from": entry.appointed_from,
        "appointed_until": entry.appointed_to,
    }


_COLUMNS: Mapping[str, str] = {
    "name": NAME, "employer": EMPLOYER, "title": LABELS["title"], "school": LABELS["school"],
    "major": LABELS["major"], "field": LABELS["field"], "certificate_no": CERTIFICATE,
}  # fmt: skip


def _too_long(written: Particulars) -> Iterable[Problem]:
    for name, column in _COLUMNS.items():
        most = _LONGEST_NAME if name == "name" else _LONGEST
        if len(getattr(written, name)) > most:
            yield Problem(column, f"{column}超过{most}个字，请缩短")
