"""核对结果 · the judgement of an import as a workbook, to correct the sheet by."""

from models.operations.roster_import import Judgement
from models.spreadsheets import workbook

HEADER = ("表中行号", "姓名", "结果", "编号", "说明")
WIDTHS = (10, 12, 12, 12, 90)


def judgement_workbook(judgement: Judgement) -> bytes:
    lines = (
        (each.number, each.name, each.outcome.label, each.code, "；".join(each.sentences))
        for each in judgement.verdicts
    )
    return workbook("专家推荐汇总表导入核对结果", HEADER, lines, WIDTHS)
