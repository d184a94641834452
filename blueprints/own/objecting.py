"""专家异议 · to a rating, to a decline that counts, to a removal; and the answer to each."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.oneself import own_entry
from blueprints.own.blueprint import bp, done, file_of, is_mine, tabs
from blueprints.own.forms import ObjectionForm
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.steps import Step, StepForm, track_of
from models.db import db, unit_of_work
from models.operations import expert_objections as operations
from models.operations.steps import steps_open_to
from models.queries import expert_matters, register
from models.tables import Assignment, ExpertObjection
from models.vocabulary import Permission

P = Permission


@bp.get("/objections")
@requires(P.READ_OWN_RECORD)
def objections() -> ResponseReturnValue:
    found = db.paginate(expert_matters.listed(ExpertObjection, me()), per_page=page_size())
    return page("own/objections.html", "list", found=found, tabs=tabs())


@bp.route("/objections/rating/<int:assignment_id>", methods=["GET", "POST"])
@requires(P.RAISE_OWN_OBJECTION)
def object_to_rating(assignment_id: int) -> ResponseReturnValue:
    part = load(Assignment, assignment_id, P.RAISE_OWN_OBJECTION)
    return _lodge(
        "对服务质量评价提出异议", part.caption, partial(operations.object_to_rating, part)
    )


@bp.route("/objections/decline/<int:assignment_id>", methods=["GET", "POST"])
@requires(P.RAISE_OWN_OBJECTION)
def object_to_decline(assignment_id: int) -> ResponseReturnValue:
    part = load(Assignment, assignment_id, P.RAISE_OWN_OBJECTION)
    act = partial(operations.object_to_decline, part)
    return _lodge("对不接受委派的认定提出异议", part.caption, act)


@bp.route("/objections/removal", methods=["GET", "POST"])
@requires(P.RAISE_OWN_OBJECTION)
def object_to_removal() -> ResponseReturnValue:
    expert = own_entry()
    act = partial(operations.object_to_removal, expert)
    return _lodge("对解聘清退提出异议", f"{expert.code} {expert.name}", act)


def _lodge(title: str, about: str, act: Callable[..., ExpertObjection]) -> ResponseReturnValue:
    form = ObjectionForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            uploads = attachments.sent("files")
            with unit_of_work():
                made = act(form.text.data, uploads=uploads, folder=attachments.folder(), by=me())
            flash(f"异议{made.number}已提交，答复后会通知您")
            return redirect(url_for(".objection", objection_id=made.id), 303)
    return page("own/object.html", "object", form=form, title=title, about=about)


@bp.route("/objections/<int:objection_id>", methods=["GET", "POST"])
@requires(P.READ_EXPERT_MATTER)
def objection(objection_id: int) -> ResponseReturnValue:
    options: Any = expert_matters.whole(ExpertObjection)
    raised = load(ExpertObjection, objection_id, P.READ_EXPERT_MATTER, *options)
    form = StepForm(steps_open_to(me(), raised), raised)
    if not form.is_submitted():
        form.action.data = None  # which way it is answered is for the reader to say
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                note = form.note.data or ""
                move = operations.take(raised, form.action.data, by=me(), note=note)
            return done(move.action.label, raised, ".objection", objection_id=objection_id)
    return page(
        "own/objection.html", "objection",
        objection=raised, form=form, track=_track(raised), is_mine=is_mine(raised),
        history=register.of_matter(db.session(), raised.matter),
    )  # fmt: skip


def _track(raised: ExpertObjection) -> list[Step]:
    """While it is open, how it ends is not told before it is known."""
    *done_already, last = track_of(raised)
    return [*done_already, replace(last, label="答复") if raised.is_open else last]


@bp.get("/objections/<int:objection_id>/files/<int:file_id>")
@requires(P.READ_EXPERT_MATTER)
def objection_file(objection_id: int, file_id: int) -> Response:
    return file_of(load(ExpertObjection, objection_id, P.READ_EXPERT_MATTER), file_id)
