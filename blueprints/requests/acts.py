"""办理 · the office entrusts a section, the section drafts the dispatch, the unit settles."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.requests.blueprint import bp
from blueprints.requests.forms import EntrustForm, ReceiptForm, upload_of
from blueprints.requests.views import show_request
from blueprints.steps import StepForm
from models.db import db, unit_of_work
from models.operations import use_requests
from models.operations.use_requests import Receipt
from models.queries.sections import in_use
from models.queries.use_requests import WHOLE, writes
from models.tables import Section, UseRequest
from models.vocabulary import Permission
from models.workflows.use_request import State

P = Permission


@bp.post("/<int:request_id>/entrust")
@requires(P.RECEIVE_REQUEST)
def entrust(request_id: int) -> ResponseReturnValue:
    asked = load(UseRequest, request_id, P.RECEIVE_REQUEST, *WHOLE)
    form = EntrustForm()
    form.offer(in_use(db.session()))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                section = db.get_or_404(Section, form.section.data)
                use_requests.entrust(asked, section, by=me())
            flash(f"已委托{section.name}办理")
            return redirect(url_for(".show", request_id=request_id), 303)
    return show_request(asked, form)


@bp.post("/<int:request_id>/dispatch")
@requires(P.DRAFT_DISPATCH)
def dispatch(request_id: int) -> ResponseReturnValue:
    """Draft the one dispatch that serves it, and go on filling that in."""
    asked = load(UseRequest, request_id, P.READ_REQUEST, *WHOLE)
    form = StepForm([], asked)
    with refusals_shown_on(form):
        with unit_of_work():
            drafted = use_requests.dispatch_for(asked, by=me())
        flash("已按申请起草派遣单，请补充报酬标准等内容")
        return redirect(url_for("dispatch.edit", dispatch_id=drafted.id), 303)
    return show_request(asked, form)


@bp.route("/<int:request_id>/settle", methods=["GET", "POST"])
@requires(P.FILE_REQUEST)
def settle(request_id: int) -> ResponseReturnValue:
    """回执: what the experts did is known; what was paid, and when, the unit says."""
    asked = load(UseRequest, request_id, P.FILE_REQUEST, *WHOLE)
    if asked.state is not State.USED or asked.dispatch is None or not writes(me(), asked):
        abort(404)
    parts = {part.id: part for part in asked.dispatch.seated}
    due = {key: part.service.fee if part.service else 0 for key, part in parts.items()}
    form = ReceiptForm(data={"payments": [{"part": k, "amount": v / 100} for k, v in due.items()]})
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                payments = form.payments_by(set(parts))
                receipt = Receipt(form.feedback.data, form.paid_on.data, payments)
                use_requests.settle(
                    asked, receipt, proof=upload_of(form, "proof"), by=me(),
                    folder=attachments.folder(),
                )  # fmt: skip
            flash("已确认付款，回执已送专家管理办公室")
            return redirect(url_for(".show", request_id=request_id), 303)
    return page("requests/settle.html", "settle", asked=asked, form=form, parts=parts)
