"""各行业组长、副组长 · who heads each group today, and a term that ends early."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.elections.blueprint import bp
from blueprints.elections.forms import LeaveForm
from blueprints.pages import page, refusals_shown_on
from models import policy
from models.db import db, unit_of_work
from models.operations.group_officers import leave_office
from models.queries.elections import groups
from models.tables import GroupOfficer
from models.vocabulary import Permission

P = Permission


@bp.get("/officers")
@requires(P.READ_ELECTION)
def officers() -> ResponseReturnValue:
    return page(
        "elections/officers.html", "officers", groups=groups(db.session()),
        may_open=policy.may(me(), P.RUN_ELECTION),
        may_end=policy.may(me(), P.CONFIRM_ELECTION),
        reads_roster=policy.may(me(), P.READ_ROSTER),
    )  # fmt: skip


@bp.route("/officers/<int:officer_id>/leave", methods=["GET", "POST"])
@requires(P.CONFIRM_ELECTION)
def leave(officer_id: int) -> ResponseReturnValue:
    officer, form = db.get_or_404(GroupOfficer, officer_id), LeaveForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                leave_office(officer, reason=form.reason.data, by=me())
            flash(f"已登记{officer.expert.name}卸任{officer.title}")
            return redirect(url_for(".officers"), 303)
    return page("elections/leave.html", "leave", form=form, officer=officer)
