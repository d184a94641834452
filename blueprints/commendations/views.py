"""表彰和惩处 · the list of a year, a proposal, the page of one, and the document."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.commendations.blueprint import bp
from blueprints.commendations.forms import CommendationQuery, IssueForm, ProposeForm
from blueprints.dismissals.blueprint import tabs
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.steps import StepForm, track_of
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import commendations as operations
from models.operations.steps import can, steps_open_to
from models.queries import commendations, register, signatures
from models.rules.article_21_rewards import article_of
from models.tables import Commendation, Expert
from models.vocabulary import Permission
from models.workflows.commendation import Action

P = Permission


@bp.get("/")
@requires(P.READ_COMMENDATION)
def index() -> ResponseReturnValue:
    session, query = db.session(), CommendationQuery(request.args)
    query.offer(commendations.years(session))
    year = query.chosen_year
    chosen = commendations.listed(year, query.kind.data or "", query.state.data or "")
    counted = year or clock.today().year
    return page(
        "commendations/index.html", "list",
        query=query, found=db.paginate(chosen, per_page=page_size()), tabs=tabs(),
        year=counted, counts=commendations.of_year(session, counted),
        may_propose=policy.may(me(), P.PROPOSE_COMMENDATION),
    )  # fmt: skip


@bp.route("/new", methods=["GET", "POST"])
@requires(P.PROPOSE_COMMENDATION)
def new() -> ResponseReturnValue:
    form = ProposeForm()
    form.offer(commendations.known(db.session()))
    if not form.is_submitted():
        form.expert.data = request.args.get("expert", 0, type=int)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            uploads = attachments.sent("files")
            with unit_of_work():
                made = operations.propose(
                    db.get_or_404(Expert, form.expert.data), form.deserved(), uploads=uploads,
                    folder=attachments.folder(), by=me(),
                )  # fmt: skip
            flash(f"已报组长审签：{made.number}")
            return redirect(url_for(".show", commendation_id=made.id), 303)
    return page("commendations/new.html", "propose", form=form)


@bp.route("/<int:commendation_id>", methods=["GET", "POST"])
@requires(P.READ_COMMENDATION)
def show(commendation_id: int) -> ResponseReturnValue:
    made = load(Commendation, commendation_id, P.READ_COMMENDATION, *commendations.WHOLE)
    form = StepForm(steps_open_to(me(), made), made)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                note = form.note.data or ""
                move = operations.take(made, form.action.data, by=me(), note=note)
            flash(f"已办理：{move.action.label}")
            return redirect(url_for(".show", commendation_id=commendation_id), 303)
    return page(
        "commendations/show.html", "commendation", made=made, form=form, track=track_of(made),
        may_issue=can(me(), Action.ISSUE, made), article=article_of(made.ground),
        history=register.of_matter(db.session(), made.matter),
        signatures=signatures.of_matter(db.session(), made.matter),
    )  # fmt: skip


@bp.route("/<int:commendation_id>/issue", methods=["GET", "POST"])
@requires(P.ISSUE_COMMENDATION)
def issue(commendation_id: int) -> ResponseReturnValue:
    made, form = load(Commendation, commendation_id, P.ISSUE_COMMENDATION), IssueForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.issue(made, form.document_no.data, form.issued_on.data, by=me())
            flash(f"已印发：{made.document_no}")
            return redirect(url_for(".show", commendation_id=commendation_id), 303)
    return page("commendations/issue.html", "issue", form=form, made=made)


@bp.get("/<int:commendation_id>/files/<int:file_id>")
@requires(P.READ_COMMENDATION)
def file(commendation_id: int, file_id: int) -> Response:
    made = load(Commendation, commendation_id, P.READ_COMMENDATION)
    return attachments.hand_out(attachments.among(made.files, file_id))
