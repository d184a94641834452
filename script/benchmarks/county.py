"""An invented county: experts over the real taxonomy, and what it asks for in a year."""

import csv
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from models.rules.article_11_draw import Candidate, Request, SeatAsked

TAXONOMY = Path(__file__).parents[2] / "models" / "data" / "taxonomy.csv"
GRADES = ("SENIOR", "SENIOR", "INTERMEDIATE")


@dataclass(frozen=True)
class Industry:
    quota: int
    specialties: tuple[str, ...]


def industries() -> list[Industry]:
    quotas, specialties = {}, defaultdict(list)
    with TAXONOMY.open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            quotas[row["industry_code"]] = int(row["industry_quota"])
            specialties[row["industry_code"]].append(row["specialty_code"])
    return [Industry(quotas[code], tuple(specialties[code])) for code in quotas]


def roster(dice: random.Random, size: int = 250, employers: int = 80) -> list[Candidate]:
    """Experts spread over the industries by their quotas; the first specialty goes round, a second
    of the same industry is left to chance."""
    places = [industry for industry in industries() for _ in range(industry.quota)]
    experts = []
    for number in range(size):
        specialties = places[number % len(places)].specialties
        first = specialties[number % len(specialties)]
        experts.append(
            Candidate(
                f"ZZ{number + 1:06}",
                (first, dice.choice(specialties)),
                dice.choice(GRADES),
                f"单位{dice.randrange(employers):05}",
                0,
            )
        )
    return experts


def asks(dice: random.Random, most: int = 5) -> list[SeatAsked]:
    """One to ``most`` different specialties of one industry, the larger industries more often."""
    among = industries()
    (industry,) = dice.choices(among, [one.quota for one in among])
    number = min(len(industry.specialties), dice.randint(1, most))
    specialties = dice.sample(industry.specialties, number)
    return [SeatAsked(n, code, "INTERMEDIATE") for n, code in enumerate(specialties, 1)]


def request(pool: list[Candidate], seats: list[SeatAsked], weights: tuple[int, ...]) -> Request:
    return Request("抽1", "派1", 1, 0, tuple(seats), (), 1, tuple(pool), (), weights)
