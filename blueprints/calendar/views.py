"""日历 · a month at a glance, what falls into it day by day, the private address of the feed."""

import calendar as weeks
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.calendar.blueprint import bp
from blueprints.oneself import own_entry
from blueprints.pages import page
from models import clock
from models.db import db, unit_of_work
from models.operations import calendar_links as operations
from models.queries import calendar_links, expert_calendar
from models.queries.expert_calendar import Kind, Occasion
from models.vocabulary import Permission

_PAGES = {
    Kind.TASK: ("assignment.show", "assignment_id"),
    Kind.MEETING: ("meetings.invitation", "invitation_id"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the month. ``marks``: what falls on it, a word each."""

    on: date
    is_within: bool
    is_today: bool
    marks: tuple[str, ...]


@bp.get("/")
@requires(Permission.DECLARE_OWN)
def month() -> ResponseReturnValue:
    return _month()


@bp.post("/link")
@requires(Permission.DECLARE_OWN)
def issue() -> ResponseReturnValue:
    """A new private address, shown in the answer and never again."""
    expert = own_entry()
    with unit_of_work():
        token = operations.issue(expert, by=me())
    return _month(url_for(".feed", token=token, _external=True))


@bp.post("/link/cut-off")
@requires(Permission.DECLARE_OWN)
def cut_off() -> ResponseReturnValue:
    expert = own_entry()
    with unit_of_work():
        operations.cut_off(expert, by=me())
    flash("订阅链接已停用：用这个链接的日历从现在起读不到任何内容")
    return redirect(url_for(".month"), 303)


def _month(address: str = "") -> Response:
    """``address``: the one just made."""
    expert, first = own_entry(), _asked()
    squares = weeks.Calendar().monthdatescalendar(first.year, first.month)
    found = expert_calendar.occasions(db.session(), expert.id, squares[0][0], squares[-1][-1])
    last = _next(first) - timedelta(days=1)
    return page(
        "calendar/month.html", "month", first=first, before=_before(first), after=_next(first),
        weeks=[[_day(day, first, found) for day in week] for week in squares],
        agenda=[each for each in found if each.first_day <= last and each.last_day >= first],
        url_of=_url_of, link=calendar_links.live_link(db.session(), expert.id), address=address,
        wish=expert.wish,
    )  # fmt: skip


def _asked() -> date:
    """The first day of the month asked for; of this month where none is, or none that people
    mean."""
    try:
        asked = date.fromisoformat(f"{request.args.get('month', '')}-01")
    except ValueError:
        asked = clock.today()
    return asked.replace(day=1) if 2000 <= asked.year <= 2100 else clock.today().replace(day=1)


def _before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _day(day: date, first: date, found: list[Occasion]) -> Day:
    marks = {each.kind.value[:1]: None for each in found if each.falls_on(day) and not each.is_off}
    return Day(day, day.month == first.month, day == clock.today(), tuple(marks))


def _url_of(occasion: Occasion) -> str:
    if occasion.kind is Kind.ABSENCE:
        return url_for("experts.own")
    endpoint, parameter = _PAGES[occasion.kind]
    where = {parameter: occasion.number}
    return url_for(endpoint, **where)  # type: ignore[arg-type]
