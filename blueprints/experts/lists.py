"""名册列表 · the list as it is filtered, and the very same list as an Annex 3 workbook."""

from flask import request
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.experts.blueprint import bp
from blueprints.experts.forms import ExportForm, FilterForm
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.workbooks import workbook_answer
from models import policy
from models.db import db, unit_of_work
from models.operations.annex_3_sheet import annex_3_workbook
from models.operations.roster import record_whole_export
from models.queries import reviews, roster
from models.vocabulary import Permission


@bp.get("/")
@requires(Permission.READ_ROSTER)
def index() -> ResponseReturnValue:
    annex_1 = roster.annex_1(db.session())
    form = FilterForm(request.args, annex_1=annex_1)
    found = db.paginate(roster.listed(form.chosen()), per_page=page_size())
    overdue = reviews.overdue_among(db.session(), found.items)
    return page("experts/index.html", "list", filters=form, found=found, overdue=overdue, may=may)


def may(permission: str) -> bool:
    return policy.may(me(), Permission(permission))


@bp.get("/export")
@requires(Permission.EXPORT_ROSTER)
def export() -> ResponseReturnValue:
    return _export_page(ExportForm())


@bp.get("/annex-3.xlsx")
@requires(Permission.EXPORT_ROSTER)
def annex_3() -> ResponseReturnValue:
    """What the list shows, every page of it; ID numbers and telephones masked."""
    return workbook_answer(
        annex_3_workbook(db.session(), _chosen(), is_whole=False), "专家推荐汇总表"
    )


@bp.post("/export")
@requires(Permission.EXPORT_ROSTER)
def export_whole() -> ResponseReturnValue:
    """The same with whole numbers, for a reason that goes into the register."""
    form = ExportForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            workbook = annex_3_workbook(db.session(), _chosen(), is_whole=True)
            with unit_of_work():
                record_whole_export(_count(), reason=form.reason.data, by=me())
            return workbook_answer(workbook, "专家推荐汇总表（完整号码）")
    return _export_page(form)


def _export_page(form: ExportForm) -> ResponseReturnValue:
    conditions = request.args.to_dict()
    return page("experts/export.html", "export", form=form, count=_count(), conditions=conditions)


def _chosen() -> roster.Filter:
    return FilterForm(request.args, annex_1=roster.annex_1(db.session())).chosen()


def _count() -> int:
    return roster.count(db.session(), _chosen())
