"""劳务报酬标准 · the dated standards, entered and ended by finance (Art. 19)."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.finance.blueprint import bp
from blueprints.finance.forms import EndForm, StandardForm
from blueprints.pages import page, page_size, refusals_shown_on
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import fees as operations
from models.queries import fees, register
from models.rules.income_tax import in_force
from models.rules.typed_yuan import fen_of
from models.tables import FeeStandard
from models.vocabulary import FeeUnit, Grade, Permission, TaskType


@bp.get("/standards/")
@requires(Permission.READ_BUDGET)
def standards() -> ResponseReturnValue:
    found = db.paginate(fees.entered(), per_page=page_size())
    today = clock.today()
    return page(
        "finance/standards.html", "standards", found=found, today=today, table=in_force(today),
        can_edit=policy.may(me(), Permission.EDIT_FEES), can_confirm=_can_confirm,
    )  # fmt: skip


@bp.route("/standards/new", methods=["GET", "POST"])
@requires(Permission.EDIT_FEES)
def new_standard() -> ResponseReturnValue:
    form = StandardForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            entered = _entered(form)
            with unit_of_work():
                standard = operations.adopt(entered, by=me())
            flash(f"已录入标准：{standard.label}，由另一人确认后执行")
            return redirect(url_for(".standards"), 303)
    return page("finance/new_standard.html", "standard", form=form)


@bp.route("/standards/<int:standard_id>/end", methods=["GET", "POST"])
@requires(Permission.EDIT_FEES)
def end_standard(standard_id: int) -> ResponseReturnValue:
    standard, form = db.get_or_404(FeeStandard, standard_id), EndForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                last_day, document = form.last_day.data, form.document.data
                operations.end(standard, last_day, document=document, by=me())
            flash(f"已截止标准：{standard.label}")
            return redirect(url_for(".standards"), 303)
    entries = register.of_matter(db.session(), f"fee_standard:{standard_id}")
    return page(
        "finance/end_standard.html", "standard", form=form, standard=standard, entries=entries
    )


@bp.post("/standards/<int:standard_id>/confirm")
@requires(Permission.CONFIRM_FEES)
def confirm_standard(standard_id: int) -> ResponseReturnValue:
    standard = db.get_or_404(FeeStandard, standard_id)
    with unit_of_work():
        operations.confirm(standard, by=me())
    flash(f"已确认标准：{standard.label}")
    return redirect(url_for(".standards"), 303)


def _can_confirm(standard: FeeStandard) -> bool:
    return not standard.confirmed_at and not policy.refusal(me(), Permission.CONFIRM_FEES, standard)


def _entered(form: StandardForm) -> operations.Entered:
    return operations.Entered(
        grade=Grade(form.grade.data) if form.grade.data else None,
        task_type=TaskType(form.task_type.data) if form.task_type.data else None,
        unit=FeeUnit(form.unit.data),
        amount=fen_of(form.amount.data, "amount"),
        hazard_percent=form.hazard_percent.data,
        first_day=form.first_day.data,
        last_day=form.last_day.data,
        document=form.document.data,
    )
