"""第四条 组长、副组长推选 · a ballot kept as counts alone, and lots where it is even."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from models.errors import Refusal
from models.rules.article_11_draw import Contribution, canonical, sm3
from models.rules.expert_draw_bytes import RandomStream

ARTICLE = 4
FORMAT = "officer-lot/1"
FEWEST_BALLOTS = 3  # of fewer, the result itself would tell who voted for whom
MOST_CANDIDATES = 50  # a box of more would not fit its column
_WIDTH = 3  # digits of a count: a group has fewer than a thousand members


@dataclass(frozen=True, slots=True)
class Box:
    """票箱 · how many ballots there are, how many of them blank, and how many votes each candidate
    has, in the order of the ballot paper. No ballot is kept, so none can be looked up.

    ``written`` is equally long whatever the counts: its length tells nothing.
    """

    ballots: int
    blanks: int
    votes: tuple[int, ...]

    @classmethod
    def empty(cls, candidates: int) -> "Box":
        return cls(0, 0, (0,) * candidates)

    @classmethod
    def read(cls, written: str) -> "Box":
        starts = range(0, len(written), _WIDTH)
        ballots, blanks, *votes = (int(written[start : start + _WIDTH]) for start in starts)
        return cls(ballots, blanks, tuple(votes))

    def written(self) -> str:
        return "".join(f"{count:0{_WIDTH}}" for count in (self.ballots, self.blanks, *self.votes))

    def with_ballot(self, marked: Collection[int], places: int) -> "Box":
        """The box after one more ballot: ``marked`` are places on the ballot paper, none for an
        abstention. Refused when more are marked than are to be elected."""
        if len(marked) > places:
            raise Refusal(
                f"本次推选{places}名，您选了{len(marked)}名，请减少后再投票",
                article=ARTICLE,
                field="choice",
            )
        votes = tuple(count + (place in marked) for place, count in enumerate(self.votes))
        return Box(self.ballots + 1, self.blanks + (not marked), votes)


@dataclass(frozen=True, slots=True)
class Outcome:
    """得票多者当选. Where candidates are even for the last ``left`` places, lots decide among
    ``tied``. Numbers are places on the ballot paper."""

    elected: tuple[int, ...]
    tied: tuple[int, ...] = ()
    left: int = 0


def outcome(votes: Sequence[int], places: int) -> Outcome:
    """Who is elected; never somebody without a vote, so that places may stay vacant."""
    elected: list[int] = []
    for most in sorted(set(votes) - {0}, reverse=True):
        level = [place for place, count in enumerate(votes) if count == most]
        left = places - len(elected)
        if len(level) > left:
            return Outcome(tuple(elected), tuple(level), left) if left else Outcome(tuple(elected))
        elected += level
    return Outcome(tuple(elected))


@dataclass(frozen=True, slots=True)
class Lot:
    """同票抽签 · ``places`` of these ``candidates`` (codes of experts) in an election (number)."""

    election: str
    candidates: tuple[str, ...]
    places: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"format": FORMAT, "candidates": sorted(self.candidates)}


def commitment(lot: Lot, nonce: bytes) -> bytes:
    """What is published before anyone contributes: binds lot and nonce, tells nothing of either."""
    return sm3(b"\x01" + nonce + sm3(canonical(lot.as_json())))


def draw_lots(
    lot: Lot, nonce: bytes, contributions: Sequence[Contribution], drawn_at: str
) -> dict[str, Any]:
    """The lots drawn: a bundle from which anyone can draw them again. ``drawn_at``: ISO 8601 with
    offset. Every text moves the result, and none was known when the nonce was committed to."""
    committed = commitment(lot, nonce)
    texts = b"".join(sm3(given.text.encode()) for given in contributions)
    seed = sm3(b"\x02" + nonce + committed + texts)
    return lot.as_json() | {
        "nonce": nonce.hex(),
        "commitment": committed.hex(),
        "contributions": [asdict(given) for given in contributions],
        "seed": seed.hex(),
        "drawn": _drawn(lot, seed),
        "drawn_at": drawn_at,
    }


def _drawn(lot: Lot, seed: bytes) -> list[str]:
    stream, left = RandomStream(seed), sorted(lot.candidates)
    return [left.pop(stream.uniform(len(left))) for _ in range(lot.places)]


def comes_out_again(bundle: Mapping[str, Any]) -> bool:
    """Whether a stored bundle follows from its own nonce and contributions."""
    lot = Lot(bundle["election"], tuple(bundle["candidates"]), bundle["places"])
    given = [Contribution(**row) for row in bundle["contributions"]]
    return draw_lots(lot, bytes.fromhex(bundle["nonce"]), given, bundle["drawn_at"]) == bundle
