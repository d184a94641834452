"""回访 · who has not been heard, and writing down who was."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.feedback.blueprint import bp
from blueprints.feedback.forms import VisitForm
from blueprints.pages import page, page_size, refusals_shown_on, settings
from models import clock
from models.db import db, unit_of_work
from models.operations import return_visits as operations
from models.operations.return_visits import Heard
from models.queries import return_visits
from models.settings import RETURN_VISIT_DAYS
from models.tables import Dispatch
from models.vocabulary import Permission, VisitManner, VisitResult

P = Permission


@bp.get("/return-visits/")
@requires(P.RECORD_VISIT)
def unheard() -> ResponseReturnValue:
    """Closed without a word from the unit; what is overdue first."""
    since = return_visits.overdue_before(db.session(), settings())
    is_all = request.args.get("show") == "all"
    query = return_visits.unheard(None if is_all else since)
    return page(
        "feedback/unheard.html", "visits", found=db.paginate(query, per_page=page_size()),
        days=settings()[RETURN_VISIT_DAYS.key], overdue_before=since, is_all=is_all,
    )  # fmt: skip


@bp.get("/return-visits/done")
@requires(P.RECORD_VISIT)
def visited() -> ResponseReturnValue:
    found = db.paginate(return_visits.heard(), per_page=page_size())
    return page("feedback/visited.html", "visits", found=found)


@bp.route("/dispatches/<int:dispatch_id>/return-visits/new", methods=["GET", "POST"])
@requires(P.RECORD_VISIT)
def visit(dispatch_id: int) -> ResponseReturnValue:
    dispatch = load(Dispatch, dispatch_id, P.READ_DISPATCH)
    form = VisitForm(visited_on=clock.today())
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.record(dispatch, _heard(form), by=me())
            flash("回访已登记")
            return redirect(url_for("dispatch.show", dispatch_id=dispatch_id), 303)
    return page("feedback/visit.html", "visit", form=form, dispatch=dispatch)


def _heard(form: VisitForm) -> Heard:
    return Heard(
        visited_on=form.visited_on.data,
        manner=VisitManner(form.manner.data),
        whom=form.whom.data,
        said=form.said.data,
        result=VisitResult(form.result.data),
    )
