"""审定和聘任 · the director's meeting, the joint document, and the certificates (Art. 6(3, 4))."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.jobs import hand_over
from blueprints.jobs.certificates import ask
from blueprints.pages import page, refusals_shown_on
from blueprints.proposals.blueprint import bp
from blueprints.proposals.forms import IssueForm, meeting_form
from blueprints.signing import confirm_identity
from models import clock
from models.db import db, unit_of_work
from models.operations import appointments, decisions
from models.operations.roster import appointment_end
from models.queries import proposals
from models.rules.article_06_approval import TITLE
from models.tables import ProposedRoster
from models.vocabulary import Permission

P = Permission


@bp.route("/<int:proposal_id>/decide", methods=["GET", "POST"])
@requires(P.DECIDE_PROPOSAL)
def decide(proposal_id: int) -> ResponseReturnValue:
    proposal = load(ProposedRoster, proposal_id, P.DECIDE_PROPOSAL, *proposals.WHOLE)
    form = meeting_form(proposal.standing_items)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            confirm_identity(form.password)
            with unit_of_work():
                verdicts = form.verdicts(proposal.standing_items)
                decisions.decide(proposal, form.meeting(), verdicts, by=me())
            flash(f"{proposal.caption}：{proposal.state.label}")
            return redirect(url_for(".show", proposal_id=proposal_id), 303)
    return page("proposals/decide.html", "decide", form=form, proposal=proposal)


@bp.route("/<int:proposal_id>/issue", methods=["GET", "POST"])
@requires(P.ISSUE_DOCUMENT)
def issue(proposal_id: int) -> ResponseReturnValue:
    proposal = load(ProposedRoster, proposal_id, P.ISSUE_DOCUMENT, *proposals.WHOLE)
    today = clock.today()
    form = IssueForm(
        year=today.year, serial=proposals.next_document(db.session(), today.year), title=TITLE,
        issued_on=today, appointed_until=appointment_end(),
    )  # fmt: skip
    if form.validate_on_submit():
        with refusals_shown_on(form):
            confirm_identity(form.password)
            with unit_of_work():
                appointments.issue(proposal, _document(form), by=me())
            flash(f"已印发{proposal.document_no}，新聘和清退已经生效")
            return redirect(url_for(".show", proposal_id=proposal_id), 303)
    return page("proposals/issue.html", "issue", form=form, proposal=proposal)


def _document(form: IssueForm) -> appointments.Document:
    return appointments.Document(
        year=form.year.data,
        serial=form.serial.data,
        title=form.title.data,
        issued_on=form.issued_on.data,
        appointed_until=form.appointed_until.data,
    )


@bp.post("/<int:proposal_id>/certificates")
@requires(P.ISSUE_CERTIFICATES)
def certify(proposal_id: int) -> ResponseReturnValue:
    """Hand out the certificates, and have them printed."""
    proposal = load(ProposedRoster, proposal_id, P.ISSUE_CERTIFICATES, *proposals.WHOLE)
    with unit_of_work():
        made = appointments.certify(proposal, by=me())
        job = ask(made, matter=proposal.matter) if made else None
    flash(f"已颁发聘书{len(made)}份" if made else "没有需要颁发的聘书")
    return hand_over(job) if job else redirect(url_for(".show", proposal_id=proposal_id), 303)
