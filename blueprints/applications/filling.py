"""填写申报表 · the form saved as one types, and handed in."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.applications.blueprint import bp
from blueprints.applications.forms import EntriesForm, FilesForm
from blueprints.pages import page, refusals_shown_on
from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import applications as operations
from models.operations.applications import Written
from models.queries import applications, roster
from models.rules.annex_2_commitments import COMMITMENTS
from models.rules.annex_2_gaps import gaps_in
from models.tables import Application
from models.vocabulary import AttachmentKind, Channel, Permission
from models.workflows.application import State

P = Permission
_WRITING = frozenset({State.DRAFT, State.RETURNED})


@bp.route("/<int:application_id>/fill", methods=["GET", "POST"])
@requires(P.FILL_APPLICATION)
def fill(application_id: int) -> ResponseReturnValue:
    """To htmx, which sends the form a moment after each change, it answers when it was saved; to
    the button, with the page."""
    application = load(Application, application_id, P.FILL_APPLICATION)
    if request.method == "GET" and application.state not in _WRITING:
        return redirect(url_for(".show", application_id=application_id))
    form = _entries_form(application)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            _save(application, form)
            if request.headers.get("HX-Request") == "true":
                return show_form(application, form, block="saved")
            flash(f"已保存 {clock.local(application.saved_at):%H:%M}")
            return redirect(url_for(".fill", application_id=application_id), 303)
    return show_form(application, form, block="saved")


@bp.post("/<int:application_id>/submit")
@requires(P.FILL_APPLICATION)
def submit(application_id: int) -> ResponseReturnValue:
    """What stands in the form is kept first, whether or not it can be handed in."""
    application = load(Application, application_id, P.FILL_APPLICATION)
    if application.state is State.SUBMITTED:
        flash("这份申报表已经提交，不用重复提交")
        return redirect(url_for(".show", application_id=application_id), 303)
    form = _entries_form(application)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            _save(application, form)
            _say_what_is_missing(application, form)
            with unit_of_work():
                operations.submit(application, by=me())
            flash(f"已提交，编号{application.number}。请留意办理进度")
            return redirect(url_for(".show", application_id=application_id), 303)
    return show_form(application, form, block="application")


def _entries_form(application: Application) -> EntriesForm:
    return EntriesForm(application, roster.annex_1(db.session()))


def _save(application: Application, form: EntriesForm) -> None:
    written = Written(form.entries(), frozenset(form.promised.data or ()))
    with unit_of_work():
        operations.save(application, written, seen=form.version.data or 0, by=me())
    form.version.data = application.version


def _say_what_is_missing(application: Application, form: EntriesForm) -> None:
    """Each mistake beside its entry; all of them stand in the list of the page."""
    for gap in gaps_in(application.entries, application.day):
        if gap.field:
            form[gap.field].errors = [*form[gap.field].errors, gap.sentence]
    if application.gaps:
        raise Refusal(
            "内容已保存，还不能提交：请补齐“还差什么”所列各项", article=operations.ARTICLE
        )


def show_form(
    application: Application, form: EntriesForm | FilesForm | None = None, *, block: str
) -> Response:
    """The page; ``form`` is the one of its forms that was sent."""
    sent = form if isinstance(form, FilesForm) else None
    kinds = [
        kind
        for kind in AttachmentKind
        if kind is not AttachmentKind.SIGNED_FORM or application.channel is not Channel.SELF
    ]
    return page(
        "applications/fill.html", block, application=application, form=form,
        entries=form if isinstance(form, EntriesForm) else _entries_form(application),
        uploads={
            kind: sent
            if sent is not None and sent.of == kind.value
            else FilesForm(kind, is_sent=False)
            for kind in kinds
        },
        held={
            kind: [each for each in application.attachments if each.kind is kind] for kind in kinds
        },
        returned=applications.returned(application),
        commitments={each.key: each for each in COMMITMENTS},
        lines=application.checklist, gaps=application.gaps,
    )  # fmt: skip
