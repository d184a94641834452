"""编号 · the next serial number of this year, in a series without gaps."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from models import clock
from models.chain import head_of
from models.db import db


def next_of(
    year: InstrumentedAttribute[Any], serial: InstrumentedAttribute[Any]
) -> tuple[int, int]:
    """Year and number, by the two columns in which a table keeps them. The register's lock is held
    from here on, so that of two who number at the same moment one is first."""
    this_year = clock.today().year
    head_of(db.session())
    last = db.session.scalar(select(func.max(serial)).where(year == this_year))
    return this_year, (last or 0) + 1
