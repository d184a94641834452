"""发送记录 · what went outside by which channel, and what became of it; sending it again."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.deliveries.blueprint import bp
from blueprints.deliveries.forms import DeliveryQuery
from blueprints.jobs.queue import queue
from blueprints.pages import Form, page, page_size, refusals_shown_on
from models import channels, policy
from models.db import db, unit_of_work
from models.operations import deliveries as operations
from models.queries import deliveries
from models.tables import Delivery
from models.vocabulary import DeliveryChannel, DeliveryState, Permission

P = Permission
_DAYS = 7


@bp.get("/")
@requires(P.READ_DELIVERIES)
def index() -> ResponseReturnValue:
    query = DeliveryQuery(request.args)
    found = db.paginate(deliveries.listed(query.wanted()), per_page=page_size())
    return page(
        "deliveries/index.html", "log", query=query, found=found,
        days=deliveries.per_day(db.session(), _DAYS),
        given_up=deliveries.count_given_up(db.session()),
        channels=DeliveryChannel, opened=channels.in_use().open, faults=channels.in_use().faults,
        is_attended=queue().is_attended(),
        edits_words=policy.may(me(), P.EDIT_NOTICE_WORDS),
        again={DeliveryState.SENT, DeliveryState.GIVEN_UP},
    )  # fmt: skip


@bp.post("/<int:delivery_id>/again")
@requires(P.READ_DELIVERIES)
def send_again(delivery_id: int) -> ResponseReturnValue:
    delivery, form = load(Delivery, delivery_id, P.READ_DELIVERIES), Form()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.send_again(delivery, by=me())
            queue().wake_postman()
            flash("已列入发送，结果见发送记录")
            return redirect(url_for(".index"), 303)
    return page("deliveries/refused.html", "refused", form=form)


@bp.post("/again")
@requires(P.READ_DELIVERIES)
def send_all_again() -> ResponseReturnValue:
    form = Form()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                count = operations.send_all_again(by=me())
            queue().wake_postman()
            flash(f"{count}条已列入发送，结果见发送记录")
            return redirect(url_for(".index"), 303)
    return page("deliveries/refused.html", "refused", form=form)
