"""专业划分 · Annex 1 as it stands, its changes and its editions."""

from itertools import groupby

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import page, refusals_shown_on
from blueprints.taxonomy.blueprint import bp
from blueprints.taxonomy.forms import ConfirmForm, IndustryForm, ReasonForm, SpecialtyForm
from models import policy
from models.db import db, unit_of_work
from models.operations import taxonomy as operations
from models.queries import lead_sections, parameters, taxonomy
from models.settings import ROSTER_CAP, SPECIALTY_MINIMUM
from models.tables import Specialty, TaxonomyEdition
from models.vocabulary import Permission


@bp.get("/")
@requires(Permission.USE_DESK)
def index() -> ResponseReturnValue:
    """The three levels; how many experts stand in each, for whoever may read the roster."""
    rows = taxonomy.rows(db.session())
    sees_persons = policy.may(me(), Permission.READ_ROSTER)
    return page(
        "taxonomy/index.html",
        "taxonomy",
        industries=[(code, list(group)) for code, group in groupby(rows, _industry)],
        persons=taxonomy.persons(db.session()) if sees_persons else None,
        quotas=taxonomy.quotas(db.session()),
        leads=lead_sections.of_industries(db.session()),
        cap=parameters.value_of(db.session(), ROSTER_CAP),
        edition=taxonomy.current(db.session()),
        was_confirmed=taxonomy.was_ever_confirmed(db.session()),
        can_edit=policy.may(me(), Permission.EDIT_TAXONOMY),
        can_confirm=policy.may(me(), Permission.CONFIRM_TAXONOMY),
    )


@bp.route("/specialties/<int:specialty_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_TAXONOMY)
def specialty(specialty_id: int) -> ResponseReturnValue:
    subject = load(Specialty, specialty_id, Permission.EDIT_TAXONOMY)
    form = SpecialtyForm(obj=subject)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.change_specialty(
                    subject,
                    name=form.name.data,
                    soft_minimum=form.soft_minimum.data,
                    note=form.note.data,
                    by=me(),
                )
            flash(f"{subject.label}已修改")
            return redirect(url_for(".index"), 303)
    return page("taxonomy/specialty.html", "specialty", form=form, specialty=subject)


@bp.route("/specialties/<int:specialty_id>/retire", methods=["GET", "POST"])
@requires(Permission.EDIT_TAXONOMY)
def retire(specialty_id: int) -> ResponseReturnValue:
    subject = load(Specialty, specialty_id, Permission.EDIT_TAXONOMY)
    form = ReasonForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.retire_specialty(subject, note=form.note.data, by=me())
            flash(f"{subject.label}已停用")
            return redirect(url_for(".index"), 303)
    held = taxonomy.persons(db.session()).by_specialty.get(subject.code, 0)
    return page("taxonomy/retire.html", "retire", form=form, specialty=subject, held=held)


@bp.route("/industries/<code>", methods=["GET", "POST"])
@requires(Permission.EDIT_TAXONOMY)
def industry(code: str) -> ResponseReturnValue:
    pattern = _pattern(code)
    form = IndustryForm(data={"name": pattern.industry_name, "quota": pattern.industry_quota})
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.change_industry(
                    code,
                    name=form.name.data,
                    quota=form.quota.data,
                    note=form.note.data,
                    by=me(),
                )
            flash(f"{code} {form.name.data}已修改")
            return redirect(url_for(".index"), 303)
    return page("taxonomy/industry.html", "industry", form=form, pattern=pattern)


@bp.route("/industries/<code>/add", methods=["GET", "POST"])
@requires(Permission.EDIT_TAXONOMY)
def add(code: str) -> ResponseReturnValue:
    pattern = _pattern(code)
    form = SpecialtyForm(
        data={"soft_minimum": parameters.value_of(db.session(), SPECIALTY_MINIMUM)}
    )
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                added = operations.add_specialty(
                    code,
                    name=form.name.data,
                    soft_minimum=form.soft_minimum.data,
                    note=form.note.data,
                    by=me(),
                )
            flash(f"已增设{added.label}")
            return redirect(url_for(".index"), 303)
    return page("taxonomy/add.html", "add", form=form, pattern=pattern)


@bp.route("/confirm", methods=["GET", "POST"])
@requires(Permission.CONFIRM_TAXONOMY)
def confirm() -> ResponseReturnValue:
    """Somebody other than the editors compares the table with the official paper."""
    edition = taxonomy.current(db.session())
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.confirm(edition, against=form.against.data, by=me())
            flash(f"专家类别划分表第{edition.number}版已核对确认")
            return redirect(url_for(".index"), 303)
    return page("taxonomy/confirm.html", "confirm", form=form, edition=edition)


@bp.get("/editions")
@requires(Permission.USE_DESK)
def editions() -> ResponseReturnValue:
    return page("taxonomy/editions.html", "editions", editions=taxonomy.editions(db.session()))


@bp.get("/editions/<int:number>")
@requires(Permission.USE_DESK)
def edition(number: int) -> ResponseReturnValue:
    query = db.select(TaxonomyEdition).filter_by(number=number)
    return page("taxonomy/edition.html", "edition", edition=db.one_or_404(query))


def _industry(row: Specialty) -> str:
    return row.industry_code


def _pattern(code: str) -> Specialty:
    """Any specialty of the industry: each carries the industry's own name and quota."""
    rows = taxonomy.of_industry(db.session(), code)
    if not rows:
        abort(404)
    return rows[0]
