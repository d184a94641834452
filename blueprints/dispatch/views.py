"""派遣 · the list, and the one page that every matter has."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blueprints.access import load, me, requires
from blueprints.dispatch.blueprint import bp
from blueprints.dispatch.forms import ListQuery
from blueprints.dispatch.opening import open_file
from blueprints.feedback.showing import heard_of
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.steps import StepForm, track_of
from blueprints.wording import moment
from blueprints.workbooks import workbook_answer
from models import policy
from models.db import db, unit_of_work
from models.operations import dispatches
from models.operations.steps import can, steps_open_to
from models.queries import signatures
from models.queries.dispatches import (
    WHOLE,
    earlier_visits,
    listed,
)
from models.queries.register import Entry, events_of
from models.spreadsheets import workbook
from models.tables import Dispatch, Section
from models.vocabulary import ChangeKind, Permission, SelectionWay, TaskType
from models.workflows.change import POSSIBLE
from models.workflows.dispatch import Action

# The steps by which experts are named.
NAMING = (Action.NAME, Action.NAME_AGAIN)

# The draw registers these acts as well, and says more of them.
_TOLD_BY_THE_DRAW = {f"dispatch:{action}" for action in ("freeze", "refreeze", "draw", "call_off")}


@bp.get("/")
@requires(Permission.READ_DISPATCH)
def index() -> ResponseReturnValue:
    query = _query()
    found = db.paginate(listed(me(), query.chosen()), per_page=page_size())
    return page(
        "dispatch/index.html", "list", dispatches=found, query=query,
        may_draft=policy.may(me(), Permission.DRAFT_DISPATCH),
        may_read_engagements=policy.may(me(), Permission.READ_ENGAGEMENT),
    )  # fmt: skip


@bp.get("/list.xlsx")
@requires(Permission.READ_DISPATCH)
def export() -> ResponseReturnValue:
    """Every page of what the list shows, as it is filtered and sorted."""
    found = db.session.scalars(listed(me(), _query().chosen()))
    rows = [
        [row.number, row.told.title, row.task_type.label, row.section.name, row.handler.name,
         moment(row.starts_at), moment(row.ends_at), row.state.label]
        for row in found
    ]  # fmt: skip
    return workbook_answer(workbook("派遣一览表", _HEADER, rows, _WIDTHS), "派遣一览表")


_HEADER = ("文号", "任务", "任务类型", "股室", "承办人", "开始", "结束", "状态")
_WIDTHS = (22, 36, 30, 20, 10, 18, 18, 18)


def _query() -> ListQuery:
    query = ListQuery(request.args)
    query.offer(list(db.session.scalars(select(Section).order_by(Section.id))))
    return query


@bp.route("/<int:dispatch_id>", methods=["GET", "POST"])
@requires(Permission.READ_DISPATCH)
def show(dispatch_id: int) -> ResponseReturnValue:
    whole = (*WHOLE, joinedload(Dispatch.outsiders))
    dispatch = load(Dispatch, dispatch_id, Permission.READ_DISPATCH, *whole)
    open_file(dispatch)
    form = StepForm(steps_open_to(me(), dispatch), dispatch)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                move = dispatches.take(
                    dispatch, form.action.data, by=me(), note=form.note.data or ""
                )
            flash(f"已办理：{move.action.label}")
            return redirect(url_for(".show", dispatch_id=dispatch_id), 303)
    return page("dispatch/show.html", "matter", form=form, **_facts(dispatch))


def _facts(dispatch: Dispatch) -> dict[str, Any]:
    actor = me()
    return {
        "dispatch": dispatch,
        "track": track_of(dispatch),
        "lacking": lacking(dispatch),
        "named": [part for part in dispatch.assignments if not policy.conceals(part, actor)],
        "hidden": any(policy.conceals(part, actor) for part in dispatch.assignments),
        "may_draw": can_draw(dispatch),
        "may_name": any(can(actor, action, dispatch) for action in NAMING),
        "may_edit": _is_my_draft(dispatch),
        "changes_possible": _changes_possible(dispatch),
        "is_inspection": dispatch.task_type is TaskType.INSPECTION,
        "visits": earlier_visits(db.session(), dispatch),
        "heard": heard_of(dispatch),
        "signatures": signatures.of_matter(db.session(), dispatch.matter),
        "entries": [
            Entry.of(event, str(event.facts.get("note", "")))
            for event in events_of(db.session(), dispatch.matter)
            if event.kind not in _TOLD_BY_THE_DRAW
        ],
    }


def lacking(dispatch: Dispatch) -> list[tuple[str, int | None]]:
    """What the next steps still ask for, with the article that asks."""
    gaps = [
        (gap.message, gap.article)
        for move in dispatch.workflow.moves_from(dispatch.state)
        if move.forward and move.action not in _beside(dispatch)
        for gap in move.missing_from(dispatch)
    ]
    return list(dict.fromkeys(gaps))


def _beside(dispatch: Dispatch) -> set[Action]:
    """What need not be done: to fill a seat again, and to select in another way than is chosen."""
    is_drawn = dispatch.way is SelectionWay.RANDOM
    return {Action.REFREEZE, Action.NAME_AGAIN, Action.NAME if is_drawn else Action.FREEZE}


def can_draw(dispatch: Dispatch) -> bool:
    """Whether the page of the draw is where I go on."""
    is_open = any(can(me(), action, dispatch) for action in (Action.FREEZE, Action.REFREEZE))
    return is_open or can(me(), Action.DRAW, dispatch)


# What the section writes before each of these, it may still change.
_HANDING_IN = {Action.SUBMIT, Action.COMPLETE_PAPERS}


def _is_my_draft(dispatch: Dispatch) -> bool:
    moves = dispatch.workflow.moves_from(dispatch.state)
    return any(
        move.action in _HANDING_IN and not policy.refusal(me(), move.permission, dispatch)
        for move in moves
    )


def _changes_possible(dispatch: Dispatch) -> list[ChangeKind]:
    if dispatch.open_changes or policy.refusal(me(), Permission.PROPOSE_CHANGE, dispatch):
        return []
    return [kind for kind, states in POSSIBLE.items() if dispatch.state in states]
