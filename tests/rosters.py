"""Rosters as a clerk hands them in. Every person and number in them is invented."""

from datetime import date

from models.rules.gb_11643 import check_digit

AREA = "990100"  # an area code that is not in use


def id_number(born: date, order: int) -> str:
    """A valid number; an odd ``order`` is a man's."""
    body = f"{AREA}{born:%Y%m%d}{order:03}"
    return body + check_digit(body)
