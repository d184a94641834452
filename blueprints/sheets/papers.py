"""附件3 · the sheet as the annex's own workbook, numbers masked or, registered, whole."""

from flask import Response

from blueprints.access import load, me, requires
from blueprints.sheets.blueprint import bp
from blueprints.workbooks import workbook_answer
from models.db import db, unit_of_work
from models.operations.annex_3_sheet import sheet_workbook
from models.operations.sheets import record_whole_export
from models.queries import sheets
from models.tables import RecommendationSheet
from models.vocabulary import Permission

P = Permission


@bp.get("/<int:sheet_id>/annex-3.xlsx")
@requires(P.READ_SHEET)
def workbook(sheet_id: int) -> Response:
    """To read and to pass on: ID and telephone numbers masked."""
    return _answer(load(RecommendationSheet, sheet_id, P.READ_SHEET, *sheets.WHOLE))


@bp.post("/<int:sheet_id>/annex-3.xlsx")
@requires(*sheets.SEES_NUMBERS)
def whole_workbook(sheet_id: int) -> Response:
    """The official annex with whole numbers; who took it stands in the register."""
    sheet = load(RecommendationSheet, sheet_id, P.READ_SHEET, *sheets.WHOLE)
    with unit_of_work():
        record_whole_export(sheet, by=me())
    return _answer(sheet, is_whole=True)


def _answer(sheet: RecommendationSheet, *, is_whole: bool = False) -> Response:
    paper = sheets.annex_3(db.session(), sheet, is_whole=is_whole)
    kind = "" if is_whole else "（隐去号码）"
    return workbook_answer(sheet_workbook(paper), f"{sheet.caption}{sheet.number}{kind}")
