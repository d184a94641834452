"""我的培训 · an expert's own notices, the answer to each, and the hours of every year."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.meetings.forms import AnswerForm
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.training.blueprint import bp
from models import clock
from models.db import db, unit_of_work
from models.operations import attendance
from models.queries import roster, training
from models.tables import Attendance
from models.vocabulary import InvitationAnswer, Permission
from models.workflows.training import State

P = Permission


@bp.get("/mine")
@requires(P.DECLARE_OWN)
def mine() -> ResponseReturnValue:
    expert = roster.own(db.session(), me().account_id)
    found = db.paginate(training.attendances_of(me().account_id), per_page=page_size())
    return page(
        "training/mine.html", "notices",
        notices=found, years=training.years_of(db.session(), expert.id) if expert else {},
        this_year=clock.today().year,
    )  # fmt: skip


@bp.route("/notices/<int:attendance_id>", methods=["GET", "POST"])
@requires(P.ANSWER_TRAINING)
def notice(attendance_id: int) -> ResponseReturnValue:
    """To the expert, and to the section for an expert who answered by telephone."""
    asked = load(Attendance, attendance_id, P.ANSWER_TRAINING)
    found, is_mine = asked.session, asked.owner_account_id == me().account_id
    if found.announced_at is None:
        abort(404)  # nobody is asked before the notice goes out
    form = AnswerForm(data={"answer": asked.answer, "reason": asked.reason})
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                word = InvitationAnswer(form.answer.data)
                attendance.answer(asked, word, reason=form.reason.data or "", by=me())
            flash(f"已答复：{word.label}")
            if not is_mine:
                return redirect(url_for(".show", session_id=found.id), 303)
            return redirect(url_for(".notice", attendance_id=attendance_id), 303)
    return page(
        "training/notice.html", "notice",
        asked=asked, found=found, form=form, is_mine=is_mine,
        is_open=found.state is State.ANNOUNCED and not found.has_begun,
    )  # fmt: skip
