"""公告 · the public face of the office, and the desk where announcements are written."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from blueprints.access import load, me, public, requires
from blueprints.pages import Form, Query, page, page_size, refusals_shown_on
from blueprints.steps import StepForm
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import announcements
from models.operations.announcements import Words
from models.operations.steps import steps_open_to
from models.queries import bulletin, register
from models.tables import Announcement
from models.vocabulary import AnnouncementKind, Permission
from models.workflows.announcement import State

bp = Blueprint("bulletin", __name__, url_prefix="/bulletin")

_PUBLIC = {State.PUBLISHED, State.WITHDRAWN}


class RosterQuery(Query):
    industry = SelectField("行业领域")


class AnnouncementForm(Form):
    kind = RadioField(
        "种类", choices=AnnouncementKind.choices(), validators=[InputRequired("请选择种类")]
    )
    title = StringField(
        "标题", [DataRequired("请填写标题"), Length(max=100, message="标题不超过100字")]
    )
    body = TextAreaField(
        "正文", [DataRequired("请填写正文"), Length(max=20_000, message="正文不超过20000字")],
        description="每行为一段；不要写身份证号和手机号",
    )  # fmt: skip

    def words(self) -> Words:
        return Words(AnnouncementKind(self.kind.data), self.title.data, self.body.data)


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    found = db.paginate(bulletin.published(), per_page=page_size())
    return page("bulletin/index.html", "announcements", found=found, may_edit=_may_edit())


@bp.get("/<int:announcement_id>")
@public
def show(announcement_id: int) -> ResponseReturnValue:
    """One announcement to read and to print; withdrawn, it says since when and why."""
    announcement = db.get_or_404(Announcement, announcement_id)
    if announcement.state not in _PUBLIC:
        abort(404, "没有这份公告，或者它还没有发布")
    return page("bulletin/show.html", "announcement", announcement=announcement)


@bp.get("/roster")
@public
def roster() -> ResponseReturnValue:
    """The experts in force: name, employer, specialties and grade, and nothing else."""
    query = RosterQuery(request.args)
    industries = bulletin.industries(db.session())
    query.industry.choices = {"": "全部"} | industries
    industry = query.industry.data if query.industry.data in industries else ""
    today = clock.today()
    found = db.paginate(bulletin.in_force(industry, today), per_page=page_size())
    found.items = [bulletin.RosterLine.of(expert) for expert in found]
    return page(
        "bulletin/roster.html", "roster", found=found, query=query, today=today,
        scope=industries.get(industry, ""),
    )  # fmt: skip


def _may_edit() -> bool:
    has_post = current_user.is_authenticated and bool(current_user.holdings)
    return has_post and policy.may(me(), Permission.EDIT_BULLETIN)


@bp.get("/written")
@requires(Permission.EDIT_BULLETIN)
def written() -> ResponseReturnValue:
    found = db.paginate(bulletin.written(), per_page=page_size())
    return page("bulletin/written.html", "announcements", found=found)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.EDIT_BULLETIN)
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
@requires(Permission.EDIT_BULLETIN)
def edit(announcement_id: int) -> ResponseReturnValue:
    announcement = load(Announcement, announcement_id, Permission.EDIT_BULLETIN)
    form = AnnouncementForm(obj=announcement)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                announcements.redraft(announcement, form.words(), by=me())
            flash("已保存草稿")
            return redirect(url_for(".matter", announcement_id=announcement_id), 303)
    return page("bulletin/edit.html", "announcement", form=form, announcement=announcement)


@bp.route("/<int:announcement_id>/matter", methods=["GET", "POST"])
@requires(Permission.EDIT_BULLETIN)
def matter(announcement_id: int) -> ResponseReturnValue:
    """The office's page of one announcement: how it reads, what can be done, what was done."""
    announcement = load(Announcement, announcement_id, Permission.EDIT_BULLETIN)
    form = StepForm(steps_open_to(me(), announcement))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                announcements.take(
                    announcement, form.action.data, by=me(), note=form.note.data or ""
                )
            flash(f"{announcement.title}：{announcement.state.label}")
            return redirect(url_for(".matter", announcement_id=announcement_id), 303)
    entries = register.of_matter(db.session(), f"announcement:{announcement_id}")
    return page(
        "bulletin/matter.html", "matter", form=form, announcement=announcement, entries=entries
    )
