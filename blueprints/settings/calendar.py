"""工作日历 · the days that are not what their weekday says, year by year."""

from datetime import date

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.settings.blueprint import bp
from blueprints.settings.forms import DayForm, YearForm
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import calendar as operations
from models.queries.calendar import confirmed_years, special_days
from models.tables import SpecialDay
from models.vocabulary import Permission


@bp.get("/calendar")
@requires(Permission.USE_DESK)
def calendar() -> ResponseReturnValue:
    """The days of a year, and which years are confirmed."""
    return _shown(request.args.get("year", clock.today().year, type=int), DayForm())


@bp.post("/calendar")
@requires(Permission.CHANGE_SETTINGS)
def add_day() -> ResponseReturnValue:
    form = DayForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            day, is_working = form.day.data, form.kind.data == "on"
            with unit_of_work():
                operations.add_day(day, is_working=is_working, name=form.name.data, by=me())
            flash(f"已登记{day.isoformat()}")
            return redirect(url_for(".calendar", year=day.year), 303)
    return _shown((form.day.data or clock.today()).year, form)


@bp.post("/calendar/<day>/remove")
@requires(Permission.CHANGE_SETTINGS)
def remove_day(day: str) -> ResponseReturnValue:
    special = db.get_or_404(SpecialDay, _date(day))
    with unit_of_work():
        operations.remove_day(special, by=me())
    flash(f"已删除{day}")
    return redirect(url_for(".calendar", year=day[:4]), 303)


@bp.route("/calendar/<int:year>/confirm", methods=["GET", "POST"])
@requires(Permission.CHANGE_SETTINGS)
def confirm_year(year: int) -> ResponseReturnValue:
    form = YearForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.confirm_year(year, document=form.document.data, by=me())
            flash(f"{year}年工作日历已确认")
            return redirect(url_for(".calendar", year=year), 303)
    days = special_days(db.session(), _known(year))
    return page("settings/confirm_year.html", "confirm", form=form, year=year, days=days)


def _shown(year: int, form: DayForm) -> ResponseReturnValue:
    years = confirmed_years(db.session())
    return page(
        "settings/calendar.html",
        "calendar",
        form=form,
        year=_known(year),
        years=sorted({*years, year, clock.today().year, clock.today().year + 1}),
        confirmed=years,
        days=special_days(db.session(), year),
        can_change=policy.may(me(), Permission.CHANGE_SETTINGS),
    )


def _known(year: int) -> int:
    if not operations.FIRST_YEAR <= year <= operations.LAST_YEAR:
        abort(404)
    return year


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)
