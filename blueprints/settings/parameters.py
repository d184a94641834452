"""参数 · everyone may read them; each is changed by the post that is entitled to it."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import page, refusals_shown_on, settings
from blueprints.settings.blueprint import bp
from blueprints.settings.forms import form_for
from models import policy
from models.db import db, unit_of_work
from models.operations.settings import change_parameter
from models.queries.parameters import value_of
from models.settings import PARAMETERS
from models.vocabulary import Permission


@bp.get("/")
@requires(Permission.USE_DESK)
def index() -> ResponseReturnValue:
    values = settings()
    rows = [
        {
            "parameter": parameter,
            "value": values[key],
            "can_change": policy.may(me(), parameter.permission),
        }
        for key, parameter in PARAMETERS.items()
    ]
    return page("settings/index.html", "parameters", rows=rows)


@bp.route("/<key>", methods=["GET", "POST"])
@requires(Permission.CHANGE_SETTINGS, Permission.CHANGE_WEIGHTS)
def parameter(key: str) -> ResponseReturnValue:
    if key not in PARAMETERS:
        abort(404)
    subject = PARAMETERS[key]
    if not policy.may(me(), subject.permission):
        abort(403)
    value = value_of(db.session(), subject)
    form = form_for(subject, value)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                text, reason = form.value.data or "", form.reason.data
                change_parameter(subject, text, reason=reason, by=me())
            flash(f"{subject.label}已修改")
            return redirect(url_for(".index"), 303)
    return page("settings/parameter.html", "parameter", form=form, parameter=subject, value=value)
