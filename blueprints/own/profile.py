"""信息变更 · asked for by the expert with what proves it, held against the roster by the office."""

from typing import Any

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.oneself import own_entry
from blueprints.own.blueprint import bp, done, file_of, is_mine, tabs
from blueprints.own.forms import ProfileForm
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.steps import StepForm, track_of
from models import policy
from models.db import db, unit_of_work
from models.operations import profile_changes as operations
from models.operations.steps import steps_open_to
from models.queries import expert_matters, register, roster, units
from models.tables import ProfileChange
from models.vocabulary import Permission

P = Permission


@bp.get("/changes")
@requires(P.READ_OWN_RECORD)
def changes() -> ResponseReturnValue:
    found = db.paginate(expert_matters.listed(ProfileChange, me()), per_page=page_size())
    may_propose = policy.may(me(), P.DECLARE_OWN)
    return page("own/changes.html", "list", found=found, tabs=tabs(), may_propose=may_propose)


@bp.route("/changes/new", methods=["GET", "POST"])
@requires(P.DECLARE_OWN)
def propose_change() -> ResponseReturnValue:
    expert = own_entry()
    form = ProfileForm(expert, roster.annex_1(db.session()))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            written, uploads = form.written(), attachments.sent("files")
            with unit_of_work():
                change = operations.propose(
                    expert, written, left_on=form.left_on.data, reason=form.reason.data or "",
                    uploads=uploads, folder=attachments.folder(), by=me(),
                )  # fmt: skip
            flash("变更申请已提交，专家管理办公室核对后生效")
            return redirect(url_for(".profile_change", change_id=change.id), 303)
    return page("own/propose.html", "entry", form=form, unit_names=units.names(db.session()))


@bp.route("/changes/<int:change_id>", methods=["GET", "POST"])
@requires(P.READ_EXPERT_MATTER)
def profile_change(change_id: int) -> ResponseReturnValue:
    options: Any = expert_matters.whole(ProfileChange)
    change = load(ProfileChange, change_id, P.READ_EXPERT_MATTER, *options)
    form = StepForm(steps_open_to(me(), change), change)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                note = form.note.data or ""
                move = operations.take(change, form.action.data, by=me(), note=note)
            return done(move.action.label, change, ".profile_change", change_id=change_id)
    compared = expert_matters.worded(db.session(), operations.compare(change))
    return page(
        "own/change.html", "change",
        change=change, form=form, track=track_of(change), compared=compared,
        is_mine=is_mine(change), reads_roster=policy.may(me(), P.READ_ROSTER),
        history=register.of_matter(db.session(), change.matter),
    )  # fmt: skip


@bp.get("/changes/<int:change_id>/files/<int:file_id>")
@requires(P.READ_EXPERT_MATTER)
def change_file(change_id: int, file_id: int) -> Response:
    return file_of(load(ProfileChange, change_id, P.READ_EXPERT_MATTER), file_id)
