"""考核结果通知 · one page to the expert: the result, the figures, until when to object."""

from flask import Response, abort

from blueprints import documents
from blueprints.access import requires
from blueprints.assessments.blueprint import bp, loaded_item
from models.db import db
from models.queries.parameters import is_demonstration
from models.rules.article_18_credit import Line
from models.vocabulary import Permission


@bp.get("/items/<int:item_id>/notice.pdf")
@requires(Permission.READ_ASSESSMENT, Permission.READ_OWN_RECORD)
def notice(item_id: int) -> Response:
    found = loaded_item(item_id)
    if not found.assessment.is_told:
        abort(404, "考核结果还没有通知本人，没有通知书")
    lines = [Line(**line) for line in found.lines]
    content = documents.pdf(
        "documents/assessment_notice.html", item=found, lines=lines,
        demonstration=is_demonstration(db.session()),
    )  # fmt: skip
    return documents.answer(content, f"考核结果通知书 {found.expert.code}.pdf")
