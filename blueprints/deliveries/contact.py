"""通知方式 · where I want to be told outside the program, and of what."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.deliveries.blueprint import bp
from blueprints.deliveries.forms import ContactForm
from blueprints.pages import page, refusals_shown_on
from models import channels
from models.db import db, unit_of_work
from models.operations.contacts import keep_contact
from models.queries.deliveries import reach_of
from models.rules.addresses import masked
from models.vocabulary import DeliveryChannel, Permission


@bp.route("/mine", methods=["GET", "POST"])
@requires(Permission.USE_DESK)
def contact() -> ResponseReturnValue:
    reach, form = reach_of(db.session(), me().account_id), ContactForm()
    if not form.is_submitted():
        form.start_with(
            reach.own, reach.kinds(DeliveryChannel.EMAIL), reach.kinds(DeliveryChannel.SMS)
        )
    elif form.validate():
        with refusals_shown_on(form):
            with unit_of_work():
                email, mobile = form.email.data or "", form.mobile.data or ""
                keep_contact(email, mobile, form.kinds(), by=me())
            flash("通知方式已保存")
            return redirect(url_for(".contact"), 303)
    return page(
        "deliveries/contact.html", "contact", form=form,
        kinds=list(zip(form.by_mail, form.by_sms, strict=True)),
        in_use=[(channel, masked(channel, to)) for channel, to in reach.addresses.items()],
        shut=[each for each in DeliveryChannel if each not in channels.in_use().open],
    )  # fmt: skip
