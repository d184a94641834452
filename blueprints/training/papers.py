"""培训文书 · the list to sign, and the record of a training, as papers."""

from flask import Response, abort

from blueprints import documents
from blueprints.access import load, requires
from blueprints.training.blueprint import bp
from models.db import db
from models.queries.parameters import is_demonstration
from models.queries.training import WHOLE
from models.tables import TrainingSession
from models.vocabulary import Permission

P = Permission


@bp.get("/<int:session_id>/sign-in.pdf")
@requires(P.READ_TRAINING)
def sign_in(session_id: int) -> Response:
    found = load(TrainingSession, session_id, P.READ_TRAINING, *WHOLE)
    if found.announced_at is None:
        abort(404, "还没有发出培训通知，没有签到表")
    return _answer(found, "training_sign_in", "培训签到表")


@bp.get("/<int:session_id>/record.pdf")
@requires(P.READ_TRAINING)
def record_paper(session_id: int) -> Response:
    found = load(TrainingSession, session_id, P.READ_TRAINING, *WHOLE)
    if not found.was_held:
        abort(404, "培训还没有举办，没有培训记录")
    return _answer(found, "training_record", "培训记录")


def _answer(found: TrainingSession, template: str, name: str) -> Response:
    content = documents.pdf(
        f"documents/{template}.html",
        found=found, demonstration=is_demonstration(db.session()),
    )  # fmt: skip
    return documents.answer(content, f"{name} {found.number} {found.topic}.pdf")
