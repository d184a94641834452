"""筹备 · what is taught, when and where, by whom and to whom."""

from collections.abc import Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.training.blueprint import bp, own_session
from blueprints.training.forms import ArrangementForm, filled_arrangement
from models import clock
from models.db import db, unit_of_work
from models.operations import training as operations
from models.queries import elections, training
from models.tables import Section, TrainingItem, TrainingSession
from models.vocabulary import Permission

P = Permission


@bp.route("/new", methods=["GET", "POST"])
@requires(P.RUN_TRAINING)
def new() -> ResponseReturnValue:
    section = me().sections[0]
    items = _items(section, None)
    planned = items.get(request.args.get("item", 0, type=int))
    form = ArrangementForm(data=_from_plan(planned) if planned else None)
    _offer(form, items)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                found = operations.prepare(section, form.arrangement(items), by=me())
            flash("已保存，核对后请发出培训通知")
            return redirect(url_for(".show", session_id=found.id), 303)
    return page("training/edit.html", "edit", form=form, found=None)


@bp.route("/<int:session_id>/edit", methods=["GET", "POST"])
@requires(P.RUN_TRAINING)
def edit(session_id: int) -> ResponseReturnValue:
    found = own_session(session_id)
    items = _items(found.section, found)
    group = [each.id for each in training.of_groups(db.session(), found.industries)]
    form = ArrangementForm(data=filled_arrangement(found, group))
    _offer(form, items)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.rearrange(found, form.arrangement(items), by=me())
            flash("已保存，核对后请发出培训通知")
            return redirect(url_for(".show", session_id=session_id), 303)
    return page("training/edit.html", "edit", form=form, found=found)


def _items(section: Section, found: TrainingSession | None) -> dict[int, TrainingItem]:
    """The lines of the section's plan of this year that nothing serves yet, and its own."""
    plan = training.plan_of(db.session(), section.id, clock.today().year)
    free = [item for item in plan.items if item.session in {None, found}] if plan else []
    if found and found.item and found.item not in free:
        free.append(found.item)
    return {item.id: item for item in free}


def _offer(form: ArrangementForm, items: Mapping[int, TrainingItem]) -> None:
    form.offer(elections.industries(db.session()), items.values())


def _from_plan(item: TrainingItem) -> dict[str, object]:
    """What the plan says of it already."""
    return {
        "item": item.id, "topic": item.topic, "kind": item.kind.value,
        "hours": item.half_hours / 2,
    }  # fmt: skip
