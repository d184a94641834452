"""The blueprint itself, for its views to join, and the meeting that a view is about."""

from flask import Blueprint, abort

from blueprints.access import load, me
from models import policy
from models.queries.meetings import WHOLE
from models.tables import Meeting
from models.vocabulary import Permission

bp = Blueprint("meetings", __name__, url_prefix="/meetings")

TABS = (
    ("年度安排", "meetings.index"),
    ("决议事项", "meetings.resolutions"),
    ("专家组年度报告", "meetings.reports"),
    ("专家建议", "meetings.advice"),
)
# An expert's own pages, with the permission without which each does not show.
OWN_TABS = (
    ("会议邀请", "meetings.mine", Permission.DECLARE_OWN),
    ("我的建议", "meetings.my_advice", Permission.READ_OWN_RECORD),
)


def own_meeting(meeting_id: int) -> Meeting:
    """The meeting, to whoever organises it; to everyone else there is none (404)."""
    meeting = load(Meeting, meeting_id, Permission.READ_MEETING, *WHOLE)
    if not policy.may(me(), meeting.organising) or not policy.reaches(
        me(), meeting.organising, meeting
    ):
        abort(404)
    return meeting
