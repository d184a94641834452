"""各月执行情况 · what is spent, reserved and free at the end of each month, to read and to save."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.finance.blueprint import bp
from blueprints.finance.forms import LineQuery
from blueprints.pages import page
from blueprints.workbooks import workbook_answer
from models import clock
from models.db import db
from models.queries import budget
from models.queries.budget_months import months, moves_of
from models.queries.sections import every
from models.spreadsheets import Value, workbook
from models.tables import BudgetLine
from models.vocabulary import Permission

_HEADER = ("股室", "项目", "月份", "预算额", "本月支出", "累计支出", "已预留", "可用")
_WIDTHS = (18, 18, 12, 14, 14, 14, 14, 14)


@bp.get("/months")
@requires(Permission.READ_BUDGET)
def by_month() -> ResponseReturnValue:
    query, year, lines = _asked()
    told = months(year, moves_of(db.session(), lines))
    return page("finance/months.html", "months", query=query, lines=lines, told=told)


@bp.get("/months.xlsx")
@requires(Permission.READ_BUDGET)
def months_workbook() -> Response:
    """The same, a row for each line and month, in yuan."""
    _, year, lines = _asked()
    moves = moves_of(db.session(), lines)
    rows: list[list[Value]] = [
        [
            line.section.name, line.name, month.label,
            *(fen / 100 for fen in (month.amount, month.paid, month.spent)),
            month.reserved / 100, month.free / 100,
        ]
        for line in lines
        for month in months(year, [move for move in moves if move.line_id == line.id])
    ]  # fmt: skip
    title = f"{year}年专家经费各月执行情况"
    return workbook_answer(workbook(title, _HEADER, rows, _WIDTHS), title)


def _asked() -> tuple[LineQuery, int, list[BudgetLine]]:
    this_year = clock.today().year
    query = LineQuery(request.args, year=this_year)
    query.offer(sorted({this_year, *budget.years(db.session())}, reverse=True), every(db.session()))
    year = query.year.data or this_year
    return query, year, budget.lines(db.session(), me(), year, query.section.data)
