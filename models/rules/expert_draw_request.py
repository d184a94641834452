"""抽取申请 · what a draw is asked for, frozen and committed to before any seed exists."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from typing import Any

from models.errors import Refusal
from models.rules.expert_draw_bytes import LARGEST
from models.vocabulary import Grade

ARTICLE = 11
SATISFIES: dict[str, tuple[str, ...]] = {
    Grade.SENIOR: (Grade.SENIOR,),
    Grade.INTERMEDIATE: (Grade.SENIOR, Grade.INTERMEDIATE),
    Grade.LEGAL: (Grade.LEGAL,),
}
_LABEL: dict[str, str] = {grade: grade.label for grade in Grade}


@dataclass(frozen=True, slots=True)
class SeatAsked:
    seat: int
    specialty: str
    min_grade: str

    def __post_init__(self) -> None:
        _insist_count("席位序号", self.seat, least=1)
        _insist_text("席位专业", self.specialty)
        _insist_grade(self.min_grade)

    def __str__(self) -> str:
        return f"第{self.seat}席（{self.specialty}，{_LABEL[self.min_grade]}）"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An eligible expert. ``load``: dispatches in the rolling window. Who has no employer stands
    as their own: give the expert's code."""

    expert: str
    specialties: tuple[str, ...]
    grade: str
    employer: str
    load: int

    def __post_init__(self) -> None:
        _insist_text("专家编号", self.expert)
        _insist_text("专家单位", self.employer)
        _insist_grade(self.grade)
        _insist_count("派遣次数", self.load, least=0)
        for specialty in _insist_list("专家专业", self.specialties):
            _insist_text("专家专业", specialty)
        object.__setattr__(self, "specialties", tuple(sorted(set(self.specialties))))

    def as_json(self) -> dict[str, Any]:
        return {
            "expert": self.expert,
            "specialties": [*self.specialties],
            "grade": self.grade,
            "employer": self.employer,
            "load": self.load,
        }


@dataclass(frozen=True, slots=True)
class Seated:
    """Who keeps a seat from an earlier round: counts for the employer cap, is in no pool."""

    expert: str
    employer: str

    def __post_init__(self) -> None:
        _insist_text("专家编号", self.expert)
        _insist_text("专家单位", self.employer)


@dataclass(frozen=True, slots=True)
class Excluded:
    expert: str
    reason: str

    def __post_init__(self) -> None:
        _insist_text("专家编号", self.expert)
        _insist_text("不参加抽取的原因", self.reason)


@dataclass(frozen=True, slots=True)
class Request:
    """All that a draw depends on, besides chance.

    Sorts itself, so that the order of its input steers nothing. Refuses what contradicts itself:
    an expert twice, seated and in the pool, in the pool and excluded; weights that rise.
    """

    draw_no: str
    dispatch_no: str
    round: int
    voids: int
    seats: tuple[SeatAsked, ...]
    seated: tuple[Seated, ...]
    employer_cap: int
    pool: tuple[Candidate, ...]
    excluded: tuple[Excluded, ...]
    weights: tuple[int, ...]

    def __post_init__(self) -> None:
        self._sort("seats", lambda row: row.seat)
        for name in ("seated", "pool", "excluded"):
            self._sort(name, lambda row: row.expert)
        object.__setattr__(self, "weights", tuple(self.weights))
        self._insist_sense()
        self._insist_each_once()

    def _sort(self, name: str, key: Callable[[Any], Any]) -> None:
        object.__setattr__(self, name, tuple(sorted(getattr(self, name), key=key)))

    def _insist_sense(self) -> None:
        _insist_text("抽取编号", self.draw_no)
        _insist_text("派遣单编号", self.dispatch_no)
        _insist_count("抽取轮次", self.round, least=1)
        _insist_count("作废次数", self.voids, least=0)
        _insist_count("同一单位人数上限", self.employer_cap, least=1)
        check_weights(self.weights)
        if not self.seats:
            raise Refusal("没有要抽取的席位，请先填写专家需求", article=ARTICLE)

    def _insist_each_once(self) -> None:
        pool = [row.expert for row in self.pool]
        _insist_unique("席位序号重复", (row.seat for row in self.seats))
        _insist_unique("专家重复", (*pool, *(row.expert for row in self.excluded)))
        _insist_unique(
            "专家重复，或已入席又列入抽取", (*pool, *(row.expert for row in self.seated))
        )

    def as_json(self) -> dict[str, Any]:
        """The request as the bundle keeps it and the commitment covers it."""
        return {
            "draw_no": self.draw_no,
            "dispatch_no": self.dispatch_no,
            "round": self.round,
            "voids": self.voids,
            "seats": [asdict(row) for row in self.seats],
            "seated": [asdict(row) for row in self.seated],
            "employer_cap": self.employer_cap,
            "pool": [row.as_json() for row in self.pool],
            "excluded": [asdict(row) for row in self.excluded],
            "weights": [*self.weights],
        }

    @classmethod
    def from_json(cls, stored: object) -> "Request":
        """Read what ``as_json`` wrote. Refuses entries missing, extra or of another kind."""
        entries = dict(_insist_entries(cls, stored))
        for name, kind in _ROWS.items():
            rows = _insist_list(name, entries[name])
            entries[name] = [kind(**_insist_entries(kind, row)) for row in rows]
        _insist_list("weights", entries["weights"])
        return cls(**entries)


_ROWS: dict[str, type[Any]] = {
    "seats": SeatAsked,
    "seated": Seated,
    "pool": Candidate,
    "excluded": Excluded,
}


def check_weights(weights: Sequence[int]) -> None:
    """Refuse a table by which more work would raise a chance, or work at all would end it."""
    for weight in weights:
        _insist_count("权重", weight, least=1)
    if not weights or any(after > before for before, after in pairwise(weights)):
        raise Refusal("权重表应当至少有一项，并且从前到后只减不增", article=ARTICLE)


def _insist_entries(kind: type[Any], row: object) -> dict[str, Any]:
    expected = {field.name for field in fields(kind)}
    if not isinstance(row, dict) or set(row) != expected:
        raise Refusal(
            f"抽取申请的字段不符，应当恰好是{'、'.join(sorted(expected))}", article=ARTICLE
        )
    return row


def _insist_list(name: str, value: object) -> Iterable[Any]:
    if not isinstance(value, list | tuple):
        raise Refusal(f"{name}应当是列表", article=ARTICLE)
    return value


def _insist_text(name: str, value: object) -> None:
    if not isinstance(value, str) or not value:
        raise Refusal(f"{name}不能为空，并且应当是文字", article=ARTICLE)


def _insist_grade(grade: object) -> None:
    if grade not in SATISFIES:
        raise Refusal(f"没有“{grade}”这一职称等级", article=ARTICLE)


def _insist_count(name: str, value: object, *, least: int) -> None:
    # True is no count, though Python would let it pass for 1.
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= LARGEST:
        raise Refusal(f"{name}应当是整数，不小于{least}", article=ARTICLE)


def _insist_unique(complaint: str, values: Iterable[Hashable]) -> None:
    [(value, times)] = Counter(values).most_common(1) or [(None, 1)]
    if times > 1:
        raise Refusal(f"{complaint}：{value}", article=ARTICLE)
