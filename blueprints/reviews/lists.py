"""年度复审 · the year section by section, and what the office has to see to: opening it, whoever
stands in no review, and whom the sections would remove."""

from collections.abc import Collection
from datetime import date, timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import page, refusals_shown_on, settings
from blueprints.reviews.blueprint import bp
from blueprints.reviews.forms import AssignForm, OpenForm
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import reviews as operations
from models.queries import reviews, sections
from models.rules.article_07_renewal import due_on
from models.settings import REVIEW_MONTH
from models.tables import Expert, Section
from models.vocabulary import Permission

P = Permission
_LATE = timedelta(days=14)  # offered where the month is over already


@bp.get("/")
@requires(P.READ_REVIEW)
def index() -> ResponseReturnValue:
    years = reviews.years(db.session())
    year = request.args.get("year", type=int) or next(iter(years), clock.today().year)
    rows = reviews.progress(db.session(), year, _mine())
    runs = policy.may(me(), P.RUN_REVIEW)
    return page(
        "reviews/index.html", "reviews", year=year, years=years, rows=rows,
        overdue=[each for each in rows if each.review.is_overdue],
        unassigned=reviews.count_unassigned(db.session(), year) if runs else 0,
        may_open=runs and clock.today().year not in years,
        sees_removals=_sees_removals(),
    )  # fmt: skip


def _mine() -> Collection[int] | None:
    """The sections whose reviews I may read; None for all."""
    scope = policy.GRANTS[me().post][P.READ_REVIEW]
    return me().section_ids if scope is policy.SECTION else None


def _sees_removals() -> bool:
    return policy.may(me(), P.RUN_REVIEW) or policy.may(me(), P.SUPERVISE_DRAWS)


@bp.route("/new", methods=["GET", "POST"])
@requires(P.RUN_REVIEW)
def new() -> ResponseReturnValue:
    year = clock.today().year
    form = OpenForm(data={"due_on": _usual_day(year)})
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                made = operations.open_reviews(year, form.due_on.data, by=me())
            flash(f"已部署{year}年度复审，已通知{len(made)}个股室")
            return redirect(url_for(".index", year=year), 303)
    return page("reviews/new.html", "new", form=form, year=year)


def _usual_day(year: int) -> date:
    last = due_on(year, settings()[REVIEW_MONTH.key])
    return last if last >= clock.today() else clock.today() + _LATE


@bp.route("/unassigned", methods=["GET", "POST"])
@requires(P.RUN_REVIEW)
def unassigned() -> ResponseReturnValue:
    """Experts in nobody's review, and the form that says whose."""
    year = reviews.latest_year(db.session()) or clock.today().year
    experts, form = reviews.unassigned(db.session(), year), AssignForm()
    form.offer(experts, sections.in_use(db.session()))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                expert = db.get_or_404(Expert, form.expert.data)
                section = db.get_or_404(Section, form.section.data)
                operations.assign(expert, section, by=me())
            flash(f"{expert.name}由{section.name}复审，已通知该股室")
            return redirect(url_for(".unassigned"), 303)
    return page("reviews/unassigned.html", "unassigned", form=form, experts=experts, year=year)


@bp.get("/removals")
@requires(P.RUN_REVIEW, P.SUPERVISE_DRAWS)
def removals() -> ResponseReturnValue:
    """清退人选 of the accepted reviews, with what other sections said of the same expert."""
    latest = reviews.latest_year(db.session()) or clock.today().year
    year = request.args.get("year", type=int) or latest
    found = reviews.candidates(db.session(), year)
    return page("reviews/removals.html", "removals", year=year, candidates=found)
