"""解聘通知书 · the notice by which an expert leaves, to send and to file."""

from flask import Response, abort

from blueprints import documents
from blueprints.access import me, requires
from blueprints.dismissals.blueprint import bp
from models import policy
from models.db import db
from models.queries.parameters import is_demonstration, value_of
from models.rules import article_06_document as art6
from models.rules import gb_9704
from models.rules.article_18_objection import APPEAL_DAYS
from models.settings import HOTLINE
from models.tables import Dismissal
from models.vocabulary import Permission

P = Permission


@bp.get("/<int:dismissal_id>/notice.pdf")
@requires(P.READ_DISMISSAL, P.READ_OWN_RECORD)
def notice(dismissal_id: int) -> Response:
    """To whoever reads the case, and to the expert it is about."""
    case = db.get_or_404(Dismissal, dismissal_id)
    if not any(policy.reaches(me(), each, case) for each in (P.READ_DISMISSAL, P.READ_OWN_RECORD)):
        abort(404)
    if not case.document_no:
        abort(404, "还没有制发解聘通知书")
    session = db.session()
    content = documents.pdf(
        "documents/dismissal_notice.html", case=case, overprint=False, appeal_days=APPEAL_DAYS,
        bureau=art6.BUREAU, group=art6.GROUP, regulation=art6.REGULATION,
        hotline=value_of(session, HOTLINE), title_lines=gb_9704.title_lines,
        demonstration=is_demonstration(session),
    )  # fmt: skip
    return documents.answer(content, f"解聘通知书 {case.document_no}.pdf")
