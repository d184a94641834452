"""公示 · the office's acts, from the page of the proposed roster."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.publicity.blueprint import bp
from blueprints.publicity.forms import ExtendForm, PublishForm, RecallForm
from models import policy
from models.db import unit_of_work
from models.operations import publicity
from models.tables import ProposedRoster
from models.vocabulary import Permission
from models.workflows.proposal import State

P = Permission


@bp.app_context_processor
def offered() -> dict[str, Any]:
    """For the part of the roster's page that ``publicity/of_proposal.html`` shows."""
    return {"may_publish": lambda: policy.may(me(), P.PUBLISH_NOTICE)}


@bp.route("/proposals/<int:proposal_id>/notice", methods=["GET", "POST"])
@requires(P.PUBLISH_NOTICE)
def publish(proposal_id: int) -> ResponseReturnValue:
    """Look at what everyone will read, and publish it."""
    proposal = load(ProposedRoster, proposal_id, P.PUBLISH_NOTICE)
    form, term = PublishForm(), None
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                notice = publicity.publish(proposal, ends_on=form.ends_on.data, by=me())
            flash(f"已发布公示{notice.number}")
            return redirect(url_for("proposals.show", proposal_id=proposal_id), 303)
    elif not form.errors:
        with refusals_shown_on(form):
            term = publicity.shortest_term()
    return page(
        "publicity/publish.html", "publish", proposal=proposal, form=form, term=term,
        additions=[publicity.addition(each) for each in proposal.joining],
        removals=[publicity.removal(each) for each in proposal.leaving],
        is_due=proposal.state is State.APPROVED,
    )  # fmt: skip


@bp.route("/proposals/<int:proposal_id>/notice/extend", methods=["GET", "POST"])
@requires(P.PUBLISH_NOTICE)
def extend(proposal_id: int) -> ResponseReturnValue:
    proposal = load(ProposedRoster, proposal_id, P.PUBLISH_NOTICE)
    notice, form = publicity.standing(proposal), ExtendForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                publicity.extend(notice, form.ends_on.data, note=form.note.data, by=me())
            flash("公示期已延长")
            return redirect(url_for("proposals.show", proposal_id=proposal_id), 303)
    return page("publicity/extend.html", "extend", proposal=proposal, notice=notice, form=form)


@bp.route("/proposals/<int:proposal_id>/notice/recall", methods=["GET", "POST"])
@requires(P.PUBLISH_NOTICE)
def recall(proposal_id: int) -> ResponseReturnValue:
    proposal = load(ProposedRoster, proposal_id, P.PUBLISH_NOTICE)
    notice, form = publicity.standing(proposal), RecallForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                publicity.recall(proposal, note=form.note.data, by=me())
            flash("公示已撤回，重新公示的期限从头计算")
            return redirect(url_for("proposals.show", proposal_id=proposal_id), 303)
    return page("publicity/recall.html", "recall", proposal=proposal, notice=notice, form=form)


@bp.post("/proposals/<int:proposal_id>/notice/clear")
@requires(P.PUBLISH_NOTICE)
def clear(proposal_id: int) -> ResponseReturnValue:
    proposal = load(ProposedRoster, proposal_id, P.PUBLISH_NOTICE)
    with unit_of_work():
        publicity.clear(proposal, by=me())
    flash(f"{proposal.caption}：{proposal.state.label}")
    return redirect(url_for("proposals.show", proposal_id=proposal_id), 303)
