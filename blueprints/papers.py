"""派遣文书 · the papers of a dispatch, to print, sign and file."""

from typing import Any

from flask import Blueprint, Response, abort

from blueprints import attachments, documents
from blueprints.access import load, me, requires
from blueprints.dispatch.opening import open_file
from models import policy
from models.db import db
from models.operations.files import PICTURES
from models.queries import briefings, draw_records, fees, heads, papers
from models.queries.parameters import is_demonstration, value_of
from models.rules import article_17_integrity as art17
from models.rules.article_11_draw import read_aloud
from models.rules.article_13_report import is_heading
from models.settings import HOTLINE, REPORT_DAYS
from models.tables import Assignment, Dispatch, Draw
from models.vocabulary import Permission

bp = Blueprint("papers", __name__)


@bp.get("/dispatches/<int:dispatch_id>/annex-4.pdf")
@requires(Permission.READ_DISPATCH)
def annex_4(dispatch_id: int) -> Response:
    dispatch = load(Dispatch, dispatch_id, Permission.READ_DISPATCH)
    open_file(dispatch)
    paper = papers.annex_4(db.session(), dispatch, _sees_names)
    texts = briefings.in_force(db.session(), dispatch.issued_at)
    return _answer(
        "annex_4", f"派遣审批单 {dispatch.number}", paper=paper, briefing=briefings.lines_of(texts),
        head=heads.of_dispatch(db.session(), dispatch.matter) if dispatch.number else "",
    )  # fmt: skip


@bp.get("/draws/<number>/record.pdf")
@requires(Permission.READ_DISPATCH)
def draw_record(number: str) -> Response:
    """The record of a draw that was held; before the deputy has signed, to the signing chain."""
    draw = db.one_or_404(db.select(Draw).filter_by(number=number))
    open_file(load(Dispatch, draw.dispatch_id, Permission.READ_DISPATCH))
    if not draw.bundle or not _sees_names(draw):
        abort(404)
    record = draw_records.record(db.session(), draw)
    return _answer("draw_record", f"抽取记录表 {draw.number}", record=record, read_aloud=read_aloud)


@bp.get("/assignments/<int:assignment_id>/notice.pdf")
@requires(Permission.READ_ASSIGNMENT)
def notice(assignment_id: int) -> Response:
    part = load(Assignment, assignment_id, Permission.READ_ASSIGNMENT)
    if not part.notified_at:
        abort(404)
    days = value_of(db.session(), REPORT_DAYS)
    texts = briefings.in_force(db.session(), part.notified_at)
    return _answer(
        "notice", f"任务通知书 {part.expert_name}", part=part, report_days=days,
        briefing=briefings.lines_of(texts),
    )  # fmt: skip


@bp.get("/assignments/<int:assignment_id>/briefing.pdf")
@requires(Permission.READ_ASSIGNMENT)
def briefing(assignment_id: int) -> Response:
    """廉政告知书: what was acknowledged, or is to be, with room to sign in ink."""
    part = load(Assignment, assignment_id, Permission.READ_ASSIGNMENT)
    if not part.notified_at:
        abort(404)
    texts = briefings.told(db.session(), part)
    return _answer("briefing", f"廉政告知书 {part.expert_name}", part=part, texts=texts)


@bp.get("/assignments/<int:assignment_id>/report.pdf")
@requires(Permission.READ_ASSIGNMENT)
def report(assignment_id: int) -> Response:
    """The written report, with the photographs of the site."""
    part = load(Assignment, assignment_id, Permission.READ_ASSIGNMENT)
    if part.report is None:
        abort(404)
    return _answer(
        "report", f"书面报告 {part.expert_name}", part=part, is_heading=is_heading,
        photographs=[
            (file.name, attachments.as_address(file))
            for file in part.report.files
            if file.media_type in PICTURES
        ],
    )  # fmt: skip


@bp.get("/assignments/<int:assignment_id>/annex-6.pdf")
@requires(Permission.READ_ASSIGNMENT)
def annex_6(assignment_id: int) -> Response:
    part = load(Assignment, assignment_id, Permission.READ_ASSIGNMENT)
    if not part.is_rated:
        abort(404)
    texts = briefings.told(db.session(), part)
    return _answer(
        "annex_6", f"服务质量登记表 {part.expert_name}", part=part, scores=art17.SCORES,
        received=papers.received(db.session(), part.dispatch),
        withheld=fees.withheld(db.session(), part),
        briefing=briefings.lines_of(texts), versions=[text.caption for text in texts],
    )  # fmt: skip


def _sees_names(draw: Draw) -> bool:
    return policy.sees_names(me(), draw)


def _answer(template: str, name: str, **facts: Any) -> Response:
    session = db.session()
    content = documents.pdf(
        f"documents/{template}.html",
        hotline=value_of(session, HOTLINE),
        demonstration=is_demonstration(session),
        **facts,
    )
    return documents.answer(content, f"{name.strip()}.pdf")
