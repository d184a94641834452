"""系统内审批记录 · one signature: what was signed beside what stands, and how to check it."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, flash, json, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import MultipleFileField
from wtforms import StringField
from wtforms.validators import Length

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.pages import Form, page, refusals_shown_on
from models import clock, editions, policy
from models.db import db, unit_of_work
from models.operations import ink
from models.queries import signatures
from models.queries.signature_words import compared
from models.queries.signatures import Verified
from models.tables import (
    AnnualAssessment,
    AnnualReview,
    Commendation,
    Dismissal,
    Dispatch,
    Election,
    InkCopy,
    IntegrityReport,
    Meeting,
    ProposedRoster,
    RecommendationSheet,
    Reimbursement,
    Signature,
    StandingEngagement,
    UseRequest,
)
from models.vocabulary import Permission as P

bp = Blueprint("signatures", __name__, url_prefix="/signatures")

# Whoever may read a matter may read who signed in it; what is not here, whoever reads the register.
_READ: Mapping[str, tuple[type[Any], P]] = {
    "dispatch": (Dispatch, P.READ_DISPATCH),
    "use_request": (UseRequest, P.READ_REQUEST),
    "annual_review": (AnnualReview, P.READ_REVIEW),
    "annual_assessment": (AnnualAssessment, P.READ_ASSESSMENT),
    "commendation": (Commendation, P.READ_COMMENDATION),
    "dismissal": (Dismissal, P.READ_DISMISSAL),
    "election": (Election, P.READ_ELECTION),
    "integrity_report": (IntegrityReport, P.READ_INTEGRITY),
    "meeting": (Meeting, P.READ_MEETING),
    "proposed_roster": (ProposedRoster, P.READ_PROPOSAL),
    "recommendation_sheet": (RecommendationSheet, P.READ_SHEET),
    "reimbursement": (Reimbursement, P.READ_REIMBURSEMENT),
    "standing_engagement": (StandingEngagement, P.READ_ENGAGEMENT),
}


class InkForm(Form):
    files = MultipleFileField("签字件扫描件", description="PDF、JPG或PNG，不超过10MB")
    note = StringField("说明", [Length(max=100, message="说明不超过100字")])


@bp.get("/<int:signature_id>")
@requires(P.USE_DESK)
def show(signature_id: int) -> ResponseReturnValue:
    return _page(*_read(signature_id), InkForm())


@bp.post("/<int:signature_id>/ink")
@requires(P.FILE_INK)
def file_ink(signature_id: int) -> ResponseReturnValue:
    """The form that was printed and signed in ink, filed back as a scan."""
    given, subject = _read(signature_id)
    form = InkForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                ink.file_ink(
                    subject, attachments.sent("files"), attachments.folder(),
                    by=me(), note=form.note.data or "",
                )  # fmt: skip
            flash("签字件已归存，摘要已记入台账")
            return redirect(url_for(".show", signature_id=signature_id), 303)
    return _page(given, subject, form)


@bp.get("/<int:signature_id>/ink/<int:copy_id>")
@requires(P.USE_DESK)
def ink_copy(signature_id: int, copy_id: int) -> ResponseReturnValue:
    given, subject = _read(signature_id)
    copy = db.get_or_404(InkCopy, copy_id)
    if copy.subject != given.signature.subject or not _may_see(subject):
        abort(404)
    return attachments.hand_out(copy.file, ink.SEALED_AS)


@bp.get("/<int:signature_id>.json")
@requires(P.USE_DESK)
def record(signature_id: int) -> ResponseReturnValue:
    """All that a stranger needs to check it without this program."""
    given, subject = _read(signature_id)
    signature = given.signature
    if signature.key is None or not _may_see(subject):
        abort(404)
    told = {
        "record": signature.facts,
        "document": signature.document,
        "public_key": signature.key.public,
        "signature": signature.seal,
    }
    answer = Response(json.dumps(told, ensure_ascii=False, indent=1), mimetype="application/json")
    name = f"signature-{signature_id}.json"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def _read(signature_id: int) -> tuple[Verified, Any]:
    """The signature, verified, and what it is under, if the matter is within my reach."""
    matter = db.get_or_404(Signature, signature_id).matter
    family, _, number = matter.partition(":")
    if family in _READ:
        table, permission = _READ[family]
        load(table, int(number), permission)
    elif not policy.may(me(), P.READ_REGISTER):
        abort(404)
    given = signatures.of_matter(db.session(), matter)
    one = next(each for each in given if each.signature.id == signature_id)
    return one, editions.subject_of(db.session(), one.signature.subject)


def _may_see(subject: Any) -> bool:
    """Whether the document tells me no name that is still secret, nor where an unannounced
    inspection goes."""
    if subject is None:
        return False
    matter = getattr(subject, "dispatch", subject)
    draws = getattr(matter, "draws", [])
    is_hidden = isinstance(matter, Dispatch) and matter.told.is_hidden
    return not is_hidden and all(policy.sees_names(me(), draw) for draw in draws)


def _page(given: Verified, subject: Any, form: InkForm) -> Response:
    signed, sees = given.signature.document, _may_see(subject)
    copies = db.session.scalars(
        db.select(InkCopy).filter_by(subject=given.signature.subject).order_by(InkCopy.id)
    )
    return page(
        "signatures/show.html", "signature", form=form, given=given, each=given.signature,
        rows=compared(signed, given.now) if signed and sees else [],
        sees_document=sees, copies=list(copies), now=clock.now(),
        may_file=subject is not None and not policy.refusal(me(), P.FILE_INK, subject),
    )  # fmt: skip
