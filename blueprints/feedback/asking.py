"""请对象单位反馈 · the section hands the unit a link and a slip, takes it back, or renews it."""

from flask import Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import documents
from blueprints.access import load, me, requires
from blueprints.feedback.blueprint import bp
from blueprints.feedback.forms import SlipForm
from blueprints.pages import Form, page, refusals_shown_on
from models import policy
from models.db import db, unit_of_work
from models.operations import feedback as operations
from models.queries import feedback
from models.queries.parameters import is_demonstration, value_of
from models.rules import case_code
from models.settings import HOTLINE
from models.tables import Dispatch, FeedbackInvitation, Unit
from models.vocabulary import Permission

P = Permission


@bp.post("/dispatches/<int:dispatch_id>/feedback/<int:unit_id>")
@requires(P.INVITE_FEEDBACK)
def invite(dispatch_id: int, unit_id: int) -> ResponseReturnValue:
    """The answer shows the code, this once."""
    dispatch = load(Dispatch, dispatch_id, P.INVITE_FEEDBACK)
    unit, form = db.get_or_404(Unit, unit_id), Form()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                code = operations.invite(dispatch, unit, by=me())
            return _issued(dispatch, unit, case_code.in_groups(code))
    return page("feedback/refused.html", "feedback", form=form, dispatch=dispatch, unit=unit)


def _issued(dispatch: Dispatch, unit: Unit, code: str) -> Response:
    invitation = feedback.with_code(db.session(), code) or abort(404)
    return page(
        "feedback/issued.html", "feedback", dispatch=dispatch, unit=unit, code=code,
        link=_link(code), invitation=invitation, slip=SlipForm(formdata=None, code=code),
    )  # fmt: skip


@bp.post("/feedback-slip.pdf")
@requires(P.INVITE_FEEDBACK)
def slip() -> ResponseReturnValue:
    """The slip to hand over, made of the code on the screen: the office keeps none."""
    form = SlipForm()
    found = feedback.with_code(db.session(), form.code.data or "")
    if not form.validate() or found is None:
        abort(404, "没有这个反馈码，或者它已经换了新的；请重新发送")
    if not policy.reaches(me(), P.INVITE_FEEDBACK, found):
        abort(404)
    code = case_code.in_groups(case_code.as_typed(form.code.data))
    content = documents.pdf(
        "documents/feedback_slip.html",
        invitation=found,
        dispatch=found.dispatch,
        code=code,
        link=_link(code),
        hotline=value_of(db.session(), HOTLINE),
        demonstration=is_demonstration(db.session()),
    )
    return documents.answer(content, f"对象单位反馈单 {found.dispatch.number}.pdf")


@bp.post("/feedback-invitations/<int:invitation_id>/revoke")
@requires(P.INVITE_FEEDBACK)
def revoke(invitation_id: int) -> ResponseReturnValue:
    invitation = load(FeedbackInvitation, invitation_id, P.INVITE_FEEDBACK)
    dispatch, form = invitation.dispatch, Form()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.revoke(invitation, by=me())
            flash("反馈邀请已撤回，原来的反馈码不能再用")
            return redirect(url_for("dispatch.show", dispatch_id=dispatch.id), 303)
    return page(
        "feedback/refused.html", "feedback", form=form, dispatch=dispatch, unit=invitation.unit
    )


def _link(code: str) -> str:
    return url_for(".answer", code=code, _external=True)
