"""第十一条 紧急调用 · who is called first where an accident or a disaster does not wait for a draw.

The order goes before the papers, never instead of them: whoever must recuse, is not appointed or
has the wrong grade is no more called than drawn. What only makes it harder to come, another task
or a day off, is shown to whoever calls.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.errors import Refusal
from models.rules.article_11_pool import Asked, Limits, Profile, Task, reasons_out
from models.rules.expert_draw_request import SATISFIES
from models.vocabulary import ExclusionKind as Out
from models.vocabulary import SelectionWay, TaskType, Term

ARTICLE = 11
HINDRANCES = frozenset({Out.CLASH, Out.ABSENCE})
_TECHNICAL = frozenset({Out.SPECIALTY, Out.GRADE})
_INDUSTRY, _CATEGORY = 3, 1  # how many characters of A0103 name the industry A01, the category A


class Distance(Term):
    """专业远近, the nearest first."""

    SPECIALTY = "specialty", "同一专业"
    INDUSTRY = "industry", "同一行业"
    CATEGORY = "category", "同一大类"
    OTHER = "other", "其他专业"

    @property
    def rank(self) -> int:
        return list(Distance).index(self)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert who may be called. ``hindrances``: what makes it harder to come; ``load``:
    dispatches in the months of the rotation."""

    code: str
    distance: Distance
    hindrances: tuple[Out, ...]
    load: int


class Part(Protocol):
    @property
    def expert_name(self) -> str: ...
    @property
    def is_seated(self) -> bool: ...
    @property
    def arrived_at(self) -> datetime | None: ...


class Matter(Protocol):
    @property
    def way(self) -> SelectionWay: ...
    @property
    def task_type(self) -> TaskType: ...
    @property
    def assignments(self) -> Iterable[Part]: ...


_ONLY = f"紧急调用只限事故、灾害的抢险救援（任务类型“{TaskType.RESPONSE.label}”）"


def not_an_emergency(matter: Matter) -> list[str]:
    """What is no accident and no disaster is drawn for, or chosen with a ground of its own."""
    is_one = matter.way is SelectionWay.EMERGENCY and matter.task_type is TaskType.RESPONSE
    return [] if is_one else [f"{_ONLY}，其他任务请随机抽取"]


def on_site_already(matter: Matter) -> list[str]:
    """Who has come is owed for it, so the order stands and its papers are completed."""
    return [
        f"{part.expert_name}已到现场，应补齐手续并办结"
        for part in matter.assignments
        if part.is_seated and part.arrived_at
    ]


def check_order(reason: str, task_type: TaskType, wanted: int) -> None:
    """Refuse, beside its field, an order that says too little or is no emergency."""
    if task_type is not TaskType.RESPONSE:
        raise Refusal(
            f"{_ONLY}，其他任务请由股室起草派遣单、随机抽取",
            article=ARTICLE,
            field="task_type",
        )
    if not reason.strip():
        raise Refusal(
            "紧急调用必须写明理由：为什么来不及随机抽取和事先审签", article=ARTICLE, field="reason"
        )
    if not wanted:
        raise Refusal("请至少选择一个需要的专业", article=ARTICLE, field="wanted")


def distance(held: Iterable[str], wanted: str) -> Distance:
    """From the specialties of an expert to the one that is wanted, by their codes."""
    codes = list(held)
    if wanted in codes:
        return Distance.SPECIALTY
    if any(code[:_INDUSTRY] == wanted[:_INDUSTRY] for code in codes):
        return Distance.INDUSTRY
    if any(code[:_CATEGORY] == wanted[:_CATEGORY] for code in codes):
        return Distance.CATEGORY
    return Distance.OTHER


def nearest(profile: Profile, vacant: Sequence[Asked]) -> int | None:
    """Which of the vacant seats, by its place among them, this expert is nearest to and has the
    grade for; None where there is none."""
    fitting = [
        (distance(profile.specialties, seat.specialty).rank, place)
        for place, seat in enumerate(vacant)
        if profile.grade in SATISFIES[seat.min_grade]
    ]
    return min(fitting)[1] if fitting else None


def barred(profile: Profile, task: Task, limits: Limits) -> list[Out]:
    """Why this expert is not called at all: by the very rules of the pool, save the specialty, for
    which the next nearest stands in, and what only hinders."""
    out = [kind for kind in reasons_out(profile, task, limits) if kind not in _TECHNICAL]
    if nearest(profile, task.seats) is None:
        out.insert(0, Out.GRADE)
    return [kind for kind in out if kind not in HINDRANCES]


def in_order(
    profiles: Iterable[Profile], task: Task, limits: Limits, loads: dict[str, int]
) -> list[Candidate]:
    """Whoever may be called, in the order of the calls: nearest in specialty, free before hindered,
    less used before more used."""
    found = [
        _callable(profile, task, limits, loads.get(profile.code, 0))
        for profile in profiles
        if not barred(profile, task, limits)
    ]
    return sorted(
        found, key=lambda each: (each.distance.rank, bool(each.hindrances), each.load, each.code)
    )


def _callable(profile: Profile, task: Task, limits: Limits, load: int) -> Candidate:
    seat = task.seats[nearest(profile, task.seats) or 0]
    hindrances = tuple(kind for kind in reasons_out(profile, task, limits) if kind in HINDRANCES)
    return Candidate(profile.code, distance(profile.specialties, seat.specialty), hindrances, load)


def check_papers(
    task_type: TaskType, asked: Collection[object], ordered: Collection[object]
) -> None:
    """What the deputy ordered, the papers do not change: the kind of task, and whom it asks for;
    ``check_words`` says the same of what happened and where."""
    if task_type is not TaskType.RESPONSE:
        raise Refusal(
            "紧急调用只限事故、灾害的抢险救援，补办时不能改为其他任务类型",
            article=ARTICLE,
            field="task_type",
        )
    if asked != ordered:
        raise Refusal(
            "专家需求由分管领导的紧急调用决定，补办时不能改变；空缺席位可申请不再补抽，"
            "还要增加的请另行紧急调用",
            article=ARTICLE,
            field="seats",
        )


def check_words(field: str, written: str, signed: str) -> None:
    """Refuse other words for ``field``, the title or the place, than the deputy has signed."""
    if written.strip() != signed:
        raise Refusal(
            f"分管领导签署的是“{signed}”，补办时不能改写；情况有变化的，写入任务内容与要求",
            article=ARTICLE,
            field=field,
        )
