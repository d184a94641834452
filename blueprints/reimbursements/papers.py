"""报销汇总表 · the paper that goes to the voucher, with every signature on it."""

from flask import Response

from blueprints import documents
from blueprints.access import load, requires
from blueprints.reimbursements.blueprint import bp
from models.db import db
from models.queries import reimbursements
from models.queries.parameters import is_demonstration
from models.tables import Reimbursement
from models.vocabulary import Permission


@bp.get("/<int:bundle_id>/summary.pdf")
@requires(Permission.READ_REIMBURSEMENT)
def summary(bundle_id: int) -> Response:
    """No account number stands on it."""
    session = db.session()
    bundle = load(Reimbursement, bundle_id, Permission.READ_REIMBURSEMENT, *reimbursements.WHOLE)
    content = documents.pdf(
        "documents/reimbursement.html",
        bundle=bundle,
        persons=reimbursements.persons(session, bundle),
        approvals=[approval for approval, _ in reimbursements.approvals(session, bundle)],
        demonstration=is_demonstration(session),
    )
    return documents.answer(content, f"劳务报酬报销汇总表{bundle.number}.pdf")
