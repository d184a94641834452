"""席位能否排满 · whether the seats still open can go to different experts within the employer cap.

Experts who may take the same seats and work for the same employer are alike here: they are counted,
not listed, so that a pool of a hundred thousand becomes some hundred kinds.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from models.rules.expert_draw_request import SATISFIES, Candidate, Request, SeatAsked


class Kind(NamedTuple):
    """Candidates who are alike: the seats they may take, by position, and their employer."""

    seats: tuple[int, ...]
    employer: str


Plan = dict[int, Kind]


class OpenSeats:
    """The seats of a request, and who is left to take them while they are filled one by one."""

    def __init__(self, request: Request) -> None:
        self._pool = request.pool
        self._cap = request.employer_cap
        self._sent = Counter(row.employer for row in request.seated)
        self._asked = _asked(request.seats)
        self._alike: defaultdict[Kind, list[int]] = defaultdict(list)  # positions in the pool
        for position, row in enumerate(request.pool):
            if seats := self._seats_for(row):
                self._alike[Kind(seats, row.employer)].append(position)
        self.positions = range(len(request.seats))
        self._kinds = [[kind for kind in self._alike if p in kind.seats] for p in self.positions]

    def suitors(self, seats: Iterable[int]) -> list[Candidate]:
        """Everyone left in the pool who may take one of ``seats``, each once."""
        return self._members({kind for seat in seats for kind in self._kinds[seat]})

    def candidates(self, seat: int) -> list[Candidate]:
        """Who may take ``seat`` such that every later seat can still be filled; in pool order."""
        plan = self.plan(self.positions[seat + 1 :]) or {}
        return self._members(kind for kind in self._kinds[seat] if self._can_spare(kind, plan))

    def take(self, row: Candidate) -> None:
        position = bisect_left(self._pool, row.expert, key=attrgetter("expert"))
        self._alike[Kind(self._seats_for(row), row.employer)].remove(position)
        self._sent[row.employer] += 1

    def plan(self, seats: Iterable[int]) -> Plan | None:
        """One way to fill all of ``seats`` from who is left; None where there is none."""
        plan: Plan = {}
        return plan if all(self._place(seat, plan, set()) for seat in seats) else None

    def shortage(self, seats: Iterable[int]) -> list[int]:
        """Of seats that cannot all be filled, some that cannot be filled though any fewer could."""
        short = [*seats]
        for seat in [*short]:
            rest = [other for other in short if other != seat]
            if self.plan(rest) is None:
                short = rest
        return short

    def _can_spare(self, kind: Kind, plan: Plan) -> bool:
        """Whether the seats in ``plan`` can all be filled without one expert of ``kind``."""
        if self._in_the_way(kind, plan) is None:
            return True
        return self._in_the_way(kind, {}) is None and self._can_replan(kind, plan)

    def _can_replan(self, kind: Kind, seats: Iterable[int]) -> bool:
        away = self._alike[kind].pop()
        self._sent[kind.employer] += 1
        found = self.plan(seats)
        self._sent[kind.employer] -= 1
        self._alike[kind].append(away)
        return found is not None

    def _place(self, seat: int, plan: Plan, tried: set[int | Kind]) -> bool:
        """Enter ``seat`` in the plan, moving those in its way to others; False where no chain of
        moves ends (an augmenting path of the flow seat → kind → employer)."""
        tried.add(seat)
        for kind in self._kinds[seat]:
            if kind not in tried and self._make_way(kind, plan, tried):
                plan[seat] = kind
                return True
        return False

    def _make_way(self, kind: Kind, plan: Plan, tried: set[int | Kind]) -> bool:
        tried.add(kind)
        rivals = self._in_the_way(kind, plan)
        return rivals is None or any(
            self._place(rival, plan, tried) for rival in rivals if rival not in tried
        )

    def _in_the_way(self, kind: Kind, plan: Plan) -> list[int] | None:
        """The planned seats one of which must move before ``kind`` can take another; None where
        both the kind and its employer have someone to spare."""
        alike = [seat for seat, other in plan.items() if other == kind]
        if len(alike) >= len(self._alike[kind]):
            return alike
        colleagues = [s for s, other in plan.items() if other.employer == kind.employer]
        room = self._cap - self._sent[kind.employer]
        return colleagues if len(colleagues) >= room else None

    def _seats_for(self, row: Candidate) -> tuple[int, ...]:
        asked, grade = self._asked, row.grade
        found = [p for specialty in row.specialties for p in asked.get((specialty, grade), ())]
        return tuple(found)

    def _members(self, kinds: Iterable[Kind]) -> list[Candidate]:
        found = chain.from_iterable(self._alike[kind] for kind in kinds)
        return [self._pool[position] for position in sorted(found)]


def _asked(seats: Sequence[SeatAsked]) -> dict[tuple[str, str], list[int]]:
    """The seats that ask for a specialty and are content with a grade."""
    asked = defaultdict(list)
    for position, seat in enumerate(seats):
        for grade in SATISFIES[seat.min_grade]:
            asked[seat.specialty, grade].append(position)
    return dict(asked)
