"""退出 · the expert asks to be one no longer, the office confirms (Art. 18)."""

from typing import Any

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.oneself import own_entry
from blueprints.own.blueprint import bp, done, file_of, is_mine, tabs
from blueprints.own.forms import LeaveForm
from blueprints.pages import page, refusals_shown_on
from blueprints.steps import StepForm, track_of
from models import policy
from models.db import db, unit_of_work
from models.operations import resignations as operations
from models.operations.steps import steps_open_to
from models.queries import expert_matters, register
from models.tables import Resignation
from models.vocabulary import DismissalGround, Permission

P = Permission


@bp.route("/leave", methods=["GET", "POST"])
@requires(P.DECLARE_OWN)
def leave() -> ResponseReturnValue:
    expert, form = own_entry(), LeaveForm()
    last = expert_matters.last_resignation(db.session(), expert)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            ground, uploads = DismissalGround(form.ground.data), attachments.sent("files")
            with unit_of_work():
                asked = operations.request(
                    expert, ground, reason=form.reason.data, uploads=uploads,
                    folder=attachments.folder(), by=me(),
                )  # fmt: skip
            flash("退出申请已提交，专家管理办公室确认前可以撤回")
            return redirect(url_for(".resignation", resignation_id=asked.id), 303)
    left = expert_matters.tasks_left(db.session(), expert)
    return page("own/leave.html", "leave", form=form, last=last, left=left, tabs=tabs())


@bp.route("/resignations/<int:resignation_id>", methods=["GET", "POST"])
@requires(P.READ_EXPERT_MATTER)
def resignation(resignation_id: int) -> ResponseReturnValue:
    options: Any = expert_matters.whole(Resignation)
    asked = load(Resignation, resignation_id, P.READ_EXPERT_MATTER, *options)
    moves = steps_open_to(me(), asked)
    form = StepForm(moves, asked)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                note = form.note.data or ""
                move = operations.take(asked, form.action.data, by=me(), note=note)
            return done(move.action.label, asked, ".resignation", resignation_id=resignation_id)
    gaps = [gap for move in moves if move.forward for gap in move.missing_from(asked)]
    return page(
        "own/resignation.html", "resignation",
        asked=asked, form=form, track=track_of(asked), is_mine=is_mine(asked),
        lacking=[(gap.message, gap.article) for gap in gaps],
        reads_roster=policy.may(me(), P.READ_ROSTER),
        history=register.of_matter(db.session(), asked.matter),
    )  # fmt: skip


@bp.get("/resignations/<int:resignation_id>/files/<int:file_id>")
@requires(P.READ_EXPERT_MATTER)
def resignation_file(resignation_id: int, file_id: int) -> Response:
    return file_of(load(Resignation, resignation_id, P.READ_EXPERT_MATTER), file_id)
