"""筹备 · time and place, chair, agenda, and who is asked to come."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.meetings.blueprint import bp, own_meeting
from blueprints.meetings.forms import PlanForm
from blueprints.pages import page, refusals_shown_on
from models import clock
from models.db import unit_of_work
from models.operations import meetings as operations
from models.operations.meetings import Plan
from models.tables import Meeting
from models.vocabulary import Permission

P = Permission


@bp.route("/<int:meeting_id>/edit", methods=["GET", "POST"])
@requires(P.ORGANISE_CONSULTATION, P.ORGANISE_PLENARY)
def edit(meeting_id: int) -> ResponseReturnValue:
    meeting = own_meeting(meeting_id)
    form = PlanForm(data=_filled(meeting))
    form.offer(operations.chairs(meeting), operations.guests(meeting))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.edit(meeting, _plan(form), by=me())
            flash("会议安排已保存，核对后请报召集人签批")
            return redirect(url_for(".show", meeting_id=meeting_id), 303)
    return page("meetings/edit.html", "edit", form=form, meeting=meeting)


def _filled(meeting: Meeting) -> dict[str, object]:
    starts = meeting.starts_at and clock.local(meeting.starts_at).replace(tzinfo=None)
    return {
        "starts_at": starts,
        "place": meeting.place,
        "chair": meeting.chair_id,
        "agenda": meeting.agenda,
        "invited": [each.expert_id for each in meeting.invitations],
    }


def _plan(form: PlanForm) -> Plan:
    """What people type is Beijing time."""
    return Plan(
        starts_at=form.starts_at.data.replace(tzinfo=clock.BEIJING),
        place=form.place.data,
        chair_id=form.chair.data,
        agenda=form.items(),
        invited=form.invited.data,
    )
