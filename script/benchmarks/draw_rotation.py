"""轮换 · a year of dispatches under one table of weights: how even, and how hard to guess."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from statistics import fmean
from typing import NamedTuple

from models.errors import Refusal
from models.rules.article_11_draw import Candidate, Pick, Request, draw, sm3
from script.benchmarks import county

DISPATCHES = 400
AVAILABLE = 0.8
EVENNESS = "同专业派遣次数的基尼系数（越低越均匀）"
EVENNESS = "同专业派遣次数的基尼系数（越低越均匀）"


class Year(NamedTuple):
    """``gini``: of the loads within a specialty, 0 where all are equal. ``largest``: the most
    dispatches of one expert. ``surprise``: entropy of the picks over that of uniform ones."""

    gini: float
    largest: float
    surprise: float


def average_year(weights: tuple[int, ...], seeds: int) -> Year:
    return Year(*map(fmean, zip(*(year(weights, seed) for seed in range(seeds)), strict=True)))


def year(weights: tuple[int, ...], seed: int) -> Year:
    """One simulated year; the same seed asks for the same seats of the same people."""
    dice = random.Random(seed)  # noqa: S311 (a simulation)  # noqa: S311 (a simulation)
    experts = county.roster(dice)
    loads, picks = Counter[str](), []
    for number in range(DISPATCHES):
        seats = county.asks(dice)
        there = [row for row in experts if dice.random() < AVAILABLE]
        pool = [replace(row, load=loads[row.expert]) for row in there]
        drawn = _drawn(county.request(pool, seats, weights), sm3(f"{seed}/{number}".encode()))
        loads.update(pick.expert for pick in drawn)
        picks += drawn
    return Year(_gini_within(experts, loads), max(loads.values()), _surprise(picks))


def _drawn(request: Request, seed: bytes) -> Sequence[Pick]:
    try:
        return draw(request, seed)
    except Refusal:  # nobody there for one of the seats: the section takes another day
        return ()


def _gini_within(experts: Sequence[Candidate], loads: Counter[str]) -> float:
    groups = defaultdict(list)
    for row in experts:
        for specialty in row.specialties:
            groups[specialty].append(loads[row.expert])
    groups = [group for group in groups.values() if len(group) > 1 and sum(group)]
    members = sum(map(len, groups))
    return sum(len(group) * _gini(group) for group in groups) / members


def _gini(loads: Sequence[int]) -> float:
    n, ranked = len(loads), sorted(loads)
    return sum((2 * rank - n + 1) * load for rank, load in enumerate(ranked)) / (n * sum(ranked))


def _surprise(picks: Sequence[Pick]) -> float:
    """Over the picks that had a choice: all their entropy over all a uniform draw would have."""
    open_picks = [pick for pick in picks if len(pick.candidates) > 1]
    uniform = sum(math.log(len(pick.candidates)) for pick in open_picks)
    return sum(map(_entropy, open_picks)) / uniform


def _entropy(pick: Pick) -> float:
    chances = [weight / pick.total for weight in pick.weights]
    return -sum(chance * math.log(chance) for chance in chances)


def plot(years: dict[str, Year], chosen: str) -> str:
    """The frontier as SVG: further right is harder to guess, further down is more even."""
    points = sorted(years.items(), key=lambda item: item[1].surprise)
    line = " ".join(f"{_x(year):.1f},{_y(year):.1f}" for _, year in points)
    marks = "\n".join(_mark(name, year, name == chosen) for name, year in points)
    ticks = "\n".join([*map(_tick_x, range(5, 11)), *map(_tick_y, range(6))])
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 420" role="img" \
font-family="sans-serif" font-size="13">
<title>轮换与不可预测性：权重表的取舍</title>
<rect width="640" height="420" fill="#fff"/>
<path d="M70 20V360H610" fill="none" stroke="#333"/>
{ticks}
<text x="340" y="405" text-anchor="middle">不可预测性（与等可能抽取之比，越靠右越难猜）</text>
<text transform="translate(20 190) rotate(-90)" text-anchor="middle">{EVENNESS}</text>
<polyline points="{line}" fill="none" stroke="#9ab"/>
{marks}
</svg>
"""


def _x(year: Year) -> float:
    return 70 + (year.surprise - 0.5) * 1040


def _y(year: Year) -> float:
    return 360 - year.gini * 1360


def _mark(name: str, year: Year, is_chosen: bool) -> str:
    """A point with its name, above to the left; the chosen one below to the right."""
    fill, weight = ("#c00", "bold") if is_chosen else ("#246", "normal")
    anchor, right, down = ("start", 8, 20) if is_chosen else ("end", -8, -8)
    return (
        f'<circle cx="{_x(year):.1f}" cy="{_y(year):.1f}" r="5" fill="{fill}"/>'
        f'<text x="{_x(year) + right:.1f}" y="{_y(year) + down:.1f}" text-anchor="{anchor}" '
        f'fill="{fill}" font-weight="{weight}">{escape(name)}</text>'
    )


def _tick_x(tenth: int) -> str:
    x = 70 + (tenth / 10 - 0.5) * 1040
    return f'<text x="{x:.0f}" y="378" text-anchor="middle">{tenth / 10}</text>'


def _tick_y(step: int) -> str:
    y = 360 - step * 0.05 * 1360
    return f'<text x="62" y="{y + 4:.0f}" text-anchor="end">{step * 0.05:.2f}</text>'
