"""工作日历 · entering the days of a year as the State Council announced them, and confirming it."""

from datetime import date

from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.queries import calendar
from models.rules.working_days import SATURDAY
from models.tables import CalendarYear, Holding, SpecialDay

FIRST_YEAR, LAST_YEAR = 2023, 2099
_LONGEST = 20


def add_day(day: date, *, is_working: bool, name: str, by: Holding) -> SpecialDay:
    """Enter a holiday, or a weekend day that is worked in exchange."""
    _check_year(day.year)
    if is_working and day.weekday() < SATURDAY:
        raise Refusal(f"{day.isoformat()}不是周末，本来就上班，不必登记", field="day")
    if not 0 < len(name.strip()) <= _LONGEST:
        raise Refusal(f"节日名称应为1至{_LONGEST}个字", field="name")
    if db.session.get(SpecialDay, day):
        raise Refusal(f"{day.isoformat()}已登记，如有错误请先删除", field="day")
    special = SpecialDay(day=day, is_working=is_working, name=name.strip())
    db.session.add(special)
    _register("add", f"登记{_kind(special)}", special, by)
    return special


def remove_day(special: SpecialDay, *, by: Holding) -> None:
    """Take back a day entered by mistake."""
    _register("remove", f"删除{_kind(special)}", special, by)
    db.session.delete(special)


def confirm_year(year: int, *, document: str, by: Holding) -> None:
    """Say that a year's days agree with the notice; from then on dates in it are reckoned."""
    _check_year(year)
    if not document.strip():
        raise Refusal("请填写国务院办公厅通知的文号", field="document")
    if db.session.get(CalendarYear, year):
        raise Refusal(f"{year}年已确认，不必再确认")
    days = calendar.special_days(db.session(), year)
    if not days:
        raise Refusal(f"{year}年还没有登记任何放假和调休，请先逐日登记")
    confirmed = CalendarYear(year=year)
    db.session.add(confirmed)
    register(
        "calendar:confirm", f"确认{year}年工作日历", by=by, subject=confirmed,
        document=document.strip(), days=len(days),
    )  # fmt: skip


def _register(act: str, label: str, special: SpecialDay, by: Holding) -> None:
    day = f"{special.day.isoformat()} {special.name}"
    register(f"calendar:{act}", label, by=by, subject=special, name=day)


def _kind(special: SpecialDay) -> str:
    return "调休上班日" if special.is_working else "放假日"


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(f"年份应在{FIRST_YEAR}至{LAST_YEAR}之间", field="day")
