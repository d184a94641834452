"""当日不能到场 · what the section hears by telephone on the day, and what becomes of the seat."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from blueprints.access import load, me, requires
from blueprints.assignment.blueprint import bp
from blueprints.pages import Form, page, refusals_shown_on
from models.db import unit_of_work
from models.operations import changes, falling_out
from models.operations.falling_out import HEARD
from models.tables import Assignment
from models.vocabulary import ChangeKind, DeclineKind, Permission

_WAIVE = "waive"


class FallOutForm(Form):
    kind = RadioField(
        "电话里说的原因",
        [InputRequired("请选择当日不能到场的原因")],
        choices={kind.value: label for kind, label in HEARD.items()},
    )
    note = TextAreaField(
        "说明",
        [InputRequired("请写明通话的时间和情况"), Length(max=500, message="不超过500字")],
        description="谁在几点打的电话、怎么说的；联系不上的，写明打了几次",
    )
    then = RadioField(
        "空出的席位",
        choices={"redraw": "马上补抽，其他专家照常执行", _WAIVE: "不再补抽，现在就报分管领导批准"},
        default="redraw",
    )


@bp.route("/<int:assignment_id>/fall-out", methods=["GET", "POST"])
@requires(Permission.RUN_DISPATCH)
def fall_out(assignment_id: int) -> ResponseReturnValue:
    part, form = load(Assignment, assignment_id, Permission.RUN_DISPATCH), FallOutForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                _record(part, form)
            flash("已登记，席位已空出；其他专家照常执行")
            return redirect(_next_page(part, form), 303)
    return page("assignment/fall_out.html", "fall_out", form=form, part=part)


def _record(part: Assignment, form: FallOutForm) -> None:
    falling_out.fall_out(part, DeclineKind(form.kind.data), note=form.note.data, by=me())
    if form.then.data == _WAIVE:
        changes.propose(
            part.dispatch, ChangeKind.WAIVE_SEAT, seat=part.seat, by=me(),
            reason=f"{part.expert_name}当日不能到场：{form.note.data}",
        )  # fmt: skip


def _next_page(part: Assignment, form: FallOutForm) -> str:
    page_of = "dispatch.show" if form.then.data == _WAIVE else "dispatch.ceremony"
    return url_for(page_of, dispatch_id=part.dispatch_id)
