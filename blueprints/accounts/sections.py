"""股室 · adding, renaming and giving up sections."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.accounts.blueprint import bp
from blueprints.accounts.forms import SectionForm
from blueprints.pages import page, refusals_shown_on
from models.db import db, unit_of_work
from models.operations import sections as operations
from models.queries.sections import every
from models.tables import Section
from models.vocabulary import Permission


@bp.route("/sections", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def sections() -> ResponseReturnValue:
    form = SectionForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                section = operations.open_section(form.name.data, form.phone.data or "", by=me())
            flash(f"已增设{section.name}")
            return redirect(url_for(".sections"), 303)
    return page("accounts/sections.html", "sections", form=form, sections=every(db.session()))


@bp.route("/sections/<int:section_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def section(section_id: int) -> ResponseReturnValue:
    subject = _section(section_id)
    form = SectionForm(obj=subject)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.rename_section(subject, form.name.data, form.phone.data or "", by=me())
            flash("股室信息已保存")
            return redirect(url_for(".sections"), 303)
    return page("accounts/section.html", "section", form=form, section=subject)


@bp.post("/sections/<int:section_id>/retire")
@requires(Permission.MANAGE_ACCOUNTS)
def retire_section(section_id: int) -> ResponseReturnValue:
    subject = _section(section_id)
    with unit_of_work():
        operations.retire_section(subject, by=me())
    flash(f"{subject.name}已停用")
    return redirect(url_for(".sections"), 303)


@bp.post("/sections/<int:section_id>/restore")
@requires(Permission.MANAGE_ACCOUNTS)
def restore_section(section_id: int) -> ResponseReturnValue:
    subject = _section(section_id)
    with unit_of_work():
        operations.restore_section(subject, by=me())
    flash(f"{subject.name}已恢复使用")
    return redirect(url_for(".sections"), 303)


def _section(section_id: int) -> Section:
    return load(Section, section_id, Permission.MANAGE_ACCOUNTS)
