"""会议邀请 · an expert's own invitations, and the answer to each."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.meetings.blueprint import bp
from blueprints.meetings.forms import AnswerForm
from blueprints.meetings.views import own_tabs
from blueprints.pages import page, page_size, refusals_shown_on
from models import clock
from models.db import db, unit_of_work
from models.operations import meetings as operations
from models.operations.resolutions import reportable
from models.queries.meetings import invitations_of
from models.tables import Invitation
from models.vocabulary import InvitationAnswer, Permission
from models.workflows.meeting import State

P = Permission


@bp.get("/mine")
@requires(P.DECLARE_OWN)
def mine() -> ResponseReturnValue:
    found = db.paginate(invitations_of(me().account_id), per_page=page_size())
    return page(
        "meetings/mine.html", "invitations",
        invitations=found, reports=bool(reportable(me())), this_year=clock.today().year,
        tabs=own_tabs(),
    )  # fmt: skip


@bp.route("/invitations/<int:invitation_id>", methods=["GET", "POST"])
@requires(P.ANSWER_INVITATION)
def invitation(invitation_id: int) -> ResponseReturnValue:
    """To the expert, and to the organiser for an expert who answered by telephone."""
    found = load(Invitation, invitation_id, P.ANSWER_INVITATION)
    meeting, is_mine = found.meeting, found.owner_account_id == me().account_id
    if meeting.convened_at is None:
        abort(404)  # nobody is asked before the convener has signed
    form = AnswerForm(data={"answer": found.answer, "reason": found.reason})
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                word = InvitationAnswer(form.answer.data)
                operations.answer(found, word, reason=form.reason.data or "", by=me())
            flash(f"已答复：{word.label}")
            if not is_mine:
                return redirect(url_for(".show", meeting_id=meeting.id), 303)
            return redirect(url_for(".invitation", invitation_id=invitation_id), 303)
    is_open = meeting.state is State.CONVENED and not meeting.has_begun
    return page(
        "meetings/invitation.html", "invitation",
        invitation=found, meeting=meeting, form=form, is_open=is_open, is_mine=is_mine,
    )  # fmt: skip
