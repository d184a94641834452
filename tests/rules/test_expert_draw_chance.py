"""抽取的机会：what a hundred thousand draws come to, against the exact probabilities."""

from collections import Counter
from fractions import Fraction
from itertools import product
from math import exp, factorial

from models.rules.article_11_draw import Request, draw, explain, sm3
from models.rules.expert_draw_bytes import RandomStream
from tests.rules.draws import candidate, request, seats

DRAWS = 200_000


def chi_square_p(counts: Counter, expected: dict) -> float:
    """The chance of a χ² at least this large, for an even number of degrees of freedom."""
    freedom = len(expected) - 1
    assert freedom % 2 == 0
    half = float(sum((counts[x] - n) ** 2 / n for x, n in expected.items())) / 2
    return exp(-half) * sum(half**k / factorial(k) for k in range(freedom // 2))


def drawn(asked: Request, times: int) -> Counter:
    seeds = (sm3(number.to_bytes(8, "big")) for number in range(times))
    return Counter(tuple(pick.expert for pick in draw(asked, seed)) for seed in seeds)


def exact(asked: Request) -> dict[tuple[str, ...], Fraction]:
    """The probability of every panel: the product of its members' chances, seat after seat."""
    found = {}
    for panel in product([row.expert for row in asked.pool], repeat=len(asked.seats)):
        if len(set(panel)) == len(panel):
            result = [{"seat": n, "expert": expert} for n, expert in enumerate(panel, 1)]
            chance = Fraction(1)
            for pick in explain(asked, result):
                chance *= pick.chance
            found[panel] = chance
    return found


def test_with_equal_loads_every_expert_is_drawn_equally_often_at_every_seat():
    pool = [candidate(f"ZZ000{number}") for number in range(1, 4)]
    panels = drawn(request(pool, seats("A0103", "A0103")), DRAWS)
    for seat in (0, 1):
        counts = Counter()
        for panel, times in panels.items():
            counts[panel[seat]] += times
        assert chi_square_p(counts, {row.expert: DRAWS / 3 for row in pool}) > 0.001


def test_under_weights_every_panel_comes_as_often_as_its_exact_probability_says():
    pool = [candidate(f"ZZ000{load}", load=load) for load in range(4)]
    asked = request(pool, seats("A0103", "A0103"))
    chances, times = exact(asked), 40_000
    assert sum(chances.values()) == 1
    for panel, count in drawn(asked, times).items():
        expected = times * chances[panel]
        assert abs(count - expected) < 4 * expected**0.5 + 1


def test_the_stream_has_no_favourite():
    counts = Counter(
        RandomStream(sm3(number.to_bytes(8, "big"))).uniform(7) for number in range(DRAWS)
    )
    assert chi_square_p(counts, dict.fromkeys(range(7), DRAWS / 7)) > 0.001
