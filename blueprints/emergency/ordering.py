"""下达 · the one page on which the deputy orders, and signs."""

from collections.abc import Mapping, Sequence

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.emergency.blueprint import bp
from blueprints.emergency.forms import OrderForm
from blueprints.pages import page, refusals_shown_on
from blueprints.signing import confirm_identity
from models.db import db, unit_of_work
from models.operations import emergency
from models.operations.dispatches import Wanted
from models.operations.emergency import Order
from models.operations.units import unit_named
from models.queries import taxonomy, units
from models.tables import Section, Specialty
from models.vocabulary import Grade, Permission


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.SIGN_DISPATCH)
def new() -> ResponseReturnValue:
    form = OrderForm()
    listed = [row for row in taxonomy.rows(db.session()) if row.is_active]
    form.offer(listed, me().sections)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            confirm_identity(form.password)
            with unit_of_work():
                section = db.session.get_one(Section, form.section.data)
                dispatch = emergency.order(_order(form, listed), section=section, by=me())
            flash("紧急调用已下达，请按次序呼叫专家")
            return redirect(url_for(".show", dispatch_id=dispatch.id), 303)
    return page("emergency/new.html", "order", form=form, units=units.names(db.session()))


def _order(form: OrderForm, listed: Sequence[Specialty]) -> Order:
    named = (form.target.data or "").strip()
    return Order(
        title=form.title.data or "",
        place=form.place.data or "",
        reason=form.reason.data or "",
        wanted=_wanted(form, {row.code: row for row in listed}),
        targets=[unit_named(named)] if named else [],
    )


def _wanted(form: OrderForm, listed: Mapping[str, Specialty]) -> list[Wanted]:
    return [
        Wanted(listed[entry.specialty.data], Grade(entry.min_grade.data))
        for entry in form.wanted
        if entry.specialty.data
        for _ in range(entry.form["count"].data)
    ]
