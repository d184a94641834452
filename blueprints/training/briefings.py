"""告知书 · the texts told before the work, every version of each; the office writes a new one."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.training.blueprint import bp, tabs
from blueprints.training.forms import BriefingTextForm
from models import policy
from models.db import db, unit_of_work
from models.operations.briefings import revise
from models.queries.briefings import every
from models.vocabulary import BriefingKind, Permission

P = Permission


@bp.get("/briefings")
@requires(P.READ_TRAINING)
def briefings() -> ResponseReturnValue:
    may_edit = policy.may(me(), P.EDIT_BRIEFING)
    return page(
        "training/briefings.html",
        "texts",
        texts=every(db.session()),
        tabs=tabs(),
        may_edit=may_edit,
    )


@bp.route("/briefings/<kind>", methods=["GET", "POST"])
@requires(P.EDIT_BRIEFING)
def revise_briefing(kind: str) -> ResponseReturnValue:
    if kind not in BriefingKind.choices():
        abort(404)
    told = BriefingKind(kind)
    last = every(db.session())[told][0]
    form = BriefingTextForm(text=last.text)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                new = revise(told, form.text.data, reason=form.reason.data, by=me())
            flash(f"{new.caption}已生效，今后派遣的专家按新版确认；已确认的仍按原版留存")
            return redirect(url_for(".briefings"), 303)
    return page("training/revise.html", "revise", form=form, last=last)
