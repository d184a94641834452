"""廉政举报 · as supervisors list and read it: each first reading is registered."""

from dataclasses import replace

from flask import Response, request
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import me, requires
from blueprints.integrity.acts import offered_on
from blueprints.integrity.blueprint import bp, case, tabs
from blueprints.integrity.forms import CaseQuery
from blueprints.pages import page, page_size
from blueprints.steps import Step, track_of
from models.db import db, unit_of_work
from models.operations import integrity_cases
from models.operations.integrity_cases import HEARING_FILE
from models.queries import integrity, register
from models.tables import IntegrityReport
from models.vocabulary import Permission

P = Permission
# What of the register's facts tells something on the page of the report itself.
_TOLD = ("unheard", "referral", "document", "due_on", "files")


@bp.get("/cases")
@requires(P.READ_INTEGRITY)
def cases() -> ResponseReturnValue:
    query = CaseQuery(request.args)
    found = db.paginate(integrity.listed(me(), query.chosen()), per_page=page_size())
    return page(
        "integrity/cases.html", "cases", query=query, found=found, tabs=tabs("integrity.cases")
    )


@bp.get("/cases/<int:report_id>")
@requires(P.READ_INTEGRITY)
def show(report_id: int) -> ResponseReturnValue:
    report = case(report_id, P.READ_INTEGRITY)
    if not integrity.was_opened_by(db.session(), report, me().account_id):
        with unit_of_work():
            integrity_cases.note_opening(report, by=me())
        report = case(report_id, P.READ_INTEGRITY)
    return page(
        "integrity/show.html", "case", report=report, track=_track(report),
        acts=offered_on(report, me()), entries=_history(report),
    )  # fmt: skip


def _track(report: IntegrityReport) -> list[Step]:
    """While it is open, how it ends is not told before it is known."""
    steps = track_of(report)
    return [*steps[:2], replace(steps[2], label="结论")] if report.is_open else steps


def _history(report: IntegrityReport) -> list[register.Entry]:
    return [
        register.Entry.of(event, "，".join(register.told_of(event, _TOLD)))
        for event in register.events_of(db.session(), report.matter)
    ]


@bp.get("/cases/<int:report_id>/files/<int:file_id>")
@requires(P.READ_INTEGRITY)
def file(report_id: int, file_id: int) -> Response:
    """Handed in with it, with what was told later, or with the explanation."""
    report = case(report_id, P.READ_INTEGRITY)
    told = [*report.files, *(each for one in report.messages for each in one.files)]
    explained = report.hearing.files if report.hearing else []
    stored = attachments.among([*told, *explained], file_id)
    sealed_as = HEARING_FILE if stored in explained else IntegrityReport.SEALED_AS
    return attachments.hand_out(stored, sealed_as)
