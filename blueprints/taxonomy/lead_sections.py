"""牵头股室 · one page on which the office says who leads each industry."""

from collections.abc import Mapping

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from blueprints.access import me, requires
from blueprints.pages import Form, page, refusals_shown_on
from blueprints.taxonomy.blueprint import bp
from models.db import db, unit_of_work
from models.operations.lead_sections import assign
from models.queries import elections, lead_sections, sections
from models.tables import Section
from models.vocabulary import Permission

_NONE = 0


@bp.route("/lead-sections", methods=["GET", "POST"])
@requires(Permission.EDIT_TAXONOMY)
def leads() -> ResponseReturnValue:
    industries = elections.industries(db.session())
    form = _form(industries, sections.in_use(db.session()))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                _assign(form, industries)
            flash("牵头股室已保存")
            return redirect(url_for(".index"), 303)
    return page("taxonomy/lead_sections.html", "leads", form=form)


def _form(industries: Mapping[str, str], offered: list[Section]) -> Form:
    """A choice an industry, under the code of the industry."""
    now = lead_sections.of_industries(db.session())
    choices = {_NONE: "尚未确定"} | {each.id: each.name for each in offered}
    fields = {
        code: SelectField(
            f"{code} {name}",
            coerce=int,
            choices={key: label for key, label in choices.items() if key or code not in now},
            default=now[code].id if code in now else _NONE,
        )
        for code, name in industries.items()
    }
    made: Form = type("LeadSectionsForm", (Form,), fields)()
    return made


def _assign(form: Form, industries: Mapping[str, str]) -> None:
    for code in industries:
        if form[code].data != _NONE:
            assign(code, db.get_or_404(Section, form[code].data), by=me())
