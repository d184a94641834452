"""Pools, requests and panels for the tests of the draw; a panel search too simple to be wrong."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from models.rules.article_11_draw import (
    Candidate,
    Contribution,
    Excluded,
    Held,
    Request,
    SeatAsked,
    Seated,
    hold,
)
from models.rules.expert_draw_request import SATISFIES

NONCE = bytes(range(32))
OPERATOR = Contribution("operator", "2026-06-01T10:00:00+08:00", "骰子 3 5 1 6")
WITNESS = Contribution("witness", "2026-06-01T10:02:00+08:00", "彩票 0 7 1 9 2")
DRAWN_AT = "2026-06-01T10:02:00+08:00"
WEIGHTS = (16, 4, 1)


def candidate(expert: str, *specialties: str, **said: Any) -> Candidate:
    """A senior expert of an employer of their own who was never sent, unless ``said`` otherwise."""
    told = {"grade": "SENIOR", "employer": f"{expert}的单位", "load": 0} | said
    return Candidate(expert, specialties or ("A0103",), **told)


def seats(*asked: str) -> tuple[SeatAsked, ...]:
    """Seats 1, 2 … as “A0103” (senior) or “A0103 INTERMEDIATE”."""
    pairs = [(*text.split(), "SENIOR")[:2] for text in asked]
    return tuple(SeatAsked(number, *pair) for number, pair in enumerate(pairs, 1))


def request(pool: Sequence[Candidate], asked: Sequence[SeatAsked], **said: Any) -> Request:
    told: dict[str, Any] = {
        "draw_no": "抽〔2026〕1号",
        "dispatch_no": "派〔2026〕1号",
        "round": 1,
        "voids": 0,
        "seated": (),
        "employer_cap": 1,
        "excluded": (),
        "weights": WEIGHTS,
    }
    return Request(seats=tuple(asked), pool=tuple(pool), **told | said)


def held(asked: Request, *, nonce: bytes = NONCE, witness: str = WITNESS.text) -> Held:
    return hold(asked, nonce, [OPERATOR, replace(WITNESS, text=witness)], DRAWN_AT)


def panels(asked: Request, chosen: tuple[Candidate, ...] = ()) -> Iterator[tuple[Candidate, ...]]:
    """Every way to fill the seats that follow ``chosen``, tried one by one."""
    if len(chosen) == len(asked.seats):
        yield chosen
        return
    sent = Counter(row.employer for row in (*asked.seated, *chosen))
    for row in asked.pool:
        free = row not in chosen and sent[row.employer] < asked.employer_cap
        if free and _may_sit(row, asked.seats[len(chosen)]):
            yield from panels(asked, (*chosen, row))


def _may_sit(row: Candidate, seat: SeatAsked) -> bool:
    return seat.specialty in row.specialties and row.grade in SATISFIES[seat.min_grade]


def random_request(dice: random.Random) -> Request:
    """A small request in which specialties, grades, employers and the cap all get in the way;
    about half of them can be filled."""
    employers = "甲乙丙丁戊己庚辛"[: dice.randrange(1, 9)]
    pool = [_random_candidate(dice, number, employers) for number in range(dice.randrange(2, 10))]
    return request(
        pool,
        [_random_seat(dice, 2 * place + 1) for place in range(dice.randrange(1, 5))],
        round=dice.randrange(1, 4),
        voids=dice.randrange(3),
        employer_cap=dice.randrange(1, 4),
        seated=[Seated(f"YY{n:04}", dice.choice(employers)) for n in range(dice.randrange(3))],
        excluded=[Excluded(f"XX{n:04}", "与对象单位有利害关系") for n in range(dice.randrange(3))],
        weights=dice.choice([(1,), (16, 4, 1), (10**12, 1)]),
    )


def _random_candidate(dice: random.Random, number: int, employers: str) -> Candidate:
    return Candidate(
        f"ZZ{number:04}",
        tuple(dice.sample(["A0103", "A0301", "B0101"], dice.randrange(1, 4))),
        dice.choice(["SENIOR", "SENIOR", "INTERMEDIATE", "LEGAL"]),
        dice.choice(employers),
        dice.randrange(5),
    )


def _random_seat(dice: random.Random, number: int) -> SeatAsked:
    grade = dice.choice(["SENIOR", "INTERMEDIATE", "INTERMEDIATE", "INTERMEDIATE", "LEGAL"])
    return SeatAsked(number, dice.choice(["A0103", "A0103", "A0301", "B0101"]), grade)


def requests() -> st.SearchStrategy[Request]:
    return st.randoms(use_true_random=False).map(random_request)
