"""第六条第五项: numbers in order, and a term that is never shorter than promised."""

from datetime import date

import pytest

from models.rules import article_06_archive as art6


def test_packages_are_numbered_by_the_year():
    assert [art6.number(2026, serial) for serial in (1, 12, 1000)] == [
        "D2026-001", "D2026-012", "D2026-1000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("made_on", "until"),
    [(date(2026, 6, 12), date(2031, 6, 12)), (date(2028, 2, 29), date(2033, 3, 1))],
)
def test_five_years_end_on_the_same_day(made_on, until):
    assert art6.kept_until(made_on, 5) == until
