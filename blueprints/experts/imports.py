"""导入 · hand a sheet in, look at what would happen row by row, then confirm it whole."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_sqlalchemy.pagination import Pagination

from blueprints import attachments
from blueprints.access import me, requires
from blueprints.experts.blueprint import bp
from blueprints.experts.forms import ConfirmForm, UploadForm
from blueprints.pages import Form, page, page_size, refusals_shown_on
from blueprints.workbooks import workbook_answer
from models.db import unit_of_work
from models.kept_sheets import KeptSheets
from models.operations.judgement_sheet import judgement_workbook
from models.operations.roster_import import Judgement, Outcome, Verdict, apply, judge
from models.spreadsheets import read_rows
from models.vocabulary import Permission


class Shown(Pagination):
    """The verdicts of a judgement, one page of them."""

    def _query_items(self) -> list[Verdict]:
        verdicts: list[Verdict] = self._query_args["verdicts"]
        return verdicts[self._query_offset : self._query_offset + self.per_page]

    def _query_count(self) -> int:
        return len(self._query_args["verdicts"])


@bp.route("/import", methods=["GET", "POST"])
@requires(Permission.EDIT_ROSTER)
def upload() -> ResponseReturnValue:
    form = UploadForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            rows = read_rows(form.file.data.filename, form.file.data.read())
            judge(rows)
            return redirect(url_for(".judgement", name=_kept().keep(rows)), 303)
    return page("experts/upload.html", "upload", form=form)


@bp.get("/import/<name>")
@requires(Permission.EDIT_ROSTER)
def judgement(name: str) -> ResponseReturnValue:
    judged = judge(_rows(name))
    return _show(name, judged, ConfirmForm(data={"seen": judged.fingerprint}))


@bp.post("/import/<name>")
@requires(Permission.EDIT_ROSTER)
def confirm(name: str) -> ResponseReturnValue:
    rows, form = _rows(name), ConfirmForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                judged = apply(rows, seen=form.seen.data, by=me())
            _kept().discard(name)
            created, changed = judged.count(Outcome.CREATED), judged.count(Outcome.CHANGED)
            flash(f"已导入：新增{created}人，修改{changed}人")
            return redirect(url_for(".index"), 303)
    judged = judge(rows)
    form.seen.data = judged.fingerprint
    return _show(name, judged, form)


@bp.post("/import/<name>/discard")
@requires(Permission.EDIT_ROSTER)
def discard(name: str) -> ResponseReturnValue:
    _rows(name)
    _kept().discard(name)
    flash("已放弃，名册没有变动")
    return redirect(url_for(".upload"), 303)


@bp.get("/import/<name>/judgement.xlsx")
@requires(Permission.EDIT_ROSTER)
def judgement_file(name: str) -> ResponseReturnValue:
    return workbook_answer(judgement_workbook(judge(_rows(name))), "导入核对结果")


def _show(name: str, judged: Judgement, form: Form) -> ResponseReturnValue:
    wanted = request.args.get("outcome", "")
    verdicts = [each for each in judged.verdicts if wanted in ("", each.outcome.value)]
    shown: Any = Shown(per_page=page_size(), verdicts=verdicts, error_out=False)
    return page(
        "experts/judgement.html", "judgement", name=name, judged=judged, shown=shown,
        outcomes=Outcome, wanted=wanted, form=form,
    )  # fmt: skip


def _kept() -> KeptSheets:
    return KeptSheets(attachments.folder(), me().account_id)


def _rows(name: str) -> list[list[object]]:
    """The sheet kept under that name, or 404: it lapsed, was confirmed, or is somebody else's."""
    rows = _kept().rows(name)
    if rows is None:
        abort(404)
    return rows
