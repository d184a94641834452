"""工作日历 · as the office has confirmed it."""

from datetime import date

from sqlalchemy import extract, select
from sqlalchemy.orm import Session

from models.rules import working_days
from models.tables import CalendarYear, SpecialDay


def confirmed(session: Session) -> working_days.Calendar:
    """In one query: each year with its days, or with none."""
    own_days = extract("year", SpecialDay.day) == CalendarYear.year
    columns = CalendarYear.year, SpecialDay.day, SpecialDay.is_working, SpecialDay.name
    rows = session.execute(select(*columns).outerjoin(SpecialDay, own_days)).all()
    days = [working_days.SpecialDay(day, works, name) for _, day, works, name in rows if day]
    return working_days.Calendar.of(days, {row.year for row in rows})


def special_days(session: Session, year: int) -> list[SpecialDay]:
    """The days of a year on which the rule of the week does not hold, in order."""
    within = SpecialDay.day.between(date(year, 1, 1), date(year, 12, 31))
    return list(session.scalars(select(SpecialDay).where(within).order_by(SpecialDay.day)))


def confirmed_years(session: Session) -> list[int]:
    return list(session.scalars(select(CalendarYear.year).order_by(CalendarYear.year)))
