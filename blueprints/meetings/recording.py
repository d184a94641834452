"""记录 · who came, and what was said and resolved."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.meetings.blueprint import bp, own_meeting
from blueprints.meetings.forms import AttendanceForm, MinutesForm, OnTheSpotForm, named
from blueprints.pages import Form, page, refusals_shown_on
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import meetings as operations
from models.operations.resolutions import Resolved, record
from models.queries import sections
from models.rules.article_14_meetings import ARTICLE
from models.tables import Meeting
from models.vocabulary import InvitationAnswer, Permission

P = Permission


@bp.route("/<int:meeting_id>/attendance", methods=["GET", "POST"])
@requires(P.ORGANISE_CONSULTATION, P.ORGANISE_PLENARY)
def attendance(meeting_id: int) -> ResponseReturnValue:
    """Ticked already: who said they would come."""
    meeting = own_meeting(meeting_id)
    coming = [
        each.expert_id for each in meeting.invitations if each.answer is InvitationAnswer.COMING
    ]
    form = AttendanceForm(data={"attended": coming})
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.hold(meeting, form.attended.data, by=me())
            flash("到会情况已登记，请整理会议纪要")
            return redirect(url_for(".show", meeting_id=meeting_id), 303)
    return _attendance(meeting, form, OnTheSpotForm(formdata=None), form)


@bp.post("/<int:meeting_id>/invitations")
@requires(P.ORGANISE_CONSULTATION, P.ORGANISE_PLENARY)
def invite(meeting_id: int) -> ResponseReturnValue:
    meeting, form = own_meeting(meeting_id), OnTheSpotForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                invitation = operations.invite_on_the_spot(
                    meeting, form.code.data, reason=form.reason.data or "", by=me()
                )
            flash(f"已当场邀请{invitation.expert.name}")
            return redirect(url_for(".attendance", meeting_id=meeting_id), 303)
    return _attendance(meeting, AttendanceForm(formdata=None), form, form)


def _attendance(
    meeting: Meeting, attended: AttendanceForm, spot: OnTheSpotForm, form: Form
) -> ResponseReturnValue:
    attended.attended.choices = {each.expert_id: named(each.expert) for each in meeting.invitations}
    return page(
        "meetings/attendance.html", "attendance",
        meeting=meeting, attended=attended, spot=spot, form=form,
    )  # fmt: skip


@bp.route("/<int:meeting_id>/minutes", methods=["GET", "POST"])
@requires(P.ORGANISE_CONSULTATION, P.ORGANISE_PLENARY)
def minutes(meeting_id: int) -> ResponseReturnValue:
    meeting = own_meeting(meeting_id)
    last = meeting.last_minutes
    undone = [each for each in meeting.resolutions if each.done_on is None]
    form = MinutesForm(
        data={
            "text": last.text if last else "",
            "resolved": [
                {"text": each.text, "section": each.section_id, "due_on": each.due_on}
                for each in undone
            ],
        }
    )
    form.offer(sections.in_use(db.session()))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            resolved = _resolved(form)
            with unit_of_work():
                record(meeting, form.text.data, resolved, by=me())
            flash("纪要已提交，待召集人确认")
            return redirect(url_for(".show", meeting_id=meeting_id), 303)
    return page("meetings/minutes.html", "minutes", form=form, meeting=meeting, last=last)


def _resolved(form: MinutesForm) -> list[Resolved]:
    """The rows that say anything; each has its day."""
    rows = [row.data for row in form.resolved if (row.data["text"] or "").strip()]
    if any(row["due_on"] is None for row in rows):
        raise Refusal("每项决议都要有办结期限，请补填", article=ARTICLE)
    return [Resolved(row["text"], row["section"], row["due_on"]) for row in rows]
