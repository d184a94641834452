"""第六条第五项 资料全部归档备查 · the number of a package, and how long it is kept."""

from datetime import date

ARTICLE = 6


def prefix(year: int) -> str:
    """What the numbers of one year begin with."""
    return f"D{year}-"


def number(year: int, serial: int) -> str:
    """卷号, in a series of the year without gaps."""
    return f"{prefix(year)}{serial:03}"


def kept_until(made_on: date, years: int) -> date:
    """The last day of a term of so many years; of one from 29 February, 1 March where there is no
    29th."""
    try:
        return made_on.replace(year=made_on.year + years)
    except ValueError:
        return date(made_on.year + years, 3, 1)
