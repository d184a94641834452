"""第十一条 轮换使用 · whether the draws used people as often as chance said they would.

Of each expert: how often they were to be expected (the sum of their chances), how much chance may
stray from that (the sum of p(1-p)), and how often they were in fact drawn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import erfc, sqrt

ARTICLE = 11
_FAR = 3.5  # standard deviations; of 250 people chance takes one so far once in nine such years
_RARE = 0.001


@dataclass(frozen=True, slots=True)
class Use:
    """One expert over a period. ``variance`` is that of the number of times drawn; ``excess`` its
    fourth cumulant, the sum of v(1-6v) with v = p(1-p)."""

    expert: str
    expected: float
    variance: float
    excess: float
    actual: int

    @classmethod
    def of(cls, expert: str, chances: Sequence[float], actual: int) -> "Use":
        """From the chance each seat gave."""
        variances = [chance * (1 - chance) for chance in chances]
        excess = sum(each * (1 - 6 * each) for each in variances)
        return cls(expert, sum(chances), sum(variances), excess, actual)

    @property
    def deviation(self) -> float:
        """In standard deviations, below zero where drawn less often than expected."""
        return (self.actual - self.expected) / sqrt(self.variance) if self.variance else 0.0

    @property
    def stands_out(self) -> bool:
        return abs(self.deviation) > _FAR


@dataclass(frozen=True, slots=True)
class Fit:
    """χ² of all uses together, and how many uses it sums over; ``p`` is how often chance alone
    strays at least so far."""

    chi_square: float
    counted: int
    p: float

    @property
    def stands_out(self) -> bool:
        return self.p < _RARE


def fit_of(uses: Iterable[Use]) -> Fit:
    """Compare actual with expected use.

    Where few draws are expected, squares scatter more widely than in the tables: a square has mean
    1 and variance 2 + excess / variance². So the tables are entered with the χ² that has the same
    mean and variance as this sum (Satterthwaite 1946).
    """
    counted = [use for use in uses if use.variance > 0]
    chi_square = sum(use.deviation**2 for use in counted)
    scatter = sum(2 + use.excess / use.variance**2 for use in counted)
    if not counted or scatter <= 0:
        return Fit(chi_square, len(counted), 1.0)
    scale = scatter / (2 * len(counted))
    return Fit(chi_square, len(counted), _upper_tail(chi_square / scale, len(counted) / scale))


def _upper_tail(chi_square: float, freedom: float) -> float:
    """P(χ² ≥ x) by the cube root of Wilson and Hilferty (1931): within a tenth of its value, which
    is all that a look at the records needs."""
    spread = 2 / (9 * freedom)
    z = ((chi_square / freedom) ** (1 / 3) - (1 - spread)) / sqrt(spread)
    return erfc(z / sqrt(2)) / 2
