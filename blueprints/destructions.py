"""销毁卷宗 · proposed on the package's page, approved by the leader with the password."""

from pathlib import Path

from flask import Blueprint, Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.jobs.archive_index import INDEX
from blueprints.pages import Form, page, refusals_shown_on
from blueprints.steps import StepForm, track_of
from models import packages
from models.db import db, unit_of_work
from models.operations import destructions
from models.operations.destructions import Remains
from models.operations.steps import steps_open_to
from models.queries import register
from models.tables import ArchivePackage, Destruction
from models.vocabulary import Permission
from models.workflows.destruction import State

P = Permission

bp = Blueprint("destructions", __name__, url_prefix="/archive")


class ProposeForm(Form):
    reason = TextAreaField(
        "提请销毁的理由",
        [InputRequired("请写明提请销毁的理由"), Length(max=500, message="理由不超过500字")],
    )


@bp.route("/<int:package_id>/destruction", methods=["GET", "POST"])
@requires(P.KEEP_ARCHIVE)
def new(package_id: int) -> ResponseReturnValue:
    package = load(ArchivePackage, package_id, P.KEEP_ARCHIVE)
    form = ProposeForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                made = destructions.propose(package, form.reason.data, by=me())
            flash("已提请，待组长批准")
            return redirect(url_for(".show", destruction_id=made.id), 303)
    return page("archive/destroy.html", "destroy", form=form, package=package)


@bp.route("/destructions/<int:destruction_id>", methods=["GET", "POST"])
@requires(P.READ_ARCHIVE)
def show(destruction_id: int) -> ResponseReturnValue:
    destruction = load(Destruction, destruction_id, P.READ_ARCHIVE)
    form = StepForm(steps_open_to(me(), destruction), destruction)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                move = destructions.take(
                    destruction, form.action.data, by=me(), note=form.note.data or "",
                    remains=_remains_of(destruction.package), folder=attachments.folder(),
                )  # fmt: skip
            if move.target is State.DESTROYED:
                _path_of(destruction.package).unlink(missing_ok=True)
            flash(f"已办理：{move.action.label}")
            return redirect(url_for(".show", destruction_id=destruction_id), 303)
    return page(
        "archive/destruction.html", "destruction", destruction=destruction, form=form,
        track=track_of(destruction), entries=register.of_matter(db.session(), destruction.matter),
    )  # fmt: skip


@bp.get("/destructions/<int:destruction_id>/index.pdf")
@requires(P.READ_ARCHIVE)
def index(destruction_id: int) -> Response:
    """卷内目录 of what was destroyed."""
    destruction = load(Destruction, destruction_id, P.READ_ARCHIVE)
    if destruction.index is None:
        abort(404)
    return attachments.hand_out(destruction.index)


def _path_of(package: ArchivePackage) -> Path:
    path: Path = attachments.folder() / package.file.path
    return path


def _remains_of(package: ArchivePackage) -> Remains | None:
    """What stays of a package; None where nothing can be read of it."""
    path = _path_of(package)
    index, digests = packages.read(path, INDEX), packages.read(path, packages.DIGESTS)
    return Remains(index, digests.decode()) if index and digests else None
