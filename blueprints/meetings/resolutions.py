"""决议与报告 · what was resolved and what came of it; the yearly reports of the groups."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.meetings.blueprint import bp
from blueprints.meetings.forms import ReportForm, ResolutionQuery, ResultForm
from blueprints.meetings.views import tabs
from blueprints.pages import page, page_size, refusals_shown_on
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import resolutions as operations
from models.queries import elections, meetings, sections
from models.tables import GroupReport, Resolution
from models.vocabulary import Permission

P = Permission


@bp.get("/resolutions")
@requires(P.READ_MEETING)
def resolutions() -> ResponseReturnValue:
    query = ResolutionQuery(request.args)
    query.offer(sections.in_use(db.session()))
    found = db.paginate(meetings.resolutions(*query.chosen()), per_page=page_size())
    return page("meetings/resolutions.html", "list", query=query, resolutions=found, tabs=tabs())


@bp.route("/resolutions/<int:resolution_id>", methods=["GET", "POST"])
@requires(P.FINISH_RESOLUTION)
def finish(resolution_id: int) -> ResponseReturnValue:
    resolution, form = load(Resolution, resolution_id, P.FINISH_RESOLUTION), ResultForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.finish(resolution, form.result.data, by=me())
            flash("决议事项已办结")
            return redirect(url_for(".show", meeting_id=resolution.meeting_id), 303)
    return page("meetings/finish.html", "finish", form=form, resolution=resolution)


@bp.get("/reports")
@requires(P.READ_MEETING)
def reports() -> ResponseReturnValue:
    """Of which groups the report of the year is there, and of which not."""
    year = request.args.get("year", clock.today().year, type=int)
    names, found = elections.industries(db.session()), meetings.reports(db.session(), year)
    may_report = policy.may(me(), P.REPORT_OF_GROUP)
    return page(
        "meetings/reports.html", "reports",
        year=year, names=names, found=found, tabs=tabs(), may_report=may_report,
    )  # fmt: skip


@bp.route("/reports/<int:year>/new", methods=["GET", "POST"])
@requires(P.REPORT_OF_GROUP)
def report(year: int) -> ResponseReturnValue:
    mine = operations.reportable(me())
    if not mine:
        abort(404, "年度报告由专家组组长、副组长提交，或者由牵头股室代为录入")
    names, form = elections.industries(db.session()), ReportForm()
    form.industry.choices = {code: names[code] for code in mine}
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                made = operations.hand_in_report(year, form.industry.data, form.text.data, by=me())
            flash(f"已提交{made.industry_name}专家组{year}年度工作情况报告")
            if policy.may(me(), P.READ_MEETING):
                return redirect(url_for(".reports", year=year), 303)
            return redirect(url_for(".mine"), 303)
    return page("meetings/report.html", "report", form=form, year=year)


@bp.get("/reports/<int:report_id>")
@requires(P.READ_MEETING)
def read_report(report_id: int) -> ResponseReturnValue:
    found = db.get_or_404(GroupReport, report_id)
    return page("meetings/read_report.html", "report", report=found)
