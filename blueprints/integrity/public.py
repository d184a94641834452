"""廉政举报 · as anybody meets it: what it is for, reporting, following a report by its code.

Whether signed in or not: nothing of the account is read here, shown or kept (logs.UNNAMED).
"""

from flask import Response, current_app
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeTimedSerializer

from blueprints import attachments
from blueprints.access import public
from blueprints.integrity.blueprint import bp
from blueprints.integrity.forms import FollowForm, MessageForm, ReportForm
from blueprints.limits import (
    FAILURES_PER_ADDRESS,
    LODGINGS_PER_ADDRESS,
    is_failure,
    is_taken,
    limiter,
)
from blueprints.pages import page, refusals_shown_on
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import integrity as operations
from models.queries import integrity
from models.rules import case_code
from models.rules.article_17_reporting import ARTICLE
from models.tables import IntegrityReport
from models.vocabulary import Misconduct

_UNKNOWN = "编码或者口令不正确，请核对后再填"
_OUT_OF_TIME = "打开本页已超过30分钟，为了保密请重新填写编码和口令"
_HALF_AN_HOUR = 30 * 60  # seconds


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    return page("integrity/index.html", "integrity", conducts=Misconduct)


@bp.route("/report", methods=["GET", "POST"])
@public
@limiter.limit(LODGINGS_PER_ADDRESS, methods=["POST"], deduct_when=is_taken)
def report() -> ResponseReturnValue:
    """Report something; the answer shows the code, this once."""
    form = ReportForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            return page("integrity/lodged.html", "integrity", code=_lodged(form))
    return page("integrity/report.html", "integrity", form=form)


def _lodged(form: ReportForm) -> str:
    uploads = attachments.sent("files")
    with unit_of_work():
        code = operations.lodge(
            form.told(), form.secret(),
            is_named=form.is_named, uploads=uploads, folder=attachments.folder(),
        )  # fmt: skip
    return case_code.in_groups(code)


@bp.route("/follow", methods=["GET", "POST"])
@public
@limiter.limit(FAILURES_PER_ADDRESS, methods=["POST"], deduct_when=is_failure)
def follow() -> ResponseReturnValue:
    """What became of a report, to whoever has its code and phrase. Neither stands in an address,
    nor on the page that answers."""
    form = FollowForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            lookup = integrity.lookup_of(form.code.data, form.phrase.data)
            return _followed(_found(lookup), MessageForm(formdata=None))
    return page("integrity/follow.html", "integrity", form=form)


@bp.post("/follow/message")
@public
@limiter.limit(LODGINGS_PER_ADDRESS, deduct_when=is_taken)
def message() -> ResponseReturnValue:
    form, told = MessageForm(), False
    try:
        lookup = _keys().loads(form.key.data or "", max_age=_HALF_AN_HOUR)
    except BadData:
        again = FollowForm(formdata=None)
        again.form_errors.append(_OUT_OF_TIME)
        return page("integrity/follow.html", "integrity", form=again)
    report = _found(lookup)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            uploads = attachments.sent("files")
            with unit_of_work():
                operations.tell_more(
                    report, form.text.data, uploads=uploads, folder=attachments.folder()
                )
            told = True
    return _followed(report, MessageForm(formdata=None) if told else form, is_told=told)


def _followed(report: IntegrityReport, form: MessageForm, *, is_told: bool = False) -> Response:
    form.key.data = _keys().dumps(report.code_lookup)
    return page("integrity/followed.html", "integrity", report=report, form=form, is_told=is_told)


def _found(lookup: str) -> IntegrityReport:
    """The same answer whichever of the two is wrong."""
    found = integrity.with_lookup(db.session(), lookup)
    if found is None:
        raise Refusal(_UNKNOWN, article=ARTICLE, field="code")
    return found


def _keys() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="integrity.follow")
