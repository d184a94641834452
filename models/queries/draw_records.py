"""抽取记录 · everything about one draw that was held, in words a colleague can read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.queries import papers
from models.rules import article_11_draw as art11
from models.tables import Assignment, Draw, Expert
from models.vocabulary import Grade


@dataclass(frozen=True, slots=True)
class Chance:
    """A candidate of a seat, as frozen, with the exact chance."""

    candidate: art11.Candidate
    name: str
    weight: int
    chance: Fraction
    is_drawn: bool

    @property
    def grade(self) -> str:
        return Grade(self.candidate.grade).label


@dataclass(frozen=True, slots=True)
class SeatRecord:
    """A seat as it was drawn. ``others``: reason → those of the pool who were no candidates."""

    part: Assignment
    chances: list[Chance]
    others: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """抽取记录表. ``excluded``: reason → who was in no pool at all."""

    draw: Draw
    round_name: str
    seats: list[SeatRecord]
    seated: list[str]
    excluded: dict[str, list[str]]


def record(session: Session, draw: Draw) -> DrawRecord:
    """All that a stranger needs to hold the draw again, and a colleague to read it. For a draw
    that was held."""
    request = art11.Request.from_json(draw.request)
    names = {
        expert.code: expert.name for expert in session.execute(select(Expert.code, Expert.name))
    }
    picks = art11.explain(request, (draw.bundle or {})["result"])
    out = art11.out_of_reach(request, picks)
    parts = {part.seat.number: part for part in _drawn_by(session, draw)}
    return DrawRecord(
        draw=draw,
        round_name=papers.round_name(draw),
        seats=[
            SeatRecord(
                parts[pick.seat], _chances(request, pick, names), _by_reason(out[pick.seat], names)
            )
            for pick in picks
        ],
        seated=[_who(row.expert, names) for row in request.seated],
        excluded=_by_reason(request.excluded, names),
    )


def _drawn_by(session: Session, draw: Draw) -> Iterable[Assignment]:
    return session.scalars(select(Assignment).where(Assignment.draw_id == draw.id))


def _chances(request: art11.Request, pick: art11.Pick, names: Mapping[str, str]) -> list[Chance]:
    pool = {row.expert: row for row in request.pool}
    return [
        Chance(pool[code], names[code], weight, pick.chances[code], code == pick.expert)
        for code, weight in zip(pick.candidates, pick.weights, strict=True)
    ]


def _by_reason(rows: Iterable[art11.Excluded], names: Mapping[str, str]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        groups[row.reason].append(_who(row.expert, names))
    return dict(groups)


def _who(code: str, names: Mapping[str, str]) -> str:
    return f"{code} {names[code]}"
