"""使用申请 · the list, what is unpaid, and the page of one."""

from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import Form, page, page_size, refusals_shown_on
from blueprints.requests.blueprint import bp
from blueprints.requests.forms import EntrustForm, RequestQuery
from blueprints.steps import StepForm, track_of
from models import policy
from models.db import db, unit_of_work
from models.operations import use_requests
from models.operations.steps import steps_open_to
from models.queries import register, signatures
from models.queries import use_requests as queries
from models.queries.sections import in_use
from models.rules.article_11_use_request import PAYMENT_DAYS
from models.tables import UseRequest
from models.vocabulary import Permission
from models.workflows.machine import Move
from models.workflows.use_request import State

P = Permission


@bp.get("/")
@requires(P.READ_REQUEST)
def index() -> ResponseReturnValue:
    query = RequestQuery(request.args)
    found = db.paginate(queries.listed(me(), query.chosen()), per_page=page_size())
    may_file = policy.may(me(), P.FILE_REQUEST)
    return page("requests/index.html", "requests", query=query, found=found, may_file=may_file)


@bp.get("/unpaid")
@requires(P.RECEIVE_REQUEST)
def unpaid() -> ResponseReturnValue:
    """What was used a month ago and is not paid for."""
    found = db.paginate(queries.unpaid(), per_page=page_size())
    return page("requests/unpaid.html", "requests", found=found, days=PAYMENT_DAYS)


@bp.route("/<int:request_id>", methods=["GET", "POST"])
@requires(P.READ_REQUEST)
def show(request_id: int) -> ResponseReturnValue:
    asked = load(UseRequest, request_id, P.READ_REQUEST, *queries.WHOLE)
    form = StepForm(moves_for(asked), asked)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                note = form.note.data or ""
                move = use_requests.take(asked, form.action.data, by=me(), note=note)
            flash(f"已办理：{move.action.label}")
            return redirect(url_for(".show", request_id=request_id), 303)
    return show_request(asked, form)


def moves_for(asked: UseRequest) -> list[Move[Any, Any]]:
    """The steps on the page: those of the writer to whoever writes, and no other."""
    own = queries.writes(me(), asked)
    moves = steps_open_to(me(), asked)
    return [move for move in moves if own or move.permission is not P.FILE_REQUEST]


def show_request(asked: UseRequest, form: Form) -> Response:
    """The page; ``form`` is the one of its forms that was sent, or the steps."""
    actor = me()
    moves = moves_for(asked)
    serves = not policy.refusal(actor, P.DRAFT_DISPATCH, asked) and asked.state is State.IN_HAND
    return page(
        "requests/show.html", "request",
        asked=asked, form=form, track=track_of(asked),
        step=form if isinstance(form, StepForm) else StepForm(moves, asked),
        entrust=_entrust_form(asked, form),
        lacking=_lacking(asked, moves),
        may_edit=asked.state in {State.DRAFT, State.RETURNED} and queries.writes(actor, asked),
        may_settle=asked.state is State.USED and queries.writes(actor, asked),
        may_draft=serves and asked.dispatch is None,
        reads_dispatch=policy.may(actor, P.READ_DISPATCH),
        challenged=queries.challenged_by(db.session(), asked)
        if policy.may(actor, P.READ_ROSTER) else None,
        parts=queries.named_parts(asked),
        entries=register.of_matter(db.session(), asked.matter),
        signatures=signatures.of_matter(db.session(), asked.matter),
    )  # fmt: skip


def _lacking(asked: UseRequest, moves: list[Move[Any, Any]]) -> list[tuple[str, int | None]]:
    gaps = [gap for move in moves if move.forward for gap in move.missing_from(asked)]
    return [(gap.message, gap.article) for gap in gaps]


def _entrust_form(asked: UseRequest, sent: Form) -> EntrustForm | None:
    """To the office, while no dispatch serves the request."""
    is_open = asked.state in {State.APPROVED, State.IN_HAND} and asked.dispatch is None
    if not is_open or not policy.may(me(), P.RECEIVE_REQUEST):
        return None
    form = sent if isinstance(sent, EntrustForm) else EntrustForm(formdata=None)
    form.offer(in_use(db.session()))
    return form
