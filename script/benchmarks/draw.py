"""抽取 · is it unbiased, does the work go round, how long does it take."""

import logging
import math
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import NamedTemporaryFile
from time import process_time
from typing import Any

from sortition_algorithms import Settings, find_random_sample, read_in_features, read_in_people

from models.rules.article_11_draw import (
    DEFAULT_WEIGHTS,
    Candidate,
    Contribution,
    Request,
    SeatAsked,
    canonical,
    draw,
    explain,
    hold,
    sm3,
)
from script import verify_draw
from script.benchmarks import county, report
from script.benchmarks.draw_rotation import Year, average_year, plot

DRAWS = 200_000
SEEDS = 20
SIZES = [(250, 5, 200), (2_500, 5, 40), (25_000, 5, 5), (100_000, 5, 3), (100_000, 10, 3)]
LARGEST = 10**15 - 1
CHOSEN = "除以4（默认）"
POLICIES = {
    "最少优先": (LARGEST, 1),
    "除以8": tuple(8**power for power in range(6, -1, -1)),
    CHOSEN: DEFAULT_WEIGHTS,
    "除以3": tuple(3**power for power in range(8, -1, -1)),
    "除以2": tuple(2**power for power in range(12, -1, -1)),
    "等可能": (1,),
}
CONTRIBUTIONS = [
    Contribution("operator", "2026-06-01T10:00:00+08:00", "骰子 3 5 1 6"),
    Contribution("witness", "2026-06-01T10:02:00+08:00", "彩票 0 7 1 9 2"),
]


# Unbiased


def bias() -> str:
    nine = [Candidate(f"ZZ{n:04}", ("A0103",), "SENIOR", f"单位{n}", n // 2) for n in range(9)]
    seats = [SeatAsked(n, "A0103", "SENIOR") for n in (1, 2, 3)]
    rows = [*_equal([replace(row, load=0) for row in nine], seats), _weighted(nine, seats[:1])]
    return report.section(
        "Unbiased",
        f"{DRAWS:,} draws each, nine experts, three seats; the seeds are SM3 of 0, 1, 2 … "
        "χ² with 8 degrees of freedom against the exact probabilities.",
        report.table(["draws", "χ²", "p", "largest deviation in σ"], rows),
    )


def _equal(pool: list[Candidate], seats: list[SeatAsked]) -> Iterator[tuple[str, ...]]:
    panels = _drawn(county.request(pool, seats, DEFAULT_WEIGHTS))
    for place, seat in enumerate(seats):
        counts = Counter(panel[place] for panel in panels)
        yield f"equal loads, seat {seat.seat}", *_fit(counts, [DRAWS / len(pool)] * len(pool))


def _weighted(pool: list[Candidate], seats: list[SeatAsked]) -> tuple[str, ...]:
    request = county.request(pool, seats, DEFAULT_WEIGHTS)
    (pick,) = explain(request, [{"seat": 1, "expert": pool[0].expert}])
    counts = Counter(panel[0] for panel in _drawn(request))
    exact = [DRAWS * float(chance) for chance in pick.chances.values()]
    return "loads 0 to 4, exact chances", *_fit(counts, exact)


def _drawn(request: Request) -> list[tuple[str, ...]]:
    seeds = (sm3(number.to_bytes(8, "big")) for number in range(DRAWS))
    return [tuple(pick.expert for pick in draw(request, seed)) for seed in seeds]


def _fit(counts: Counter[str], expected: Sequence[float]) -> tuple[str, str, str]:
    pairs = [(counts[expert], n) for expert, n in zip(sorted(counts), expected, strict=True)]
    chi = sum((count - n) ** 2 / n for count, n in pairs)
    half, freedom = chi / 2, len(pairs) - 1
    p = math.exp(-half) * sum(half**k / math.factorial(k) for k in range(freedom // 2))
    worst = max(abs(count - n) / math.sqrt(n * (1 - n / DRAWS)) for count, n in pairs)
    return f"{chi:.2f}", f"{p:.3f}", f"{worst:.2f}"


# The work goes round


def rotation() -> str:
    years = {name: average_year(weights, SEEDS) for name, weights in POLICIES.items()}
    (report.FOLDER / "draw.svg").write_text(plot(years, CHOSEN))
    rows = [
        (name, f"{y.gini:.3f}", f"{y.largest:.1f}", f"{y.surprise:.3f}", *_trade(years, y))
        for name, y in years.items()
    ]
    return report.section(
        "The work goes round",
        "A simulated year: 250 experts over the taxonomy, 400 dispatches of one to five seats, "
        "each expert there for 80 % of them, at most one of an employer; means of "
        f"{SEEDS} seeds. Gini of the loads within a specialty; surprise is the entropy of the "
        "picks over that of uniform ones. With “除以4” each further dispatch divides the "
        "weight by four, and so on. The last columns are the share of the way from equal "
        "chances (等可能) to strict turns (最少优先) that a table gains in evenness, and the "
        "share of the surprise that it pays for it.",
        report.table(["table", "Gini", "largest load", "surprise", "gained", "paid"], rows),
        "![Evenness against surprise](draw.svg)",
    )


def _trade(years: dict[str, Year], year: Year) -> tuple[str, str]:
    turns, equal = years["最少优先"], years["等可能"]
    gained = (equal.gini - year.gini) / (equal.gini - turns.gini)
    paid = (equal.surprise - year.surprise) / (equal.surprise - turns.surprise)
    return f"{gained:.0%}", f"{paid:.0%}"


# How long it takes


def speed() -> str:
    return report.section(
        "How long it takes",
        "Milliseconds of processor time, medians. *draw* is `hold`: commitment, look-ahead, names, "
        "bundle and digest. *verifier* is the command `verify_draw.py BUNDLE.json`, the start of "
        "Python included.",
        report.table(["experts × seats", "draw", "verifier"], [_timed(*size) for size in SIZES]),
    )


def _timed(size: int, seats: int, runs: int) -> tuple[str, str, str]:
    work = partial(hold, _request(size, seats), bytes(32), CONTRIBUTIONS, CONTRIBUTIONS[1].at)
    held = report.median_ms(work, runs, process_time)
    with NamedTemporaryFile(suffix=".json") as file:
        Path(file.name).write_bytes(canonical(work().bundle))
        command = [sys.executable, "-I", verify_draw.__file__, file.name]
        verify = partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL)
        verified = report.median_ms(verify, min(runs, 10), _time_of_children)
    return f"{size:,} × {seats}", f"{held:,.2f}", f"{verified:,.2f}"


def _time_of_children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _request(size: int, seats: int) -> Request:
    dice = random.Random(size)  # noqa: S311 (an invented pool)
    pool = [replace(row, load=dice.randrange(6)) for row in county.roster(dice, size, size // 3)]
    specialties = [code for industry in county.industries() for code in industry.specialties[:1]]
    asked = [SeatAsked(n, code, "INTERMEDIATE") for n, code in enumerate(specialties[:seats], 1)]
    return county.request(pool, asked, DEFAULT_WEIGHTS)


# Beside the peer


def peers() -> str:
    request = _request(250, 5)
    held = partial(hold, request, bytes(32), CONTRIBUTIONS, CONTRIBUTIONS[1].at)
    panel = partial(find_random_sample, *_as_quotas(request), 5, ["employer"], max_attempts=100)
    works: dict[str, tuple[Callable[[], object], int]] = {
        "ours": (held, 200),
        "ours, the names alone": (partial(draw, request, bytes(32)), 200),
        "naive shuffle (no cap, no look-ahead, no record)": (partial(_shuffle, request), 200),
        "sortition-algorithms legacy": (partial(panel, selection_algorithm="legacy"), 20),
        "sortition-algorithms maximin": (partial(panel, selection_algorithm="maximin"), 5),
    }
    logging.disable()  # the peer tells what it does
    times = {name: report.median_ms(*work, process_time) for name, work in works.items()}
    return report.section(
        "Beside the peer",
        "250 experts, five seats of five specialties, one of an employer at most; the peer gets "
        "the same people, the specialties as quotas of one each, the employer as address, and is "
        "timed without reading its tables. Ours includes commitment, bundle and digest.",
        report.table(
            ["selection", "ms", "× ours"],
            [(name, f"{ms:,.3f}", f"{ms / times['ours']:,.2f}") for name, ms in times.items()],
        ),
    )


def _as_quotas(request: Request) -> tuple[Any, Any]:
    """The pool as the peer takes it: everyone under one specialty, one of each kind wanted."""
    wanted = sorted(seat.specialty for seat in request.seats)
    rows = [
        {"id": row.expert, "specialty": _first_of(row, wanted), "employer": row.employer}
        for row in request.pool
    ]
    quotas = [
        {"feature": "specialty", "value": value, "min": number, "max": number}
        for value, number in [*((code, "1") for code in wanted), ("other", "0")]
    ]
    features, *_ = read_in_features(list(quotas[0]), quotas, len(wanted))
    address = ["employer"]
    settings = Settings("id", address, check_same_address=True, check_same_address_columns=address)
    people, _ = read_in_people(list(rows[0]), rows, features, settings)
    return features, people


def _first_of(row: Candidate, wanted: Sequence[str]) -> str:
    return next((specialty for specialty in row.specialties if specialty in wanted), "other")


def _shuffle(request: Request) -> list[str]:
    dice, chosen = random.SystemRandom(), []
    for seat in request.seats:
        fit = [row.expert for row in request.pool if seat.specialty in row.specialties]
        dice.shuffle(fit)
        chosen.append(next(expert for expert in fit if expert not in chosen))
    return chosen


def main() -> None:
    sections = [bias(), rotation(), speed(), peers()]
    report.write("draw", "The draw", sections, peers=["sortition-algorithms", "highspy"])


if __name__ == "__main__":
    main()
