"""工作日历 · the days on which the rule of the week does not hold, and the years confirmed."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, line


class CalendarYear(Base):
    """A year somebody has checked against the State Council's notice."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class SpecialDay(Base):
    """A holiday on a weekday, or a working day on a weekend (调休)."""

    __tablename__ = "special_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    name: Mapped[line]
