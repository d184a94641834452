"""任务 · the page of one expert's part, with the forms of what may be done now; one act of it."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me
from blueprints.assignment.forms import (
    AcceptForm,
    AmendForm,
    AttendForm,
    BriefingForm,
    DeclineForm,
    FittingForm,
    ProofForm,
    RecuseForm,
    ServiceForm,
)
from blueprints.dispatch.opening import tell_if_due
from blueprints.feedback.showing import heard_of
from blueprints.pages import Form, page, refusals_shown_on, settings
from blueprints.steps import StepForm, track_of
from models import policy
from models.db import db, unit_of_work
from models.operations.falling_out import is_the_day
from models.operations.preparing import may_fit, parts_told
from models.operations.steps import can, steps_open_to
from models.queries import fees, units
from models.settings import PROOF_DAYS
from models.tables import Assignment, ExpertWish
from models.vocabulary import Permission, Term
from models.workflows import illness_proof
from models.workflows.assignment import Action

# The forms of the page, by the step that each serves.
_FORMS: dict[Action, type[Form]] = {
    Action.ACCEPT: AcceptForm,
    Action.ARRIVE: AttendForm,
    Action.LEAVE: AttendForm,
    Action.RATE: ServiceForm,
    Action.AMEND: AmendForm,
    Action.DECLINE: DeclineForm,
    Action.RECUSE: RecuseForm,
}


def do(part: Assignment, action: Term, form: Form, act: Callable[[], None]) -> ResponseReturnValue:
    """One act of the page: done and told, or refused beside its form."""
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                act()
            flash(f"已办理：{action.label}")
            return redirect(url_for(".show", assignment_id=part.id), 303)
    return show_part(part, action, form)


def show_part(
    part: Assignment, action: str | None = None, form: Form | None = None
) -> ResponseReturnValue:
    """``form``: the one of its forms that was sent, to take the step ``action``."""
    tell_if_due(part.dispatch)
    forms: dict[str, Any] = (
        {
            step.value: kind(**_filled(part, step))
            for step, kind in _FORMS.items()
            if step is not action and can(me(), step, part)
        }
        | _forms_of_proof(part)
        | _forms_before_departure(part, action)
    )
    if action and form:
        forms[action] = form
    _fit_to(part, forms)
    return page(
        "assignment/show.html", "part", part=part, dispatch=part.dispatch, track=track_of(part),
        forms=forms, form=form, may_report=can(me(), Action.REPORT, part),
        may_fall_out=is_the_day(part) and can(me(), Action.FALL_OUT, part),
        withheld=fees.withheld(db.session(), part),
        may_read_proof=policy.reaches(me(), Permission.READ_PROOF, part),
        unit_names=units.names(db.session()) if "recuse" in forms else [],
        wish=_wish(part), heard=heard_of(part.dispatch),
    )  # fmt: skip


def _wish(part: Assignment) -> ExpertWish | None:
    """For the section that uses the expert."""
    is_ours = part.section_id in me().section_ids
    return part.expert.wish if is_ours else None


def _fit_to(part: Assignment, forms: dict[str, Any]) -> None:
    """What is offered follows from whether the bureau changed the task; and what is accepted is
    the task as this page shows it."""
    if "accept" in forms:
        forms["accept"].seen.data, forms["accept"].seen.raw_data = part.version, None
        if part.told.is_hidden:
            forms["accept"].say_untold()
    if "decline" in forms:
        forms["decline"].offer(part.altered_at is not None, settings()[PROOF_DAYS.key])


def _forms_before_departure(part: Assignment, sent: str | None) -> dict[str, Form]:
    """The briefing to read, the equipment to confirm."""
    forms: dict[str, Form] = {}
    if sent != Action.ACKNOWLEDGE and can(me(), Action.ACKNOWLEDGE, part):
        briefing = BriefingForm(formdata=None)
        briefing.offer(parts_told(part))
        forms["acknowledge"] = briefing
    if sent != "fit" and may_fit(me(), part):
        fitting = FittingForm(formdata=None)
        fitting.offer(part.dispatch.protection)
        forms["fit"] = fitting
    return forms


def _forms_of_proof(part: Assignment) -> dict[str, Any]:
    """To hand in a proof of illness, and to judge the one handed in."""
    proof = part.proof
    if proof is None:
        return {}
    forms: dict[str, Any] = {}
    if can(me(), illness_proof.Action.HAND_IN, proof) and not proof.has_lapsed:
        forms["hand_in"] = ProofForm(formdata=None)
    if moves := steps_open_to(me(), proof):
        forms["judge"] = StepForm(moves, proof)
    return forms


def _filled(part: Assignment, step: Action) -> dict[str, Any]:
    """Annex 6 opens with what is already known: the approved half days, an earlier version; a
    recusal with the unit that is visited, if the expert may know it yet."""
    filled: dict[str, Any] = {"formdata": None}
    if step is Action.RATE:
        filled |= {"obj": part.service, "data": {"half_days": part.dispatch.half_days}}
    elif step is Action.RECUSE and not part.told.is_hidden and len(part.dispatch.targets) == 1:
        filled |= {"data": {"unit": part.dispatch.targets[0].name}}
    return filled
