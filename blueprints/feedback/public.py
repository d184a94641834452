"""对象单位反馈 · as the unit meets it: by the code on the slip, without signing in."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import public
from blueprints.feedback.blueprint import bp
from blueprints.feedback.forms import AnswerForm, CodeForm
from blueprints.limits import FAILURES_PER_ADDRESS, is_failure, limiter
from blueprints.pages import page, refusals_shown_on
from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import feedback as operations
from models.queries import feedback
from models.rules import case_code
from models.tables import FeedbackInvitation
from models.vocabulary import InvitationState

_UNKNOWN = "没有这个反馈码，请核对后再填"


@bp.route("/feedback/", methods=["GET", "POST"])
@public
@limiter.limit(FAILURES_PER_ADDRESS, methods=["POST"], deduct_when=is_failure)
def find() -> ResponseReturnValue:
    """For whoever has the slip at hand and not the link."""
    form = CodeForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            _coded(form.code.data)
            return redirect(url_for(".answer", code=_written(form.code.data)), 303)
    return page("feedback/find.html", "feedback", form=form)


@bp.route("/feedback/<code>", methods=["GET", "POST"])
@public
@limiter.limit(FAILURES_PER_ADDRESS, deduct_when=is_failure)
def answer(code: str) -> ResponseReturnValue:
    """What the link opens: four questions, answered once."""
    asked = CodeForm(formdata=None)
    with refusals_shown_on(asked):
        return _answer(_coded(code), code)
    return page("feedback/find.html", "feedback", form=asked)


def _answer(invitation: FeedbackInvitation, code: str) -> Response:
    form = AnswerForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.answer(invitation, form.said())
            return redirect(url_for(".answer", code=_written(code)), 303)  # type: ignore[return-value]
    is_sent_again = form.is_submitted() and invitation.state is not InvitationState.OPEN
    if is_sent_again and not form.errors:
        with refusals_shown_on(form):
            operations.check_open(invitation)
    return page(
        "feedback/answer.html", "feedback", form=form, invitation=invitation, code=_written(code),
        dispatch=invitation.dispatch, day=_day(invitation),
    )  # fmt: skip


def _day(invitation: FeedbackInvitation) -> str:
    starts_at = invitation.dispatch.starts_at
    day = clock.local(starts_at) if starts_at else None
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _written(code: str) -> str:
    return case_code.in_groups(case_code.as_typed(code))


def _coded(code: str) -> FeedbackInvitation:
    """The same answer whatever is wrong with the code."""
    found = feedback.with_code(db.session(), code)
    if found is None:
        raise Refusal(_UNKNOWN, article=17, field="code")
    return found
