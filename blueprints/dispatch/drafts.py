"""起草 · writing Annex 4, row by row, before it is submitted."""

from datetime import datetime
from decimal import Decimal

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from blueprints.access import load, me, requires
from blueprints.dispatch.blueprint import bp
from blueprints.dispatch.forms import DispatchForm, is_blank
from blueprints.dispatch.opening import open_file
from blueprints.pages import page, refusals_shown_on
from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import dispatches
from models.operations.dispatches import Particulars, Protection, Wanted
from models.operations.units import unit_named
from models.queries.dispatches import WHOLE, lines_for
from models.tables import BudgetLine, Dispatch, Section, Specialty, Unit
from models.vocabulary import Grade, Permission, Provider, SelectionWay, TaskType

_ROWS = ("targets", "seats", "officers", "protection")
_PLAIN = (
    "title", "content", "basis", "half_days", "place", "meeting_point", "phone", "approval_no",
    "is_hazardous", "hazards", "way_reason", "briefing_points", "is_unannounced",
)  # fmt: skip


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.DRAFT_DISPATCH)
def new() -> ResponseReturnValue:
    section = me().sections[0]
    form = DispatchForm(phone=section.phone)
    _offer(form, section)
    if not _wants_another_row(form, section) and form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                dispatch = dispatches.draft(
                    _particulars(form),
                    section=section,
                    targets=_targets(form),
                    seats=_seats(form),
                    officers=_officers(form),
                    by=me(),
                )
            flash("草稿已保存，核对后请提交")
            return redirect(url_for(".show", dispatch_id=dispatch.id), 303)
    return _answer(form, None)


@bp.route("/<int:dispatch_id>/edit", methods=["GET", "POST"])
@requires(Permission.DRAFT_DISPATCH)
def edit(dispatch_id: int) -> ResponseReturnValue:
    dispatch = load(Dispatch, dispatch_id, Permission.DRAFT_DISPATCH, *WHOLE)
    open_file(dispatch)
    form = DispatchForm(data=_filled(dispatch))
    _offer(form, dispatch.section)
    if dispatch.order:
        form.way.choices = {dispatch.way.value: dispatch.way.label}
    if not _wants_another_row(form, dispatch.section) and form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                dispatches.redraft(
                    dispatch,
                    _particulars(form),
                    targets=_targets(form),
                    seats=_seats(form),
                    officers=_officers(form),
                    by=me(),
                )
            flash("草稿已保存，核对后请提交")
            return redirect(url_for(".show", dispatch_id=dispatch.id), 303)
    return _answer(form, dispatch)


def _answer(form: DispatchForm, dispatch: Dispatch | None) -> ResponseReturnValue:
    units = db.session.scalars(select(Unit.name).order_by(Unit.name).limit(2000))
    return page("dispatch/draft.html", "draft", form=form, dispatch=dispatch, units=list(units))


def _wants_another_row(form: DispatchForm, section: Section) -> bool:
    """「再加一行」: the form comes back as typed, one row longer. Works without a script."""
    if (rows := request.form.get("more")) not in _ROWS:
        return False
    form[rows].append_entry()
    _offer(form, section)
    return True


def _offer(form: DispatchForm, section: Section) -> None:
    specialties = select(Specialty).where(Specialty.is_active).order_by(Specialty.code)
    lines = lines_for(db.session(), section.id, clock.today().year)
    form.offer(list(db.session.scalars(specialties)), lines)


def _particulars(form: DispatchForm) -> Particulars:
    plain = {name: form[name].data for name in _PLAIN}
    return Particulars(
        **plain | {"half_days": form.half_days.data or 0},
        task_type=TaskType(form.task_type.data),
        way=SelectionWay(form.way.data),
        starts_at=_instant(form.starts_at.data),
        ends_at=_instant(form.ends_at.data),
        reveal_at=_instant(form.reveal_at.data) if form.is_unannounced.data else None,
        protection=_protection(form),
        budget_line=db.session.get(BudgetLine, form.budget_line.data or 0),
        rate=int((form.rate.data or Decimal(0)) * 100),
    )


def _instant(typed: datetime | None) -> datetime | None:
    """What people type is Beijing time."""
    return typed and typed.replace(tzinfo=clock.BEIJING)


def _targets(form: DispatchForm) -> list[Unit]:
    rows = [entry.form for entry in form.targets if not is_blank(entry.form, "name")]
    units = [
        unit_named(row["name"].data, row.credit_code.data or "", row.town.data or "")
        for row in rows
    ]
    return list(dict.fromkeys(units))


def _seats(form: DispatchForm) -> list[Wanted]:
    wanted = []
    for entry in form.seats:
        if entry.specialty.data:
            specialty = _specialty(entry.specialty.data)
            grade = Grade(entry.min_grade.data)
            wanted += [Wanted(specialty, grade)] * (entry.form["count"].data or 1)
    if len(wanted) > dispatches.MOST_SEATS:
        raise Refusal(f"一次派遣最多{dispatches.MOST_SEATS}席，请分次派遣", article=11)
    return wanted


def _protection(form: DispatchForm) -> tuple[Protection, ...]:
    rows = [entry.form for entry in form.protection if not is_blank(entry.form, "what")]
    return tuple(
        Protection(row.what.data, row.per_person.data or 1, Provider(row.provided_by.data))
        for row in rows
    )


def _specialty(code: str) -> Specialty:
    return db.session.scalars(select(Specialty).where(Specialty.code == code)).one()


def _officers(form: DispatchForm) -> list[tuple[str, str]]:
    rows = [entry.form for entry in form.officers if not is_blank(entry.form, "name", "licence")]
    for row in rows:
        if is_blank(row, "name") or is_blank(row, "licence"):
            raise Refusal("执法人员的姓名和执法证号都要填写", article=10)
    return [(row["name"].data.strip(), row.licence.data.strip()) for row in rows]


def _filled(dispatch: Dispatch) -> dict[str, object]:
    """The draft as the form shows it."""
    plain = {name: getattr(dispatch, name) for name in _PLAIN}
    return plain | {
        "task_type": dispatch.task_type.value,
        "way": dispatch.way.value,
        "starts_at": dispatch.starts_at and clock.local(dispatch.starts_at),
        "ends_at": dispatch.ends_at and clock.local(dispatch.ends_at),
        "reveal_at": dispatch.reveal_at and clock.local(dispatch.reveal_at),
        "protection": [
            {"what": row.what, "per_person": row.per_person, "provided_by": row.provided_by.value}
            for row in dispatch.protection
        ],
        "budget_line": dispatch.budget_line_id or 0,
        "rate": Decimal(dispatch.rate) / 100,
        "targets": [
            {"name": unit.name, "credit_code": unit.credit_code, "town": unit.town}
            for unit in dispatch.targets
        ],
        "seats": [
            {"specialty": seat.specialty_code, "min_grade": seat.min_grade.value, "count": 1}
            for seat in dispatch.seats
        ],
        "officers": [{"name": row.name, "licence": row.licence} for row in dispatch.officers],
    }
