"""拟定名单 · the members' opinions, and who is not put on any roster."""

from collections.abc import Callable

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import Form, page, refusals_shown_on
from blueprints.proposals.blueprint import bp
from blueprints.proposals.forms import AbsenceForm, OpinionForm, RejectForm
from blueprints.proposals.views import show_proposal
from models.db import unit_of_work
from models.operations import compiling, group_opinions
from models.queries import proposals
from models.tables import Application, ProposedRoster
from models.vocabulary import GroupOpinionKind, Permission

P = Permission


@bp.post("/<int:proposal_id>/opinions")
@requires(P.GIVE_GROUP_OPINION)
def give_opinion(proposal_id: int) -> ResponseReturnValue:
    form = OpinionForm()

    def act(proposal: ProposedRoster) -> None:
        kind = GroupOpinionKind(form.kind.data)
        group_opinions.give(proposal, kind, form.note.data or "", by=me())

    return _do(proposal_id, form, act, "意见已登记")


@bp.post("/<int:proposal_id>/absences")
@requires(P.COMPILE_PROPOSAL)
def record_absence(proposal_id: int) -> ResponseReturnValue:
    proposal, form = load(ProposedRoster, proposal_id, P.READ_PROPOSAL), AbsenceForm()
    form.offer(each for each in proposal.current_opinions if each.kind is None)

    def act(proposal: ProposedRoster) -> None:
        group_opinions.record_absence(proposal, form.member.data, form.note.data, by=me())

    return _do(proposal_id, form, act, "已登记缺席")


def _do(
    proposal_id: int, form: Form, act: Callable[[ProposedRoster], None], done: str
) -> ResponseReturnValue:
    """One act of the page: done and told, or refused beside its form."""
    proposal = load(ProposedRoster, proposal_id, P.READ_PROPOSAL, *proposals.WHOLE)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                act(proposal)
            flash(done)
            return redirect(url_for(".show", proposal_id=proposal_id), 303)
    return show_proposal(proposal, form)


@bp.route("/applications/<int:application_id>/reject", methods=["GET", "POST"])
@requires(P.COMPILE_PROPOSAL)
def reject(application_id: int) -> ResponseReturnValue:
    """Somebody who passed the formal check and is put on no roster all the same."""
    application, form = load(Application, application_id, P.COMPILE_PROPOSAL), RejectForm()
    if not application.edition:
        abort(404)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                compiling.reject(application, reason=form.reason.data, by=me())
            flash(f"{application.name}：{application.state.label}")
            return redirect(url_for(".index"), 303)
    return page("proposals/reject.html", "reject", form=form, application=application)
