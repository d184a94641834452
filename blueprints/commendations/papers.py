"""表彰和惩处文书 · 荣誉证书 for a commendation, a notice for a reproof; one page each."""

from flask import Response, abort

from blueprints import documents
from blueprints.access import me, requires
from blueprints.commendations.blueprint import bp
from models import policy
from models.db import db
from models.queries.parameters import is_demonstration, value_of
from models.rules import article_06_document as art6
from models.rules import gb_9704
from models.rules.article_21_rewards import article_of
from models.settings import HOTLINE
from models.tables import Commendation
from models.vocabulary import Permission

P = Permission


@bp.get("/<int:commendation_id>/document.pdf")
@requires(P.READ_COMMENDATION, P.READ_OWN_RECORD)
def document(commendation_id: int) -> Response:
    made = db.get_or_404(Commendation, commendation_id)
    readers = (P.READ_COMMENDATION, P.READ_OWN_RECORD)
    if not any(policy.reaches(me(), each, made) for each in readers):
        abort(404)
    if not made.document_no:
        abort(404, "还没有印发")
    template = "honour" if made.kind.is_praise else "reproof"
    session = db.session()
    content = documents.pdf(
        f"documents/{template}.html", made=made, article=article_of(made.ground), overprint=False,
        bureau=art6.BUREAU, regulation=art6.REGULATION, title_lines=gb_9704.title_lines,
        hotline=value_of(session, HOTLINE), demonstration=is_demonstration(session),
    )  # fmt: skip
    name = "荣誉证书" if made.kind.is_praise else f"{made.kind.label}决定"
    return documents.answer(content, f"{name} {made.document_no}.pdf")
