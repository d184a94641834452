"""个人所得税 · what is withheld from the remuneration of labour (劳务报酬).

By 国家税务总局公告2018年第61号, Article 8 and its second table. What a person earns by the same
kind of work within one month is one income, however often it is paid. All amounts in fen; a tax is
rounded half up to the fen.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Bracket:
    """``over``: the taxable amount above which it holds; ``percent`` of it all, less ``less``."""

    over: int
    percent: int
    less: int


@dataclass(frozen=True, slots=True)
class TaxTable:
    """How tax is withheld from ``since`` on. An income up to ``small`` is taxable less ``off``, a
    larger one less ``off_percent`` of it."""

    since: date
    source: str
    small: int
    off: int
    off_percent: int
    brackets: Sequence[Bracket]

    def taxable(self, income: int) -> int:
        """The part of an income, in hundredths of a fen, of which tax is reckoned."""
        less = self.off * 100 if income <= self.small else income * self.off_percent
        return max(0, income * 100 - less)

    def bracket_of(self, income: int) -> Bracket:
        taxable = self.taxable(income)
        return [each for each in self.brackets if each.over * 100 < taxable or not each.over][-1]

    def tax(self, income: int) -> int:
        """What is withheld from one income of so many fen."""
        bracket = self.bracket_of(income)
        exact = self.taxable(income) * bracket.percent - bracket.less * 10_000
        return (exact + 5_000) // 10_000

    def more(self, before: int, income: int) -> int:
        """What is still to be withheld when ``income`` joins the ``before`` of the same month."""
        return self.tax(before + income) - self.tax(before)

    def due(self, earned: int, withheld: int, income: int) -> int:
        """The same where ``withheld`` is what was in truth withheld of the ``earned``; never below
        nothing, for what was withheld too much is given back by the tax office."""
        return max(0, self.tax(earned + income) - withheld)

    def gross_for(self, net: int, before: int = 0) -> int:
        """反算应发: the least income of which exactly ``net`` is left. A fen more income leaves a
        fen more or nothing more, so every ``net`` is reached; and no bracket takes half."""
        incomes = range(net, 2 * net + 2)
        return incomes[bisect_left(incomes, net, key=lambda each: each - self.more(before, each))]


TABLES: Sequence[TaxTable] = (
    TaxTable(
        since=date(2019, 1, 1),
        source="国家税务总局公告2018年第61号",
        small=4_000_00,
        off=800_00,
        off_percent=20,
        brackets=(
            Bracket(0, 20, 0),
            Bracket(20_000_00, 30, 2_000_00),
            Bracket(50_000_00, 40, 7_000_00),
        ),
    ),
)


def in_force(on: date) -> TaxTable:
    """The table by which a payment of that day is taxed; the first one for any day before it."""
    return [table for table in TABLES if table.since <= on or table is TABLES[0]][-1]
