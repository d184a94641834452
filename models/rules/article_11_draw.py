"""第十一条 随机选取、轮换使用 · a draw that nobody can steer and anyone can hold again.

Request, nonce and contributions in; names, everyone's chance and the bundle out, by which a
stranger recomputes them. Format expert-draw/1; digests are SM3 (GB/T 32905).
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import Any

from models.errors import Refusal
from models.rules.expert_draw_bytes import (
    FORMAT,
    RandomStream,
    canonical,
    canonical_object,
    encode,
    sm3,
)
from models.rules.expert_draw_panel import OpenSeats
from models.rules.expert_draw_reasons import Blocked, Pick, Shortage, blocked, out_of_reach
from models.rules.expert_draw_request import (
    ARTICLE,
    Candidate,
    Excluded,
    Request,
    SeatAsked,
    Seated,
    check_weights,
)

__all__ = [
    "ARTICLE",
    "DEFAULT_WEIGHTS",
    "FORMAT",
    "Blocked",
    "Candidate",
    "Contribution",
    "Excluded",
    "Held",
    "Pick",
    "Request",
    "SeatAsked",
    "Seated",
    "Shortage",
    "blocked",
    "canonical",
    "check_contribution",
    "check_weights",
    "commitment",
    "differences",
    "digest_of",
    "draw",
    "explain",
    "hold",
    "out_of_reach",
    "read_aloud",
    "sm3",
]

# Each dispatch above the least loaded divides the chance by four: loads come out nearly as even as
# by strict turns, while the next name stays almost as hard to guess as by equal chances
# (docs/benchmarks/draw.md). A leader may choose another table; every later record shows it.
DEFAULT_WEIGHTS = (1024, 256, 64, 16, 4, 1)
SHORTEST_CONTRIBUTION = 6
NONCE_BYTES = 32

Choice = Callable[[int, Sequence[str], Sequence[int]], str]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What someone typed after seeing the commitment. ``at``: ISO 8601 with offset."""

    by: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """A draw that was held: the bundle to keep, its digest (hex), and the picks seat by seat."""

    bundle: dict[str, Any]
    digest: str
    picks: tuple[Pick, ...]


def commitment(request: Request, nonce: bytes) -> bytes:
    """What is published before anyone contributes: binds request and nonce, tells neither."""
    return _commitment(encode(request.as_json()), nonce)


def check_contribution(earlier: Sequence[str], text: str) -> None:
    """Refuse a text too short to bring anything, or one that is already there."""
    if len(text.strip()) < SHORTEST_CONTRIBUTION:
        raise Refusal(
            f"随机内容至少{SHORTEST_CONTRIBUTION}个字符，骰子点数、彩票号码等任意内容均可",
            article=ARTICLE,
            field="text",
        )
    if text.strip() in {other.strip() for other in earlier}:
        raise Refusal("与先前投入的随机内容相同，请另写一段", article=ARTICLE, field="text")


def hold(
    request: Request, nonce: bytes, contributions: Sequence[Contribution], drawn_at: str
) -> Held:
    """Hold the draw. ``drawn_at``: ISO 8601 with offset. Refuses a request that cannot be filled
    and contributions that bring nothing."""
    texts = [row.text for row in contributions]
    _insist_on_contributions(texts)
    asked = request.as_json()
    asked_bytes = encode(asked)
    committed = _commitment(asked_bytes, nonce)
    seed = sm3(b"\x02" + nonce + committed + b"".join(sm3(text.encode()) for text in texts))
    picks = draw(request, seed)
    bundle = {
        "format": FORMAT,
        "request": asked,
        "nonce": nonce.hex(),
        "commitment": committed.hex(),
        "contributions": [asdict(row) for row in contributions],
        "seed": seed.hex(),
        "result": [{"seat": pick.seat, "expert": pick.expert} for pick in picks],
        "drawn_at": drawn_at,
    }
    # A large request is encoded once, not once more for the digest.
    entries = {name: canonical(value) for name, value in bundle.items() if value is not asked}
    digest = sm3(canonical_object(entries | {"request": asked_bytes}))
    return Held(bundle, digest.hex(), picks)


def draw(request: Request, seed: bytes) -> tuple[Pick, ...]:
    """The picks that follow from a seed; the same everywhere and always."""
    stream = RandomStream(seed)

    def by_lot(seat: int, candidates: Sequence[str], weights: Sequence[int]) -> str:
        number = stream.uniform(sum(weights))
        return candidates[bisect_right([*accumulate(weights)], number)]

    return _seat_by_seat(request, by_lot)


def digest_of(bundle: Mapping[str, Any]) -> str:
    """The digest (hex) that stands on paper and in the register beside the bundle."""
    return sm3(canonical(bundle)).hex()


def explain(request: Request, result: Sequence[Mapping[str, Any]]) -> tuple[Pick, ...]:
    """The picks of a stored result with everyone's chance. Refuses a result in which someone sits
    where they were no candidate."""
    stored = {row["seat"]: row["expert"] for row in result}
    return _seat_by_seat(request, lambda seat, candidates, weights: stored.get(seat, ""))


def differences(bundle: Mapping[str, Any]) -> tuple[str, ...]:
    """The entries of a stored bundle that do not come out again; empty where all is in order."""
    again = hold(
        Request.from_json(bundle["request"]),
        bytes.fromhex(bundle["nonce"]),
        [Contribution(**row) for row in bundle["contributions"]],
        bundle["drawn_at"],
    ).bundle
    return tuple(sorted(name for name in {*again, *bundle} if again.get(name) != bundle.get(name)))


def read_aloud(digits: str) -> str:
    """A digest in groups of four, as one reads it on the telephone."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _commitment(request: bytes, nonce: bytes) -> bytes:
    if len(nonce) != NONCE_BYTES:
        raise ValueError(f"a nonce has {NONCE_BYTES} bytes, not {len(nonce)}")
    return sm3(b"\x01" + nonce + sm3(request))


def _seat_by_seat(request: Request, choose: Choice) -> tuple[Pick, ...]:
    seats, picks = OpenSeats(request), []
    if seats.plan(seats.positions) is None and (reason := blocked(request)):
        raise reason.refusal
    for position, asked in enumerate(request.seats):
        rows = seats.candidates(position)
        candidates, weights = tuple(row.expert for row in rows), _weigh(rows, request.weights)
        expert = choose(asked.seat, candidates, weights)
        if expert not in candidates:
            raise Refusal(f"{asked}的{expert or '空缺'}不在当时的人选之内", article=ARTICLE)
        seats.take(rows[candidates.index(expert)])
        picks.append(Pick(asked.seat, expert, candidates, weights))
    return tuple(picks)


def _weigh(candidates: Sequence[Candidate], table: Sequence[int]) -> tuple[int, ...]:
    """Weights fall with the load above the least loaded candidate; the last one holds for all
    loads beyond the table."""
    least, last = min(row.load for row in candidates), len(table) - 1
    return tuple(table[min(row.load - least, last)] for row in candidates)


def _insist_on_contributions(texts: Sequence[str]) -> None:
    if not texts:
        raise Refusal("还没有人投入随机内容，不能抽取", article=ARTICLE, field="text")
    for position, text in enumerate(texts):
        check_contribution(texts[:position], text)
