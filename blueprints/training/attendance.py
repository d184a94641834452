"""到课 · who came for how long, all on one page; who came unasked; and the record."""

from decimal import Decimal
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import Form, page, refusals_shown_on
from blueprints.training.blueprint import bp, own_session
from blueprints.training.forms import AttendanceForm, OnTheSpotForm, PresenceEntry, RecordForm
from models.db import unit_of_work
from models.operations import training as operations
from models.operations.attendance import Presence, add_on_the_spot, hold
from models.rules.article_16_training import half_hours
from models.tables import Attendance, TrainingSession
from models.vocabulary import InvitationAnswer, Permission

P = Permission


@bp.route("/<int:session_id>/attendance", methods=["GET", "POST"])
@requires(P.RUN_TRAINING)
def attendance(session_id: int) -> ResponseReturnValue:
    """Ticked already, for the whole time: everyone who did not say that they cannot come."""
    found = own_session(session_id)
    form = AttendanceForm(data={"people": [_filled(each, found) for each in found.attendances]})
    if form.validate_on_submit():
        with refusals_shown_on(form):
            present = dict(_presence(row.form) for row in form.people)
            with unit_of_work():
                hold(found, present, by=me())
            flash("到课情况已登记，请整理培训记录")
            return redirect(url_for(".show", session_id=session_id), 303)
    return _attendance(found, form, OnTheSpotForm(formdata=None), form)


def _filled(each: Attendance, found: TrainingSession) -> dict[str, Any]:
    expected = each.answer is not InvitationAnswer.ABSENT
    there = expected if each.attended is None else each.attended
    counted = each.half_hours or found.half_hours
    return {
        "expert": each.expert_id,
        "attended": there,
        "hours": Decimal(counted) / 2,
        "reason": "" if each.on_the_spot else each.reason,
    }


def _presence(row: PresenceEntry) -> tuple[int, Presence]:
    typed = str(row.expert.data or "")
    expert = int(typed) if typed.isdecimal() else 0
    if not row.attended.data:
        return expert, Presence(None, row.reason.data or "")
    return expert, Presence(half_hours(row.hours.data or Decimal(0), field="people"))


@bp.post("/<int:session_id>/attendances")
@requires(P.RUN_TRAINING)
def add(session_id: int) -> ResponseReturnValue:
    found, form = own_session(session_id), OnTheSpotForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                added = add_on_the_spot(
                    found, form.code.data, reason=form.reason.data or "", by=me()
                )
            flash(f"已当场增加{added.expert.name}")
            return redirect(url_for(".attendance", session_id=session_id), 303)
    people = AttendanceForm(
        formdata=None, data={"people": [_filled(each, found) for each in found.attendances]}
    )
    return _attendance(found, people, form, form)


def _attendance(
    found: TrainingSession, people: AttendanceForm, spot: OnTheSpotForm, form: Form
) -> ResponseReturnValue:
    experts = {str(each.expert_id): each.expert for each in found.attendances}
    return page(
        "training/attendance.html", "attendance",
        found=found, people=people, spot=spot, form=form, experts=experts,
    )  # fmt: skip


@bp.route("/<int:session_id>/record", methods=["GET", "POST"])
@requires(P.RUN_TRAINING)
def record(session_id: int) -> ResponseReturnValue:
    found = own_session(session_id)
    form = RecordForm(content=found.content)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.record(found, form.content.data, by=me())
            flash("培训记录已归档")
            return redirect(url_for(".show", session_id=session_id), 303)
    return page("training/record.html", "record", form=form, found=found)
