"""考核异议 · the expert's, with the office's answer and the leader's decision on one page."""

from dataclasses import replace
from typing import Any

from flask import Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.assessments.blueprint import bp, loaded_item, tabs
from blueprints.assessments.forms import AnswerForm, ObjectForm
from blueprints.pages import page, refusals_shown_on
from blueprints.steps import StepForm, track_of
from models import policy
from models.db import db, unit_of_work
from models.operations import assessment_objections as operations
from models.operations.steps import can, steps_open_to
from models.queries import assessments, register
from models.queries.register import Entry
from models.tables import AssessmentObjection
from models.vocabulary import AssessmentGrade, Permission
from models.workflows.assessment import ObjectionAction

P = Permission


@bp.route("/items/<int:item_id>/objection", methods=["GET", "POST"])
@requires(P.RAISE_OWN_OBJECTION)
def object_to(item_id: int) -> ResponseReturnValue:
    found, form = loaded_item(item_id), ObjectForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                made = operations.raise_objection(found, form.text.data, by=me())
            flash("异议已提交，审定后会通知您")
            return redirect(url_for(".objection", objection_id=made.id), 303)
    return page("assessments/object.html", "object", item=found, form=form, tabs=tabs())


@bp.route("/objections/<int:objection_id>", methods=["GET", "POST"])
@requires(P.READ_ASSESSMENT, P.READ_OWN_RECORD)
def objection(objection_id: int) -> ResponseReturnValue:
    found = _loaded(objection_id)
    form = StepForm(steps_open_to(me(), found), found)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                operations.take(found, form.action.data, by=me(), note=form.note.data or "")
            flash(f"{found.caption}：{found.state.label}")
            return redirect(url_for(".objection", objection_id=objection_id), 303)
        found = _loaded(objection_id)
    return _show(found, form, _answering(found))


@bp.post("/objections/<int:objection_id>/answer")
@requires(P.RUN_ASSESSMENT)
def answer(objection_id: int) -> ResponseReturnValue:
    found, form = _loaded(objection_id), AnswerForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            grade = AssessmentGrade(form.grade.data)
            with unit_of_work():
                operations.answer(found, grade, form.answer.data, by=me())
            flash(f"{found.caption}：{found.state.label}")
            return redirect(url_for(".objection", objection_id=objection_id), 303)
        found = _loaded(objection_id)
    return _show(found, form, form)


def _answering(found: AssessmentObjection) -> AnswerForm:
    before = {"grade": (found.proposed or found.before).value, "answer": found.answer}
    return AnswerForm(formdata=None, data=before)


def _show(found: AssessmentObjection, form: Any, answering: AnswerForm) -> Response:
    """``form``: the one just sent, whose refusals are told."""
    step = form if isinstance(form, StepForm) else StepForm(steps_open_to(me(), found), found)
    return page(
        "assessments/objection.html", "objection", objection=found, form=form, step=step,
        answering=answering, answers=can(me(), ObjectionAction.ANSWER, found),
        track=track_of(found), tabs=tabs(), tells=_tells(found), history=_history(found),
    )  # fmt: skip


def _history(found: AssessmentObjection) -> list[Entry]:
    entries = register.of_matter(db.session(), found.matter)
    return entries if _tells(found) else [replace(entry, note="") for entry in entries]


def _tells(found: AssessmentObjection) -> bool:
    """Until it is decided, what is proposed is not the expert's to know."""
    return found.decided_at is not None or found.owner_account_id != me().account_id


def _loaded(objection_id: int) -> AssessmentObjection:
    """To whoever reads the assessment, and to the expert."""
    found = assessments.objection(db.session(), objection_id)
    if found is None:
        abort(404)
    reads = policy.reaches(me(), P.READ_ASSESSMENT, found)
    if not reads and not policy.reaches(me(), P.READ_OWN_RECORD, found):
        abort(404)
    return found
