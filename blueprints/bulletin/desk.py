"""公告 · the office's desk: drafting, attaching, publishing, withdrawing."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.bulletin.blueprint import bp
from blueprints.bulletin.forms import AnnouncementForm, AttachForm
from blueprints.pages import Form, page, page_size, refusals_shown_on
from blueprints.steps import StepForm
from models.db import db, unit_of_work
from models.operations import announcements
from models.operations.files import Upload
from models.operations.steps import steps_open_to
from models.queries import bulletin, register
from models.tables import Announcement
from models.vocabulary import Permission
from models.workflows.announcement import State

EDIT = Permission.EDIT_BULLETIN


@bp.get("/written")
@requires(EDIT)
def written() -> ResponseReturnValue:
    found = db.paginate(bulletin.written(), per_page=page_size())
    return page("bulletin/written.html", "announcements", found=found)


@bp.route("/new", methods=["GET", "POST"])
@requires(EDIT)
def new() -> ResponseReturnValue:
    form = AnnouncementForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                announcement = announcements.draft(form.words(), by=me())
            flash("已存为草稿，发布前请核对")
            return redirect(url_for(".matter", announcement_id=announcement.id), 303)
    return page("bulletin/edit.html", "announcement", form=form, announcement=None)


@bp.route("/<int:announcement_id>/edit", methods=["GET", "POST"])
@requires(EDIT)
def edit(announcement_id: int) -> ResponseReturnValue:
    announcement = load(Announcement, announcement_id, EDIT)
    form = AnnouncementForm(obj=announcement)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                announcements.redraft(announcement, form.words(), by=me())
            flash("已保存草稿")
            return redirect(url_for(".matter", announcement_id=announcement_id), 303)
    return page("bulletin/edit.html", "announcement", form=form, announcement=announcement)


@bp.route("/<int:announcement_id>/matter", methods=["GET", "POST"])
@requires(EDIT)
def matter(announcement_id: int) -> ResponseReturnValue:
    """The office's page of one announcement: how it reads, what can be done, what was done."""
    announcement = load(Announcement, announcement_id, EDIT)
    form = StepForm(steps_open_to(me(), announcement))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                announcements.take(
                    announcement, form.action.data, by=me(), note=form.note.data or ""
                )
            flash(f"{announcement.title}：{announcement.state.label}")
            return redirect(url_for(".matter", announcement_id=announcement_id), 303)
    return _matter(announcement, form)


@bp.post("/<int:announcement_id>/files")
@requires(EDIT)
def attach(announcement_id: int) -> ResponseReturnValue:
    announcement, form = load(Announcement, announcement_id, EDIT), AttachForm()
    sent = [file for file in request.files.getlist("files") if file.filename]
    uploads = [Upload(file.filename or "", file.read()) for file in sent]
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                folder = attachments.folder()
                announcements.attach(announcement, uploads, folder=folder, by=me())
            flash(f"已上传{len(uploads)}个附件")
            return redirect(url_for(".matter", announcement_id=announcement_id), 303)
    return _matter(announcement, form)


@bp.post("/<int:announcement_id>/files/<int:file_id>/remove")
@requires(EDIT)
def detach(announcement_id: int, file_id: int) -> ResponseReturnValue:
    announcement = load(Announcement, announcement_id, EDIT)
    with unit_of_work():
        folder = attachments.folder()
        announcements.detach(announcement, file_id, folder=folder, by=me())
    flash("已移除附件")
    return redirect(url_for(".matter", announcement_id=announcement_id), 303)


def _matter(announcement: Announcement, form: Form) -> Response:
    """``form`` is the one of its forms that was sent, or the steps."""
    is_step, is_draft = isinstance(form, StepForm), announcement.state is State.DRAFT
    return page(
        "bulletin/matter.html", "matter", announcement=announcement, form=form,
        step=form if is_step else StepForm(steps_open_to(me(), announcement)),
        attach=None if not is_draft else AttachForm(formdata=None) if is_step else form,
        entries=register.of_matter(db.session(), f"announcement:{announcement.id}"),
    )  # fmt: skip
