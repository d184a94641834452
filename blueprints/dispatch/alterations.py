"""改期、延长、调整内容 · asking the deputy for another time, more time, or another content."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.dispatch.alteration_forms import FORMS, AmendForm, PeriodForm
from blueprints.dispatch.blueprint import bp
from blueprints.dispatch.opening import open_file
from blueprints.pages import page, refusals_shown_on
from models import policy
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import changes
from models.operations.alterations import cost_of
from models.queries.availability import Trouble, troubles_at
from models.queries.dispatches import WHOLE
from models.tables import Change, Dispatch
from models.vocabulary import ChangeKind, Permission


@bp.route("/<int:dispatch_id>/changes/new/<string:kind>", methods=["GET", "POST"])
@requires(Permission.PROPOSE_CHANGE)
def alter(dispatch_id: int, kind: str) -> ResponseReturnValue:
    dispatch = load(Dispatch, dispatch_id, Permission.PROPOSE_CHANGE, *WHOLE)
    open_file(dispatch)
    asked = next((each for each in FORMS if each == kind), None) or abort(404)
    form = FORMS[asked](data=FORMS[asked].filled(dispatch))
    if not _wants_another_row(form) and form.validate_on_submit():
        with refusals_shown_on(form):
            _warn(dispatch, form)
            with unit_of_work():
                changes.propose(
                    dispatch, asked, reason=form.reason.data, after=form.after(), by=me()
                )
            flash("变更申请已报分管领导")
            return redirect(url_for(".show", dispatch_id=dispatch_id), 303)
    return page(
        "dispatch/alter.html", "change", form=form, dispatch=dispatch, kind=asked,
        troubles=_troubles(dispatch, form), half_day=cost_of(dispatch, dispatch.half_days + 1),
    )  # fmt: skip


def _wants_another_row(form: object) -> bool:
    if not isinstance(form, AmendForm) or request.form.get("more") != "protection":
        return False
    form.protection.append_entry()
    return True


def _troubles(dispatch: Dispatch, form: object) -> list[str]:
    """Who of those sent may not come at the time that was typed."""
    typed = isinstance(form, PeriodForm) and form.is_submitted() and form.period(dispatch)
    return in_words(troubles_at(db.session(), dispatch, *typed)) if typed else []


def _warn(dispatch: Dispatch, form: object) -> None:
    """Nothing is proposed before its proposer has seen what it means for whom."""
    if not isinstance(form, PeriodForm) or not _troubles(dispatch, form):
        return
    key = f"{form.period(dispatch)}"
    if form.is_seen.data and form.shown_for.data == key:
        return
    form.shown_for.data, form.is_seen.data = key, False
    raise Refusal(
        "有专家在新的时间可能不能参加，请看清后勾选，再报分管领导", article=11, field="is_seen"
    )


def troubles_of(change: Change) -> list[str]:
    """The same for the deputy, as it stands at this moment."""
    if change.kind not in {ChangeKind.POSTPONE, ChangeKind.EXTEND} or not change.is_open:
        return []
    times = {version.name: version.after for version in change.versions}
    dispatch = change.dispatch
    starts_at, ends_at = (
        times.get(name, getattr(dispatch, name)) for name in ("starts_at", "ends_at")
    )
    return in_words(troubles_at(db.session(), dispatch, starts_at, ends_at))


def in_words(troubles: list[Trouble]) -> list[str]:
    """By name to whoever may know it, by seat to everybody else."""
    return [
        f"第{each.part.seat.number}席"
        + ("" if policy.conceals(each.part, me()) else each.part.expert_name)
        + f"：{'、'.join(reason.label for reason in each.reasons)}"
        for each in troubles
    ]
