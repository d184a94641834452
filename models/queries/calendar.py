"""工作日历 · as the office has confirmed it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.rules import working_days
from models.tables import CalendarYear, SpecialDay


def confirmed(session: Session) -> working_days.Calendar:
    days = [
        working_days.SpecialDay(row.day, row.is_working, row.name)
        for row in session.scalars(select(SpecialDay))
    ]
    return working_days.Calendar.of(days, session.scalars(select(CalendarYear.year)))
