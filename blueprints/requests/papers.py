"""附件5 · the request as a paper, and the files that came with it."""

from flask import Response
from flask.typing import ResponseReturnValue

from blueprints import attachments, documents
from blueprints.access import load, requires
from blueprints.requests.blueprint import bp
from models.db import db
from models.queries import use_request_paper
from models.queries.parameters import is_demonstration
from models.queries.use_requests import WHOLE
from models.tables import UseRequest
from models.vocabulary import Permission


@bp.get("/<int:request_id>/annex-5.pdf")
@requires(Permission.READ_REQUEST)
def annex_5(request_id: int) -> Response:
    asked = load(UseRequest, request_id, Permission.READ_REQUEST, *WHOLE)
    session = db.session()
    content = documents.pdf(
        "documents/annex_5.html",
        paper=use_request_paper.annex_5(session, asked),
        demonstration=is_demonstration(session),
    )
    return documents.answer(content, f"使用申请表 {asked.number}".strip() + ".pdf")


@bp.get("/<int:request_id>/files/<int:file_id>")
@requires(Permission.READ_REQUEST)
def file(request_id: int, file_id: int) -> ResponseReturnValue:
    """Its scan or its proof of payment, to whoever may read the request."""
    asked = load(UseRequest, request_id, Permission.READ_REQUEST)
    files = [each for each in (asked.scan, asked.proof) if each]
    return attachments.hand_out(attachments.among(files, file_id))
