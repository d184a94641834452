"""会议提醒 · the invited, three days before; a section whose resolution is late (Art. 14)."""

from datetime import date, timedelta

from sqlalchemy import select

from models.db import db
from models.operations.meetings import holders_in
from models.operations.notices import tell
from models.operations.register import reference, register
from models.queries import meetings
from models.rules.article_14_meetings import ARTICLE, WARNING, is_soon
from models.tables import Event, Meeting, Resolution
from models.vocabulary import InvitationAnswer, NoticeKind

_KIND = "meeting:remind"
_A_DAY = timedelta(days=1)


def remind_of_meetings(today: date) -> int:
    """Send what is due on that day and was not sent before; how many matters it concerned."""
    sent = set(db.session.scalars(select(Event.subject).where(Event.kind == _KIND)))
    soon = [
        (each, each.meets_on)
        for each in meetings.coming_up(db.session(), WARNING + _A_DAY)
        if reference(each) not in sent and each.meets_on and is_soon(each.meets_on, today)
    ]
    late = [
        each
        for each in db.session.scalars(meetings.resolutions("overdue", 0))
        if reference(each) not in sent
    ]
    for meeting, day in soon:
        _tell_invited(meeting, day)
    for resolution in late:
        _tell_owner(resolution)
    return len(soon) + len(late)


def _tell_invited(meeting: Meeting, day: date) -> None:
    when = f"{day.month}月{day.day}日"
    for each in meeting.invitations:
        if each.answer is not InvitationAnswer.ABSENT:
            tell(each.expert.account_id, f"会议临近：{meeting.caption}，{when}", meeting.matter)
    register(_KIND, "提醒：会议临近", by=None, subject=meeting, article=ARTICLE)


def _tell_owner(resolution: Resolution) -> None:
    text = f"决议事项逾期：{resolution.meeting.caption}，请尽快办理并报告结果"
    for account_id in holders_in(resolution.section_id):
        tell(account_id, text, resolution.matter, kind=NoticeKind.PASSED, step="报告办理结果",
             due_on=resolution.due_on)  # fmt: skip
    register(
        _KIND, "催办：决议事项逾期", by=None, subject=resolution, article=ARTICLE,
        due_on=resolution.due_on.isoformat(),
    )  # fmt: skip
