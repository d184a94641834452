"""公示异议 · what was objected, to be accepted, looked into and closed (Art. 6(3))."""

from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import SelectField

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.pages import Query, page, page_size, refusals_shown_on
from blueprints.steps import Step, StepForm, track_of
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import objections as operations
from models.operations.steps import steps_open_to
from models.queries import objections, register
from models.tables import Objection, StoredFile
from models.vocabulary import Permission
from models.workflows.objection import State

bp = Blueprint("objections", __name__, url_prefix="/objections")

P = Permission


class ObjectionQuery(Query):
    state = SelectField("状态", choices={"": "全部"} | State.choices())

    def chosen(self) -> State | None:
        asked = self.state.data
        return State(asked) if asked in State.choices() else None


@bp.get("/")
@requires(P.READ_OBJECTION)
def index() -> ResponseReturnValue:
    query = ObjectionQuery(request.args)
    found = db.paginate(objections.listed(query.chosen()), per_page=page_size())
    return page("objections/index.html", "objections", query=query, found=found, now=clock.now())


@bp.route("/<int:objection_id>", methods=["GET", "POST"])
@requires(P.READ_OBJECTION)
def show(objection_id: int) -> ResponseReturnValue:
    objection = load(Objection, objection_id, P.READ_OBJECTION)
    form = _step_form(objection)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                note = form.note.data or ""
                operations.take(objection, form.action.data, by=me(), note=note)
            flash(f"{objection.caption}：{objection.state.label}")
            return redirect(url_for(".show", objection_id=objection_id), 303)
    return _page(objection, form)


def _step_form(objection: Objection) -> StepForm:
    """Which way it is closed is for the reader to say: nothing is chosen beforehand."""
    form = StepForm(steps_open_to(me(), objection))
    if objection.state is State.ACCEPTED:
        form.note.description = "必填：异议人凭编码能看到，也登入台账，不要写明异议人是谁"
        form.action.data = form.action.data if form.is_submitted() else None
    return form


def _track(objection: Objection) -> list[Step]:
    """While it is open, the last step is not told before it is known."""
    *done, last = track_of(objection)
    return [*done, replace(last, label="办结") if objection.is_open else last]


def _page(objection: Objection, form: StepForm) -> Response:
    return page(
        "objections/show.html", "objection", objection=objection, form=form,
        track=_track(objection), entries=register.of_matter(db.session(), objection.matter),
        reads_roster=policy.may(me(), P.READ_PROPOSAL),
    )  # fmt: skip


@bp.get("/<int:objection_id>/files/<int:file_id>")
@requires(P.READ_OBJECTION)
def file(objection_id: int, file_id: int) -> ResponseReturnValue:
    load(Objection, objection_id, P.READ_OBJECTION)
    stored = db.first_or_404(select(StoredFile).filter_by(id=file_id, objection_id=objection_id))
    return attachments.hand_out(stored, operations.FILE)
