"""初审 · one application: what was handed in, the checklist beside its proofs, the decision."""

from collections.abc import Callable

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import Form, page, refusals_shown_on
from blueprints.steps import track_of
from blueprints.vetting.blueprint import bp, read
from blueprints.vetting.forms import (
    AskForm,
    DecisionForm,
    LinesForm,
    NumberForm,
    Row,
    SortOneForm,
    lines_form,
)
from models import policy
from models.db import db, unit_of_work
from models.operations import vetting as operations
from models.operations.steps import can
from models.queries import lead_sections, register, sections, vetting
from models.queries.application_summary import Summary, summary_of
from models.tables import Application, Section
from models.vocabulary import Permission
from models.workflows.application import Action, State

P = Permission
_BACK_WITH_THE_APPLICANT = frozenset({State.RETURNED, State.WITHDRAWN})


@bp.route("/<int:application_id>", methods=["GET", "POST"])
@requires(P.READ_APPLICATION)
def show(application_id: int) -> ResponseReturnValue:
    application = read(application_id)
    form = DecisionForm(application, me())
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                operations.take(
                    application, form.action.data, edition=form.edition.data, by=me(),
                    note=form.note.data or "",
                )  # fmt: skip
            flash(f"{application.caption}：{application.state.label}")
            return go_on(application)
    return show_application(application, form)


@bp.get("/<int:application_id>/editions/<int:number>")
@requires(P.READ_APPLICATION)
def edition(application_id: int, number: int) -> ResponseReturnValue:
    """An earlier edition as it was handed in, and why it was returned."""
    application = read(application_id)
    kept = next((each for each in application.editions if each.number == number), None)
    if kept is None:
        abort(404)
    summary = summary_of(db.session(), application, kept)
    return page(
        "vetting/edition.html", "edition", application=application, edition=kept, summary=summary
    )


@bp.route("/<int:application_id>/lines", methods=["GET", "POST"])
@requires(P.VET_APPLICATION)
def judge(application_id: int) -> ResponseReturnValue:
    """What was marked is kept; with ``rest`` whatever was left open is true as well."""
    application = read(application_id, P.VET_APPLICATION)
    form = lines_form(application)

    def act() -> None:
        given = form.given(rest_holds="rest" in request.form)
        operations.judge(application, given, edition=form.edition.data, by=me())

    return do(application, form, act, "核对情况已保存", "act")


def do(
    application: Application, form: Form, act: Callable[[], None], done: str, place: str
) -> ResponseReturnValue:
    """One act of the page: done and told at ``place`` on it, or refused beside its form. Its own
    address shows the page as well, so that the answer takes the place of what was there."""
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                act()
            flash(done)
            return redirect(f"{request.path}#{place}", 303)
    shown = form if form.is_submitted() else DecisionForm(application, me())
    return show_application(application, shown)


def go_on(application: Application) -> ResponseReturnValue:
    """To the next that waits; to the list when none does."""
    following, _ = vetting.next_waiting(db.session(), me(), application)
    if following is None:
        flash("没有等您办理的申报了")
        return redirect(url_for(".index"), 303)
    return redirect(url_for(".show", application_id=following, _anchor="application"), 303)


def offered_sections(application: Application) -> tuple[list[Section], Section | None]:
    """Where it can be sent, and the section that leads the industry of its first specialty."""
    session, first = db.session(), "".join(application.specialty_codes[:1])
    return sections.in_use(session), lead_sections.lead_section_of(session, first)


def show_application(
    application: Application, form: Form, *, block: str = "application", is_whole: bool = False
) -> Response:
    """The page; ``form`` is the one of its forms that was sent, or the decision. ``is_whole``:
    with the whole ID number."""
    is_decision = isinstance(form, DecisionForm)
    following, waiting = vetting.next_waiting(db.session(), me(), application)
    return page(
        "vetting/show.html", block,
        is_whole=is_whole, id_number=application.entries["id_number"] if is_whole else "",
        application=application, track=track_of(application), form=form,
        step=form if is_decision else DecisionForm(application, me()),
        summary=summary_shown(application), rows=rows_of(application),
        lines=_lines_form(application, form), ask=_ask_form(application, form),
        sort_form=_sort_form(application, form),
        number=form if isinstance(form, NumberForm) else NumberForm(),
        may_reveal=may_reveal(application),
        lacking=_lacking(application), following=following, waiting=waiting,
        history=register.of_matter(db.session(), application.matter),
    )  # fmt: skip


def summary_shown(application: Application) -> Summary:
    """What was handed in last; not what is being corrected meanwhile."""
    being_corrected = application.state in _BACK_WITH_THE_APPLICANT
    kept = application.editions[-1] if being_corrected else None
    return summary_of(db.session(), application, kept)


def rows_of(application: Application) -> list[Row]:
    """The checklist, each line with what was handed in to prove it; none while the applicant
    corrects the form."""
    if application.state in _BACK_WITH_THE_APPLICANT:
        return []
    judged = {line.key: line for line in application.vetting}
    return [
        Row(
            line,
            [each.file for each in application.attachments if each.kind in line.evidence],
            judged.get(line.key),
        )
        for line in application.checklist
    ]


def vets(application: Application) -> bool:
    """Whether I judge it now."""
    return application.state is State.SORTED and not policy.refusal(
        me(), P.VET_APPLICATION, application
    )


def may_reveal(application: Application) -> bool:
    """Those who check the number against the papers see all of it, for a reason; not what the
    applicant is writing meanwhile."""
    if application.state in _BACK_WITH_THE_APPLICANT:
        return False
    checking = (P.SORT_APPLICATION, P.VET_APPLICATION)
    return any(not policy.refusal(me(), each, application) for each in checking)


def _lines_form(application: Application, sent: Form) -> LinesForm | None:
    if isinstance(sent, LinesForm):
        return sent
    return lines_form(application) if vets(application) else None


def _ask_form(application: Application, sent: Form) -> AskForm | None:
    if isinstance(sent, AskForm):
        return sent
    if not vets(application):
        return None
    form = AskForm()
    form.offer(vetting.sections_to_ask(db.session(), application))
    return form


def _sort_form(application: Application, sent: Form) -> SortOneForm | None:
    if isinstance(sent, SortOneForm):
        return sent
    if not can(me(), Action.SORT, application):
        return None
    form = SortOneForm()
    form.offer(*offered_sections(application))
    return form


def _lacking(application: Application) -> list[tuple[str, int]]:
    """What has to be done before I can pass it."""
    gaps = application.vetting_gaps if vets(application) else []
    return [(sentence, operations.ARTICLE) for sentence in gaps]
