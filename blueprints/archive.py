"""档案 · what waits to be filed, the packages, and whether each is still what was filed."""

from pathlib import Path

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from wtforms import StringField

from blueprints import attachments, documents
from blueprints.access import load, me, requires
from blueprints.jobs import hand_over
from blueprints.jobs.archive_index import INDEX
from blueprints.pages import Form, Query, page, page_size, refusals_shown_on
from models import clock, packages, policy
from models.db import db, unit_of_work
from models.operations import archives as operations
from models.queries import archives
from models.queries.parameters import value_of
from models.settings import ARCHIVE_YEARS
from models.tables import ArchivePackage, ProposedRoster
from models.vocabulary import Permission

P = Permission

bp = Blueprint("archive", __name__, url_prefix="/archive")

_DAMAGED = "卷宗文件已损坏或者不在了，请系统管理员从备份中恢复"


class FilterForm(Query):
    words = StringField("卷号、题名")


@bp.get("/")
@requires(P.READ_ARCHIVE)
def index() -> ResponseReturnValue:
    form = FilterForm(request.args)
    words = (form.words.data or "").strip()[:60]
    return page(
        "archive/index.html", "list", filters=form,
        found=db.paginate(archives.listed(words), per_page=page_size()),
        waiting=archives.awaiting(db.session()), may_keep=policy.may(me(), P.KEEP_ARCHIVE),
    )  # fmt: skip


@bp.route("/proposals/<int:proposal_id>", methods=["GET", "POST"])
@requires(P.KEEP_ARCHIVE)
def new(proposal_id: int) -> ResponseReturnValue:
    """File everything of a roster, as a job."""
    proposal = load(ProposedRoster, proposal_id, P.KEEP_ARCHIVE, *archives.WHOLE)
    form = Form()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                job = operations.ask(proposal, root=request.url_root, by=me())
            return hand_over(job)
    session = db.session()
    return page(
        "archive/new.html", "new", form=form, proposal=proposal,
        applications=archives.applications_of(proposal),
        sheets=archives.sheets_of(session, proposal),
        certificates=archives.certificates_of(session, proposal),
        turned_away=archives.turned_away(session, proposal),
        cover=operations.next_cover(), years=value_of(session, ARCHIVE_YEARS),
    )  # fmt: skip


@bp.get("/<int:package_id>")
@requires(P.READ_ARCHIVE)
def show(package_id: int) -> ResponseReturnValue:
    return _show(load(ArchivePackage, package_id, P.READ_ARCHIVE))


@bp.post("/<int:package_id>/verify")
@requires(P.READ_ARCHIVE)
def verify(package_id: int) -> ResponseReturnValue:
    """Compute every digest of the package again, and say which file is not as it was."""
    package, form = load(ArchivePackage, package_id, P.READ_ARCHIVE), Form()
    if package not in archives.kept(db.session()):
        abort(404, "本卷保存期满，已经批准销毁")
    if not form.validate_on_submit():
        return _show(package, form)
    faults = operations.faults_of(package, attachments.folder())
    with unit_of_work():
        operations.record_proof(package, faults, by=me())
    if not faults:
        flash(f"已重新计算{package.pages}件的摘要，与归档时完全一致")
        return redirect(url_for(".show", package_id=package_id), 303)
    form.form_errors += faults
    return _show(package, form)


@bp.get("/<int:package_id>/package.zip")
@requires(P.READ_ARCHIVE)
def fetch(package_id: int) -> Response:
    package = load(ArchivePackage, package_id, P.READ_ARCHIVE)
    path = _path_of(package)
    with unit_of_work():
        operations.record_fetching(package, by=me())
    name = package.file.name
    return send_file(path, package.file.media_type, as_attachment=True, download_name=name)


@bp.get("/<int:package_id>/index.pdf")
@requires(P.READ_ARCHIVE)
def contents(package_id: int) -> Response:
    """卷内目录, as it lies in the package."""
    package = load(ArchivePackage, package_id, P.READ_ARCHIVE)
    content = packages.read(_path_of(package), INDEX)
    if content is None:
        abort(404, _DAMAGED)
    return documents.answer(content, f"卷内目录 {package.number}.pdf")


def _path_of(package: ArchivePackage) -> Path:
    """Where it lies; 404 where it is whole no more and nothing can be read of it."""
    path: Path = attachments.folder() / package.file.path
    if not packages.folders(path):
        abort(404, _DAMAGED)
    return path


def _show(package: ArchivePackage, form: Form | None = None) -> Response:
    return page(
        "archive/show.html", "package", package=package, form=form or Form(),
        folders=packages.folders(attachments.folder() / package.file.path),
        history=archives.history(db.session(), package),
        destruction=archives.destruction_of(db.session(), package),
        may_keep=policy.may(me(), P.KEEP_ARCHIVE), today=clock.today(),
    )  # fmt: skip
