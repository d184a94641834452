"""经费预算 · what is budgeted, reserved and spent. 先预算后支出 (Art. 22)."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.finance.blueprint import bp
from blueprints.finance.forms import ChangeForm, LineForm, LineQuery
from blueprints.pages import page, page_size, refusals_shown_on
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import budget_lines
from models.queries import budget
from models.queries.budget_months import months, moves_of
from models.queries.sections import every, in_use
from models.rules.typed_yuan import fen_of
from models.tables import BudgetLine, Section, StoredFile
from models.vocabulary import Permission


@bp.get("/")
@requires(Permission.READ_BUDGET)
def index() -> ResponseReturnValue:
    this_year = clock.today().year
    query = LineQuery(request.args, year=this_year)
    years = sorted({this_year, *budget.years(db.session())}, reverse=True)
    query.offer(years, every(db.session()))
    lines = budget.lines(db.session(), me(), query.year.data or this_year, query.section.data)
    return page("finance/index.html", "lines", query=query, lines=lines, can_edit=_can_edit())


@bp.get("/lines/<int:line_id>")
@requires(Permission.READ_BUDGET)
def line(line_id: int) -> ResponseReturnValue:
    subject = load(BudgetLine, line_id, Permission.READ_BUDGET)
    movements = db.paginate(budget.movements(subject), per_page=page_size())
    return page(
        "finance/line.html", "line", line=subject, movements=movements,
        changes=budget.changes(db.session(), subject), can_edit=_can_edit(),
        told=months(subject.year, moves_of(db.session(), [subject])),
    )  # fmt: skip


@bp.get("/lines/<int:line_id>/scans/<int:file_id>")
@requires(Permission.READ_BUDGET)
def scan(line_id: int, file_id: int) -> Response:
    """A page of the document by which the line was opened or changed."""
    subject = load(BudgetLine, line_id, Permission.READ_BUDGET)
    files = [each for change in subject.changes for each in change.scans]
    return attachments.hand_out(attachments.among(files, file_id))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.EDIT_BUDGET)
def new() -> ResponseReturnValue:
    form = LineForm(year=clock.today().year)
    form.offer(in_use(db.session()))
    if form.validate_on_submit():
        with refusals_shown_on(form):
            amount = fen_of(form.amount.data, "amount")
            with unit_of_work():
                opened = budget_lines.open_line(
                    year=form.year.data,
                    section=db.get_or_404(Section, form.section.data),
                    name=form.name.data,
                    document=form.document.data,
                    amount=amount,
                    scans=_scans(),
                    by=me(),
                )
            flash(f"已编列{opened.label}")
            return redirect(url_for(".line", line_id=opened.id), 303)
    return page("finance/new.html", "new", form=form)


@bp.route("/lines/<int:line_id>/change", methods=["GET", "POST"])
@requires(Permission.EDIT_BUDGET)
def change(line_id: int) -> ResponseReturnValue:
    subject = load(BudgetLine, line_id, Permission.EDIT_BUDGET)
    form = ChangeForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            amount = fen_of(form.amount.data, "amount")
            with unit_of_work():
                budget_lines.change_line(
                    subject, amount=amount, document=form.document.data, scans=_scans(), by=me()
                )
            flash(f"{subject.label}已调整")
            return redirect(url_for(".line", line_id=line_id), 303)
    return page("finance/change.html", "change", form=form, line=subject)


def _can_edit() -> bool:
    return policy.may(me(), Permission.EDIT_BUDGET)


def _scans() -> list[StoredFile]:
    return budget_lines.kept_scans(attachments.sent("files"), attachments.folder(), by=me())
