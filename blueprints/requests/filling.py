"""填写 · writing Annex 5: the unit for itself, or the office from the signed paper."""

from collections.abc import Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.requests.blueprint import bp
from blueprints.requests.forms import RequestForm, filled, upload_of
from models.db import db, unit_of_work
from models.operations import use_requests
from models.operations.units import unit_named
from models.queries.units import names
from models.queries.use_requests import WHOLE
from models.tables import Specialty, Unit, UseRequest
from models.vocabulary import Permission

P = Permission
_ROWS = ("targets", "seats", "recusals")


@bp.route("/new", methods=["GET", "POST"])
@requires(P.FILE_REQUEST)
def new() -> ResponseReturnValue:
    unit = me().unit
    known = {"address": unit.address, "credit_code": unit.credit_code} if unit else {}
    form = _form(known, None)
    specialties = _specialties()
    if not _wants_another_row(form) and form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                asked = use_requests.draft(
                    form.entries(specialties), unit=_unit(form, None), targets=_targets(form),
                    scan=upload_of(form, "scan"), folder=attachments.folder(), by=me(),
                )  # fmt: skip
            flash("草稿已保存，核对后请提交")
            return redirect(url_for(".show", request_id=asked.id), 303)
    return _answer(form, specialties, None)


@bp.route("/<int:request_id>/edit", methods=["GET", "POST"])
@requires(P.FILE_REQUEST)
def edit(request_id: int) -> ResponseReturnValue:
    asked = load(UseRequest, request_id, P.FILE_REQUEST, *WHOLE)
    form = _form(filled(asked), asked)
    specialties = _specialties()
    if not _wants_another_row(form) and form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                _unit(form, asked)
                use_requests.redraft(
                    asked, form.entries(specialties), targets=_targets(form),
                    scan=upload_of(form, "scan"), folder=attachments.folder(), by=me(),
                )  # fmt: skip
            flash("草稿已保存，核对后请提交")
            return redirect(url_for(".show", request_id=asked.id), 303)
    return _answer(form, specialties, asked)


def _form(known: Mapping[str, object], asked: UseRequest | None) -> RequestForm:
    """The unit is asked for only where the office enters a new paper, the scan only of papers."""
    form = RequestForm(data=known)
    is_paper = asked.scan is not None if asked else me().unit is None
    if not is_paper:
        del form.scan
    if asked or not is_paper:
        del form.unit_name
    form.offer(_specialties())
    return form


def _answer(
    form: RequestForm, specialties: list[Specialty], asked: UseRequest | None
) -> ResponseReturnValue:
    form.offer(specialties)
    unit = asked.unit if asked else me().unit
    units = names(db.session())
    return page("requests/fill.html", "fill", form=form, asked=asked, unit=unit, units=units)


def _wants_another_row(form: RequestForm) -> bool:
    """「再加一行」: the form comes back as typed, one row longer. Works without a script."""
    if (rows := request.form.get("more")) not in _ROWS:
        return False
    form[rows].append_entry()
    return True


def _specialties() -> list[Specialty]:
    active = select(Specialty).where(Specialty.is_active).order_by(Specialty.code)
    return list(db.session.scalars(active))


def _unit(form: RequestForm, asked: UseRequest | None) -> Unit:
    """Whose request it is; its credit code is kept with the unit."""
    unit = asked.unit if asked else me().unit
    name = unit.name if unit else str(form.unit_name.data)
    return unit_named(name, form.credit_code.data or "")


def _targets(form: RequestForm) -> list[Unit]:
    rows = [entry.form for entry in form.targets if (entry.form.data["name"] or "").strip()]
    units = [
        unit_named(row["name"].data, row.credit_code.data or "", row.town.data or "")
        for row in rows
    ]
    return list(dict.fromkeys(units))
