"""解聘 · the list, a proposal, the page of a case, an answer on paper, and the notice."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.dismissals.blueprint import bp, tabs
from blueprints.dismissals.forms import (
    DismissalQuery,
    EvidenceForm,
    IssueForm,
    ProposeForm,
    TakeDownForm,
)
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.steps import StepForm, track_of
from models import policy
from models.db import db, unit_of_work
from models.operations import dismissals as operations
from models.operations.steps import can, steps_open_to
from models.queries import commendations, declines, dismissals, register, signatures
from models.tables import Dismissal, Expert
from models.vocabulary import DismissalGround, Permission
from models.workflows.dismissal import Action, State

P = Permission


@bp.get("/")
@requires(P.READ_DISMISSAL)
def index() -> ResponseReturnValue:
    query = DismissalQuery(request.args)
    chosen = dismissals.listed(me(), query.state.data or "", query.ground.data or "")
    found = db.paginate(chosen, per_page=page_size())
    may_propose = policy.may(me(), P.PROPOSE_DISMISSAL)
    return page(
        "dismissals/index.html", "list",
        query=query, found=found, tabs=tabs(), may_propose=may_propose,
    )  # fmt: skip


@bp.route("/new", methods=["GET", "POST"])
@requires(P.PROPOSE_DISMISSAL)
def new() -> ResponseReturnValue:
    form = ProposeForm()
    form.offer(commendations.eligible(db.session()))
    if not form.is_submitted():
        form.expert.data = request.args.get("expert", 0, type=int)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            uploads = attachments.sent("files")
            with unit_of_work():
                made = operations.propose(
                    db.get_or_404(Expert, form.expert.data), DismissalGround(form.ground.data),
                    form.evidence(), uploads=uploads, folder=attachments.folder(), by=me(),
                )  # fmt: skip
            flash(f"已提出：{made.number}")
            return redirect(url_for(".show", dismissal_id=made.id), 303)
    return page("dismissals/new.html", "propose", form=form)


@bp.route("/<int:dismissal_id>", methods=["GET", "POST"])
@requires(P.READ_DISMISSAL)
def show(dismissal_id: int) -> ResponseReturnValue:
    case = load(Dismissal, dismissal_id, P.READ_DISMISSAL, *dismissals.WHOLE)
    form = StepForm(steps_open_to(me(), case), case)
    if not form.is_submitted():
        form.action.data = None  # which way it goes is for the reader to say
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                note = form.note.data or ""
                move = operations.take(case, form.action.data, by=me(), note=note)
            flash(f"已办理：{move.action.label}")
            return redirect(url_for(".show", dismissal_id=dismissal_id), 303)
    return _show(case, form)


def _show(case: Dismissal, form: StepForm) -> ResponseReturnValue:
    is_reckoned = case.ground is DismissalGround.DECLINES
    counted = declines.counted(db.session(), case.expert, case.facts_on) if is_reckoned else []
    return page(
        "dismissals/show.html", "dismissal", case=case, form=form, track=track_of(case),
        counted=counted, is_reckoned=is_reckoned, lacking=_lacking(case),
        may_complete=case.state is State.PROPOSED
        and not policy.refusal(me(), P.RUN_DISMISSAL, case),
        may_take_down=can(me(), Action.TAKE_DOWN, case), may_issue=can(me(), Action.ISSUE, case),
        history=register.of_matter(db.session(), case.matter),
        signatures=signatures.of_matter(db.session(), case.matter),
    )  # fmt: skip


def _lacking(case: Dismissal) -> list[tuple[str, int | None]]:
    """What keeps the next step from being taken, for whoever has it to take."""
    gaps: dict[str, int | None] = {}
    for move in case.workflow.moves_from(case.state):
        if move.forward and not policy.refusal(me(), move.permission, case):
            gaps |= {gap.message: gap.article for gap in move.missing_from(case)}
    return list(gaps.items())


@bp.route("/<int:dismissal_id>/complete", methods=["GET", "POST"])
@requires(P.RUN_DISMISSAL)
def complete(dismissal_id: int) -> ResponseReturnValue:
    """What the program proposed gets its facts and papers before it is opened."""
    case = load(Dismissal, dismissal_id, P.READ_DISMISSAL)
    written = {name: getattr(case, name) for name in ("facts", "source", "is_breach", "measure")}
    form = EvidenceForm(data=written)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            uploads, folder = attachments.sent("files"), attachments.folder()
            with unit_of_work():
                evidence = form.evidence()
                operations.complete(case, evidence, uploads=uploads, folder=folder, by=me())
            flash("已补充事实和依据")
            return redirect(url_for(".show", dismissal_id=dismissal_id), 303)
    return page("dismissals/complete.html", "complete", form=form, case=case)


@bp.route("/<int:dismissal_id>/answer", methods=["GET", "POST"])
@requires(P.RUN_DISMISSAL)
def take_down(dismissal_id: int) -> ResponseReturnValue:
    """What the expert answered on paper."""
    case, form = load(Dismissal, dismissal_id, P.READ_DISMISSAL), TakeDownForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            uploads = attachments.sent("files")
            with unit_of_work():
                operations.take_down(
                    case, form.text.data or "", is_waived=form.answer.data == "waive",
                    uploads=uploads, folder=attachments.folder(), by=me(),
                )  # fmt: skip
            flash("已代录本人书面答复")
            return redirect(url_for(".show", dismissal_id=dismissal_id), 303)
    return page("dismissals/answer.html", "answer", form=form, case=case)


@bp.route("/<int:dismissal_id>/issue", methods=["GET", "POST"])
@requires(P.RUN_DISMISSAL)
def issue(dismissal_id: int) -> ResponseReturnValue:
    case, form = load(Dismissal, dismissal_id, P.READ_DISMISSAL), IssueForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                number, day = form.document_no.data, form.issued_on.data
                operations.issue(case, number, day, by=me())
            flash(f"已制发：{case.document_no}")
            return redirect(url_for(".show", dismissal_id=dismissal_id), 303)
    return page("dismissals/issue.html", "issue", form=form, case=case)


@bp.get("/<int:dismissal_id>/files/<int:file_id>")
@requires(P.READ_DISMISSAL)
def file(dismissal_id: int, file_id: int) -> Response:
    """What proves the case, or what the expert brought to it."""
    case = load(Dismissal, dismissal_id, P.READ_DISMISSAL)
    brought = case.statement.files if case.statement else []
    return attachments.hand_out(attachments.among([*case.files, *brought], file_id))
