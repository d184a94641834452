"""会议文书 · the invitation, the list to sign, and the minutes, as papers."""

from datetime import date
from typing import Any

from flask import Response, abort

from blueprints import documents
from blueprints.access import load, requires
from blueprints.meetings.blueprint import bp
from models.db import db
from models.queries.meetings import WHOLE
from models.queries.parameters import is_demonstration
from models.rules import article_06_document as art6
from models.rules import gb_9704
from models.tables import Meeting, Section
from models.vocabulary import Permission
from models.workflows.meeting import State

P = Permission

_NOT_CONVENED = {State.DRAFT, State.SUBMITTED}


@bp.get("/<int:meeting_id>/notice.pdf")
@requires(P.READ_MEETING)
def notice(meeting_id: int) -> Response:
    return _answer(_convened(meeting_id), "meeting_notice", "会议通知")


@bp.get("/<int:meeting_id>/sign-in.pdf")
@requires(P.READ_MEETING)
def sign_in(meeting_id: int) -> Response:
    return _answer(_convened(meeting_id), "meeting_sign_in", "签到表")


@bp.get("/<int:meeting_id>/minutes.pdf")
@requires(P.READ_MEETING)
def minutes_paper(meeting_id: int) -> Response:
    """The latest that was confirmed."""
    meeting = _convened(meeting_id)
    if not meeting.confirmed_minutes:
        abort(404, "会议纪要还没有确认")
    names = {each.id: each.name for each in db.session.scalars(db.select(Section))}
    resolved = [
        (each["text"], names[each["section"]], date.fromisoformat(each["due_on"]))
        for each in meeting.confirmed_minutes[0].resolutions
    ]
    return _answer(meeting, "meeting_minutes", "会议纪要", resolved=resolved)


def _convened(meeting_id: int) -> Meeting:
    meeting = load(Meeting, meeting_id, P.READ_MEETING, *WHOLE)
    if meeting.state in _NOT_CONVENED:
        abort(404, "召集人还没有签批，没有会议通知")
    return meeting


def _answer(meeting: Meeting, template: str, name: str, **facts: Any) -> Response:
    content = documents.pdf(
        f"documents/{template}.html",
        meeting=meeting, demonstration=is_demonstration(db.session()), bureau=art6.BUREAU,
        regulation=art6.REGULATION, title_lines=gb_9704.title_lines, overprint=False, **facts,
    )  # fmt: skip
    return documents.answer(content, f"{name} {meeting.number} {meeting.caption}.pdf")
