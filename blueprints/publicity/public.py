"""公示 · as anybody meets it: the notices, one of them, objecting to it, following an objection."""

from flask import Response, abort
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import public
from blueprints.limits import (
    FAILURES_PER_ADDRESS,
    LODGINGS_PER_ADDRESS,
    is_failure,
    is_taken,
    limiter,
)
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.publicity.blueprint import bp
from blueprints.publicity.forms import FollowForm, ObjectForm, SupplementForm
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import objections as operations
from models.queries import objections, publicity
from models.rules import case_code
from models.rules.article_06_publicity import PublicLine
from models.tables import Objection, PublicNotice, RosterItem
from models.workflows.publicity import State

_UNKNOWN = "没有这个编码的异议，请核对后再填"


@bp.get("/publicity/")
@public
def index() -> ResponseReturnValue:
    found = db.paginate(publicity.listed(), per_page=page_size())
    return page("publicity/index.html", "notices", found=found)


@bp.get("/publicity/<number>")
@public
def show(number: str) -> ResponseReturnValue:
    """The notice to read and to print; recalled, it says why and names nobody."""
    notice = _numbered(number)
    return page(
        "publicity/show.html", "notice", notice=notice,
        additions=[PublicLine.read(each) for each in notice.additions],
        removals=[PublicLine.read(each) for each in notice.removals],
    )  # fmt: skip


@bp.route("/publicity/<number>/object", methods=["GET", "POST"])
@public
@limiter.limit(LODGINGS_PER_ADDRESS, methods=["POST"], deduct_when=is_taken)
def object_to(number: str) -> ResponseReturnValue:
    """Say what is wrong with it; the answer shows the code, this once."""
    notice, form = _numbered(number), ObjectForm()
    form.offer(_objectionable(notice), _worded)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            code = case_code.in_groups(_lodge(notice, form))
            return page("publicity/lodged.html", "objection", notice=notice, code=code)
    return page("publicity/object.html", "objection", notice=notice, form=form)


@bp.route("/publicity/follow", methods=["GET", "POST"])
@public
@limiter.limit(FAILURES_PER_ADDRESS, methods=["POST"], deduct_when=is_failure)
def follow() -> ResponseReturnValue:
    """What became of an objection, to whoever has its code. The code stands in no address."""
    form = FollowForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            return _followed(_coded(form.code.data), SupplementForm(formdata=None), form.code.data)
    return page("publicity/follow.html", "objection", form=form)


@bp.post("/publicity/follow/supplement")
@public
@limiter.limit(FAILURES_PER_ADDRESS, deduct_when=is_failure)
def supplement() -> ResponseReturnValue:
    form = SupplementForm()
    objection, is_told = _coded(form.code.data or ""), False
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                operations.supplement(objection, form.text.data)
            is_told = True
    shown = SupplementForm(formdata=None) if is_told else form
    return _followed(objection, shown, form.code.data or "", is_told=is_told)


def _followed(
    objection: Objection, form: SupplementForm, code: str, *, is_told: bool = False
) -> Response:
    form.code.data = code
    return page(
        "publicity/followed.html", "objection", objection=objection, form=form, is_told=is_told
    )


def _numbered(number: str) -> PublicNotice:
    return publicity.numbered(db.session(), number) or abort(404, "没有这个编号的公示")


def _coded(code: str) -> Objection:
    """The same answer whatever is wrong with the code."""
    found = objections.with_lookup(db.session(), objections.lookup_of(code))
    if found is None:
        raise Refusal(_UNKNOWN, article=6, field="code")
    return found


def _objectionable(notice: PublicNotice) -> list[RosterItem]:
    """One that was recalled names nobody any more."""
    return [] if notice.state is State.RECALLED else notice.proposal.standing_items


def _worded(item: RosterItem) -> str:
    line = PublicLine.of(item.name, item.employer)
    return f"{line.name}（{line.employer}）"


def _lodge(notice: PublicNotice, form: ObjectForm) -> str:
    uploads = attachments.sent("files")
    with unit_of_work():
        return operations.lodge(
            notice,
            form.statement(),
            is_named=form.is_named,
            ticket=form.ticket.data,
            uploads=uploads,
            folder=attachments.folder(),
        )
