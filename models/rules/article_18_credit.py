"""第十四条、第十八条 信用评级与年度考核 · one published formula from facts, the same for everybody.

The base is the mean of the points of Annex 6, each task counting once and the last no more than the
first; then what is taken off or added is written out line by line. Points are whole hundredths, so
that whoever reckons it again comes to the same.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from models.vocabulary import AssessmentGrade, CreditRating
from models.vocabulary import ConductFact as Kind

ARTICLE = 18
ASSESSMENT_ARTICLE = 14
POINT = 100  # hundredths
_MOST = 100 * POINT


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing on record of an expert. ``figure``: the points of an Annex 6, the half hours of a
    training, else 1; ``matter`` and ``section_id``: where it stands, and whose it is."""

    kind: Kind
    figure: int
    on: date
    label: str
    matter: str
    section_id: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__} | {
            "kind": self.kind.value,
            "on": self.on.isoformat(),
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Self:
        on, kind = date.fromisoformat(kept["on"]), Kind(kept["kind"])
        return cls(**{**kept, "on": on, "kind": kind})


@dataclass(frozen=True, slots=True)
class Formula:
    """What is in force. ``start``: the base of whoever has no Annex 6; ``late``, ``decline``,
    ``upheld``: points off for each; ``hours``: the aim of a year, ``training`` points for each hour
    above or below it and never more than ``training_most``; ``a``, ``b``, ``c``: the least points
    of the ratings."""

    start: int
    late: int
    decline: int
    upheld: int
    hours: int
    training: int
    training_most: int
    a: int
    b: int
    c: int


@dataclass(frozen=True, slots=True)
class Line:
    """``kind``: of the facts that it comes from. The points of all lines make the score."""

    kind: str
    label: str
    figure: str
    points: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """``facts``: what it was reckoned from, in the order of their days."""

    score: int
    rating: CreditRating
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...]

    def count(self, kind: Kind) -> int:
        return sum(fact.kind is kind for fact in self.facts)


def rate(facts: Iterable[Fact], formula: Formula) -> Outcome:
    """The rating that these facts give, in whatever order they come."""
    known = tuple(sorted(facts, key=_order))
    lines = [*_base(known, formula), *_taken_off(known, formula), _training(known, formula)]
    reckoned = sum(line.points for line in lines)
    score = max(_least(known, formula), min(reckoned, _MOST))
    if score != reckoned:
        lines.append(Line("limit", "按规定的上下限计", _limit(known, formula), score - reckoned))
    return Outcome(score, _rating(score, formula), tuple(lines), known)


def _order(fact: Fact) -> tuple[Any, ...]:
    return fact.on, fact.kind, fact.matter, fact.figure, fact.label, fact.section_id or 0


def _base(facts: Collection[Fact], formula: Formula) -> Iterator[Line]:
    points = [fact.figure for fact in facts if fact.kind is Kind.SERVICE]
    if not points:
        yield Line(Kind.SERVICE, "起评分", "没有服务质量登记表", formula.start * POINT)
        return
    mean = (2 * POINT * sum(points) + len(points)) // (2 * len(points))
    yield Line(Kind.SERVICE, "服务质量平均得分", f"{len(points)}次任务", mean)


def _taken_off(facts: Collection[Fact], formula: Formula) -> Iterator[Line]:
    each = {
        Kind.LATE: formula.late,
        Kind.DECLINE: formula.decline,
        Kind.UPHELD: formula.upheld,
    }
    for kind, points in each.items():
        times = sum(fact.kind is kind for fact in facts)
        yield Line(kind, kind.label, f"{times}次，每次扣{points}分", -times * points * POINT)


def _training(facts: Collection[Fact], formula: Formula) -> Line:
    half_hours = sum(fact.figure for fact in facts if fact.kind is Kind.TRAINING)
    most = formula.training_most * POINT
    points = (half_hours - 2 * formula.hours) * formula.training * POINT // 2
    figure = f"{half_hours / 2:g}学时，年度目标{formula.hours}学时"
    return Line(Kind.TRAINING, "培训学时", figure, max(-most, min(points, most)))


def _is_unknown(facts: Collection[Fact]) -> bool:
    """Nothing is on record but training."""
    return all(fact.kind is Kind.TRAINING for fact in facts)


def _least(facts: Collection[Fact], formula: Formula) -> int:
    """Nobody of whom nothing is on record is rated worse than B."""
    return formula.b * POINT if _is_unknown(facts) else 0


def _limit(facts: Collection[Fact], formula: Formula) -> str:
    if _is_unknown(facts):
        return f"没有任务和扣分记录的，不低于B级（{formula.b}分）"
    return "最低0分，最高100分"


def _rating(score: int, formula: Formula) -> CreditRating:
    bands = (
        (formula.a, CreditRating.A), (formula.b, CreditRating.B), (formula.c, CreditRating.C),
    )  # fmt: skip
    return next((each for least, each in bands if score >= least * POINT), CreditRating.D)


@dataclass(frozen=True, slots=True)
class Suggested:
    """考核等次 as the figures alone would have it, and why."""

    grade: AssessmentGrade
    why: str


def suggest(outcome: Outcome, formula: Formula, decline_limit: int) -> Suggested:
    """A person decides. ``decline_limit``: of Article 18(3)."""
    if grounds := _grounds(outcome, formula, decline_limit):
        return Suggested(AssessmentGrade.UNQUALIFIED, "；".join(grounds))
    lacking = _lacking(outcome, formula)
    if lacking:
        return Suggested(AssessmentGrade.QUALIFIED, "不评优秀：" + "；".join(lacking))
    why = f"{formula.a}分以上，有任务，没有逾期报告"
    return Suggested(AssessmentGrade.EXCELLENT, why)


def _grounds(outcome: Outcome, formula: Formula, decline_limit: int) -> list[str]:
    """What in Article 18 stands against the expert, as far as figures show it."""
    declined, upheld = outcome.count(Kind.DECLINE), outcome.count(Kind.UPHELD)
    found = {
        f"本年度{declined}次不能接受委派（第十八条第三项）": declined >= decline_limit,
        f"举报查实{upheld}件": upheld > 0,
        f"信用评级D级，不足{formula.c}分（第十八条第九项）": outcome.rating is CreditRating.D,
    }
    return [sentence for sentence, stands in found.items() if stands]


def _lacking(outcome: Outcome, formula: Formula) -> list[str]:
    found = {
        f"不足{formula.a}分": outcome.score < formula.a * POINT,
        "没有经过评价的任务": not outcome.count(Kind.SERVICE),
        "有逾期的书面报告": outcome.count(Kind.LATE) > 0,
    }
    return [sentence for sentence, stands in found.items() if stands]
