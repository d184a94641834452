"""抽取说明 · why it came out so: everyone's chance, who was out of reach, what blocks a draw."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from models.errors import Refusal
from models.rules.expert_draw_bytes import LARGEST
from models.rules.expert_draw_panel import OpenSeats
from models.rules.expert_draw_request import (
    ARTICLE,
    SATISFIES,
    Candidate,
    Excluded,
    Request,
    SeatAsked,
)
from models.vocabulary import ExclusionKind, Grade


@dataclass(frozen=True, slots=True)
class Pick:
    """One seat: who got it, and out of whom with which weights, in pool order."""

    seat: int
    expert: str
    candidates: tuple[str, ...]
    weights: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.weights)

    @property
    def chances(self) -> dict[str, Fraction]:
        """The exact chance of each candidate; together 1."""
        total = self.total
        weighed = zip(self.candidates, self.weights, strict=True)
        return {expert: Fraction(weight, total) for expert, weight in weighed}

    @property
    def chance(self) -> Fraction:
        return self.chances[self.expert]


@dataclass(frozen=True, slots=True)
class Shortage:
    """Seats that compete for too few experts: ``missing`` of them stay empty, whatever is tried.
    ``experts``: all in the pool who suit one of them. ``remedies``: which conditions to relax, if
    that would fill them all."""

    seats: tuple[SeatAsked, ...]
    missing: int
    experts: tuple[Candidate, ...]
    remedies: tuple[str, ...]

    @property
    def employers(self) -> tuple[str, ...]:
        return tuple(sorted({row.employer for row in self.experts}))

    def told(self, names: Mapping[str, str]) -> str:
        """``names``: specialty code → what people call it."""
        alike: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for asked in self.seats:
            alike[names.get(asked.specialty, asked.specialty), asked.min_grade].append(asked.seat)
        seats = "、".join(
            f"{_numbers(numbers)}（{specialty}，{Grade(grade).label}）"
            for (specialty, grade), numbers in alike.items()
        )
        available = len(self.seats) - self.missing
        if not available:
            return f"{seats}没有可派的人选"
        return f"{seats}需要{len(self.seats)}人，可派的只有{available}人"


def _numbers(seats: Sequence[int]) -> str:
    """第2席, 第2、5席, 第1至18席."""
    if len(seats) > 2 and seats[-1] - seats[0] == len(seats) - 1:
        return f"第{seats[0]}至{seats[-1]}席"
    return f"第{'、'.join(map(str, seats))}席"


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why no panel exists, whatever chance says. ``kept_out``: of the specialties asked for, how
    many are out for which reason."""

    shortages: tuple[Shortage, ...]
    kept_out: Mapping[str, int]

    @property
    def refusal(self) -> Refusal:
        return self.told({})

    def told(self, names: Mapping[str, str]) -> Refusal:
        """Which seats lack whom and what would help; ``names``: specialty code → its name."""
        lacking = "；".join(shortage.told(names) for shortage in self.shortages)
        found = dict.fromkeys(r for shortage in self.shortages for r in shortage.remedies)
        remedies = "，或".join((*found, "减少席位", "报分管领导批准聘请库外高级职称专家"))
        out = "、".join(f"{reason}{count}人" for reason, count in self.kept_out.items())
        why = f"（专业相符而不在候选名单的：{out}）" if out else ""
        return Refusal(f"{lacking}{why}。可以{remedies}", article=ARTICLE, field="seats")


def blocked(request: Request) -> Blocked | None:
    """Which seats lack whom where no panel exists; None where one does."""
    seats = OpenSeats(request)
    unfilled, short = [*seats.positions], list[frozenset[int]]()
    while seats.plan(unfilled) is None:
        few = seats.shortage(unfilled)
        short.append(frozenset(few))
        unfilled.remove(few[-1])
    shortages = tuple(_shortage(request, seats, rivals, short) for rivals in _rivals(short))
    in_order = tuple(sorted(shortages, key=lambda shortage: shortage.seats[0].seat))
    return Blocked(in_order, _kept_out(request)) if short else None


def _kept_out(request: Request) -> dict[str, int]:
    """Reason → how many of the right specialty; whoever has two reasons counts under both."""
    reasons = (row.reason.split("；") for row in request.excluded)
    counted = Counter(
        reason for told in reasons if ExclusionKind.SPECIALTY.label not in told for reason in told
    )
    return dict(counted.most_common())


def _rivals(short: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Shortages that share a seat are one: the seats compete for the same experts."""
    merged: list[frozenset[int]] = []
    for seats in short:
        touching = [other for other in merged if other & seats]
        apart = [other for other in merged if not other & seats]
        merged = [*apart, seats.union(*touching)]
    return merged


def _shortage(
    request: Request, seats: OpenSeats, rivals: frozenset[int], short: Sequence[frozenset[int]]
) -> Shortage:
    positions = sorted(rivals)
    asked = tuple(request.seats[position] for position in positions)
    return Shortage(
        seats=asked,
        missing=sum(few <= rivals for few in short),  # each leaves one seat empty
        experts=tuple(seats.suitors(positions)),
        remedies=tuple(_remedies(request, asked)),
    )


def out_of_reach(request: Request, picks: Sequence[Pick]) -> dict[int, tuple[Excluded, ...]]:
    """For each seat, everyone of the pool who was no candidate of it, and why."""
    return {
        asked.seat: tuple(_out_of_reach(request, asked, picks[: position + 1]))
        for position, asked in enumerate(request.seats)
    }


def _out_of_reach(request: Request, asked: SeatAsked, picks: Sequence[Pick]) -> Iterator[Excluded]:
    *earlier, pick = picks
    chosen = {other.expert: other.seat for other in earlier}
    sent = Counter(row.employer for row in request.seated)
    sent.update(row.employer for row in request.pool if row.expert in chosen)
    full = {employer for employer, number in sent.items() if number >= request.employer_cap}
    candidates = frozenset(pick.candidates)
    for row in request.pool:
        if row.expert not in candidates:
            yield Excluded(row.expert, _reason(row, asked, chosen, full))


def _reason(row: Candidate, asked: SeatAsked, chosen: dict[str, int], full: set[str]) -> str:
    if asked.specialty not in row.specialties:
        return "专业不符"
    if row.grade not in SATISFIES[asked.min_grade]:
        return "职称等级不符"
    if row.expert in chosen:
        return f"已选入第{chosen[row.expert]}席"
    if row.employer in full:
        return "所在单位人数已满"
    return "须留给后面的席位，否则后面无人可选"


def _remedies(request: Request, short: tuple[SeatAsked, ...]) -> Iterator[str]:
    """What would fill ``short``, found by trying."""
    if _can_fill(replace(request, seats=short, employer_cap=LARGEST)):
        yield f"放宽同一单位最多{request.employer_cap}人的限制"
    if _can_fill(replace(request, seats=tuple(map(_without_seniority, short)))):
        yield "把职称要求放宽到中级"


def _can_fill(request: Request) -> bool:
    seats = OpenSeats(request)
    return seats.plan(seats.positions) is not None


def _without_seniority(seat: SeatAsked) -> SeatAsked:
    return replace(seat, min_grade=Grade.INTERMEDIATE) if seat.min_grade == Grade.SENIOR else seat
