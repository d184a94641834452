"""拟定名单 · the list, and the one page on which a roster is read, signed and followed."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import Form, page, page_size, refusals_shown_on
from blueprints.proposals.blueprint import bp
from blueprints.proposals.forms import AbsenceForm, OpinionForm, ProposalQuery
from blueprints.steps import StepForm, track_of
from models import policy
from models.db import db, unit_of_work
from models.operations import proposals as operations
from models.operations.steps import steps_open_to
from models.queries import proposals, register, roster_gaps, signatures
from models.tables import ProposedRoster
from models.vocabulary import Permission
from models.workflows.proposal import Action, State

P = Permission
# Steps that have a page or a button of their own.
_OWN_PAGES = (Action.PUBLICISE, Action.DECIDE, Action.ISSUE, Action.CERTIFY, Action.ARCHIVE)


@bp.get("/")
@requires(P.READ_PROPOSAL)
def index() -> ResponseReturnValue:
    query = ProposalQuery(request.args)
    found = db.paginate(proposals.listed(query.chosen()), per_page=page_size())
    may_compile = policy.may(me(), P.COMPILE_PROPOSAL)
    return page("proposals/index.html", "list", query=query, found=found, may_compile=may_compile)


@bp.route("/<int:proposal_id>", methods=["GET", "POST"])
@requires(P.READ_PROPOSAL)
def show(proposal_id: int) -> ResponseReturnValue:
    proposal = load(ProposedRoster, proposal_id, P.READ_PROPOSAL, *proposals.WHOLE)
    form = StepForm(steps_open_to(me(), proposal), proposal)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                note = form.note.data or ""
                operations.take(proposal, form.action.data, by=me(), note=note)
            flash(f"{proposal.caption}：{proposal.state.label}")
            return redirect(url_for(".show", proposal_id=proposal_id), 303)
    return show_proposal(proposal, form)


def show_proposal(proposal: ProposedRoster, form: Form) -> Response:
    """The page; ``form`` is the one of its forms that was sent, or the steps."""
    moves = steps_open_to(me(), proposal)
    step = form if isinstance(form, StepForm) else StepForm(moves, proposal)
    gaps = [gap for move in moves if move.forward for gap in move.missing_from(proposal)]
    return page(
        "proposals/show.html", "proposal",
        proposal=proposal, track=track_of(proposal), form=form, step=step,
        lacking=[(gap.message, gap.article) for gap in gaps],
        opinion=_opinion_form(proposal, form), absence=_absence_form(proposal, form),
        own_step=_own_step(proposal),
        industries=_industries(proposal), reads_applications=_reads_applications(),
        history=register.of_matter(db.session(), proposal.matter),
        signatures=signatures.of_matter(db.session(), proposal.matter),
    )  # fmt: skip


def _reads_applications() -> bool:
    """Whether whoever reads this may read everybody's application."""
    return policy.GRANTS[me().post].get(P.READ_APPLICATION) is policy.Scope.ANY


def _industries(proposal: ProposedRoster) -> list[roster_gaps.Industry]:
    """The picture of the roster; of one that is over the present roster says nothing."""
    over = proposal.state in {State.ARCHIVED, State.DISCARDED}
    return [] if over else roster_gaps.industries(db.session(), proposal)


def _opinion_form(proposal: ProposedRoster, sent: Form) -> OpinionForm | None:
    """The form, to a member whose word is awaited."""
    is_member = policy.may(me(), P.GIVE_GROUP_OPINION) and proposal.awaits(me().account_id)
    if proposal.state is not State.CONSULTING or not is_member:
        return None
    return sent if isinstance(sent, OpinionForm) else OpinionForm(formdata=None)


def _absence_form(proposal: ProposedRoster, sent: Form) -> AbsenceForm | None:
    """The form, to the office, while somebody's word is awaited."""
    awaited = [each for each in proposal.current_opinions if each.kind is None]
    if proposal.state is not State.CONSULTING or not awaited:
        return None
    if policy.refusal(me(), P.COMPILE_PROPOSAL, proposal):
        return None
    form = sent if isinstance(sent, AbsenceForm) else AbsenceForm(formdata=None)
    form.offer(awaited)
    return form


def _own_step(proposal: ProposedRoster) -> str:
    """The step that is mine now and is made on a page of its own; empty if there is none."""
    return next(
        (
            move.action.value
            for move in proposal.workflow.moves_from(proposal.state)
            if move.action in _OWN_PAGES and not policy.refusal(me(), move.permission, proposal)
        ),
        "",
    )
