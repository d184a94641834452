"""回避与请假申报 · by the office for anyone, by an expert for oneself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.experts.blueprint import bp
from blueprints.experts.forms import AbsenceForm, FormerEmployerForm, InterestForm
from blueprints.oneself import own_entry
from blueprints.pages import Form, page, refusals_shown_on
from models import policy
from models.db import db, unit_of_work
from models.operations import declarations as operations
from models.queries import removals, units
from models.rules.article_18_objection import APPEAL_DAYS
from models.tables import Absence, Expert, FormerEmployment, Interest
from models.vocabulary import Permission


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of declaration: what it is called, asked with, done by and kept in."""

    title: str
    form: type[Form]
    declare: Callable[..., None]
    table: type[operations.Declaration]


KINDS = {
    "interest": Kind("申报利害关系", InterestForm, operations.declare_interest, Interest),
    "former": Kind(
        "登记原任职单位", FormerEmployerForm, operations.declare_former_employer, FormerEmployment
    ),
    "absence": Kind("登记不能参加", AbsenceForm, operations.declare_absence, Absence),
}


@bp.route("/<int:expert_id>/declare/<kind>", methods=["GET", "POST"])
@requires(Permission.EDIT_ROSTER)
def declare(expert_id: int, kind: str) -> ResponseReturnValue:
    expert = load(Expert, expert_id, Permission.EDIT_ROSTER)
    return _declare(expert, kind, url_for(".show", expert_id=expert_id))


@bp.post("/<int:expert_id>/declarations/<kind>/<int:declaration_id>/withdraw")
@requires(Permission.EDIT_ROSTER)
def withdraw(expert_id: int, kind: str, declaration_id: int) -> ResponseReturnValue:
    expert = load(Expert, expert_id, Permission.EDIT_ROSTER)
    return _withdraw(expert, kind, declaration_id, url_for(".show", expert_id=expert_id))


@bp.get("/own")
@requires(Permission.DECLARE_OWN, Permission.READ_OWN_RECORD)
def own() -> ResponseReturnValue:
    expert = own_entry()
    removal = removals.removal_of(db.session(), expert)
    return page(
        "experts/own.html", "declarations", expert=expert, removal=removal,
        appeal_days=APPEAL_DAYS, may_declare=policy.may(me(), Permission.DECLARE_OWN),
    )  # fmt: skip


@bp.route("/own/declare/<kind>", methods=["GET", "POST"])
@requires(Permission.DECLARE_OWN)
def declare_own(kind: str) -> ResponseReturnValue:
    return _declare(own_entry(), kind, url_for(".own"))


@bp.post("/own/declarations/<kind>/<int:declaration_id>/withdraw")
@requires(Permission.DECLARE_OWN)
def withdraw_own(kind: str, declaration_id: int) -> ResponseReturnValue:
    return _withdraw(own_entry(), kind, declaration_id, url_for(".own"))


def _declare(expert: Expert, kind: str, back: str) -> ResponseReturnValue:
    sort = _kind(kind)
    form = sort.form()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                sort.declare(expert, **_written(form), by=me())
            flash(f"已{sort.title}：{expert.name}")
            return redirect(back, 303)
    unit_names = units.names(db.session())
    return page(
        "experts/declare.html", "declare", expert=expert, form=form, title=sort.title, back=back,
        unit_names=unit_names,
    )  # fmt: skip


def _written(form: Form) -> dict[str, Any]:
    return {name: value for name, value in form.data.items() if name != "csrf_token"}


def _withdraw(expert: Expert, kind: str, declaration_id: int, back: str) -> ResponseReturnValue:
    with unit_of_work():
        declaration = db.get_or_404(_kind(kind).table, declaration_id)
        if declaration.expert_id != expert.id:
            abort(404)
        operations.withdraw(expert, declaration, by=me())
    flash("已撤回")
    return redirect(back, 303)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        abort(404)
    return KINDS[name]
