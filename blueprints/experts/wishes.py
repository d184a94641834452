"""工作量意愿 · an expert's own: how many tasks a month, and on which weekdays rather not."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.experts.blueprint import bp
from blueprints.experts.wish_form import WishForm
from blueprints.oneself import own_entry
from blueprints.pages import page, refusals_shown_on
from models.db import unit_of_work
from models.operations import wishes as operations
from models.vocabulary import Permission


@bp.route("/own/wish", methods=["GET", "POST"])
@requires(Permission.DECLARE_OWN)
def wish() -> ResponseReturnValue:
    expert = own_entry()
    form = WishForm(obj=expert.wish)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.wish(
                    expert, most_a_month=form.most_a_month.data,
                    weekdays=form.weekdays.data or [], note=form.note.data or "", by=me(),
                )  # fmt: skip
            flash("工作量意愿已登记")
            return redirect(url_for("calendar.month"), 303)
    return page("experts/wish.html", "wish", form=form)
