"""受理分送 · several applications sent to their lead sections at once, or one from its page."""

from collections.abc import Iterable, Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.vetting.blueprint import bp, read
from blueprints.vetting.forms import SortForm, SortOneForm, row_number, sort_form
from blueprints.vetting.views import go_on, offered_sections, show_application
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import sorting
from models.queries import lead_sections, roster, sections, vetting
from models.tables import Application, Section, Specialty
from models.vocabulary import Permission

P = Permission


@bp.route("/sort", methods=["GET", "POST"])
@requires(P.SORT_APPLICATION)
def sort() -> ResponseReturnValue:
    session = db.session()
    cycle = request.args.get("cycle", type=int)
    found = db.paginate(vetting.to_sort(me(), cycle), per_page=page_size())
    sent = vetting.handed_in(session, request.form.getlist("chosen", type=row_number))
    annex_1 = {each.code: each for each in roster.annex_1(session)}
    rows = {each.id: each for each in [*found.items, *sent]}
    proposed = _proposed(rows.values(), annex_1)
    form = sort_form(rows.values(), sections.in_use(session), proposed)
    form.chosen.choices = {each.id: each.caption for each in found.items}
    if request.args.get("all") and not form.is_submitted():
        form.chosen.data = [each.id for each in found.items]
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                sorting.sort_together(_destinations(form, sent), by=me())
            flash(f"已受理并分送{len(sent)}份")
            return redirect(url_for(".sort", cycle=cycle), 303)
    return page(
        "vetting/sort.html", "sorting", form=form, found=found, specialties=annex_1, cycle=cycle
    )


def _proposed(
    applications: Iterable[Application], annex_1: Mapping[str, Specialty]
) -> dict[int, Section]:
    """The section that leads the industry of each one's first specialty."""
    leads = lead_sections.of_industries(db.session())
    industries = {
        each.id: annex_1[code].industry_code
        for each in applications
        for code in each.specialty_codes[:1]  # none where it is being corrected meanwhile
    }
    return {number: leads[code] for number, code in industries.items() if code in leads}


def _destinations(form: SortForm, sent: list[Application]) -> Mapping[Application, Section]:
    if len(sent) < len(set(form.chosen.data)):
        raise Refusal("勾选的申报表有的已不存在，请刷新页面后再选", article=6, field="chosen")
    return {each: db.get_or_404(Section, form.section_of(each)) for each in sent}


@bp.post("/<int:application_id>/section")
@requires(P.SORT_APPLICATION)
def sort_one(application_id: int) -> ResponseReturnValue:
    application, form = read(application_id, P.SORT_APPLICATION), SortOneForm()
    form.offer(*offered_sections(application))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                section = db.get_or_404(Section, int(form.section.data))
                sorting.sort(application, section, by=me())
            flash(f"{application.caption}：已分送{section.name}")
            return go_on(application)
    return show_application(application, form)
