"""复审提醒 · telling whoever has a review before its time is over, and everyone concerned after."""

from datetime import date

from sqlalchemy import select

from models.db import db
from models.operations.notices import tell, tell_post
from models.operations.register import register
from models.operations.reviews import holders_awaited
from models.rules.article_07_renewal import ARTICLE, Reminder, reminder
from models.tables import AnnualReview, Event
from models.vocabulary import NoticeKind, Post
from models.workflows.review import State

_KIND = "annual_review:remind"
_WITH_THE_SECTION = (State.OPEN, State.SUBMITTED)


def remind(today: date) -> int:
    """Send what is due on that day and was not sent before; how many reviews it concerned."""
    query = select(AnnualReview).where(AnnualReview._state.in_(_WITH_THE_SECTION))
    sent = _sent()
    due = [
        (review, told)
        for review in db.session.scalars(query)
        if (told := reminder(review.due_on, today)) and (review.matter, told.value) not in sent
    ]
    for review, told in due:
        _tell(review, told)
    return len(due)


def _sent() -> set[tuple[str, str]]:
    events = db.session.scalars(select(Event).where(Event.kind == _KIND))
    return {(event.matter, event.facts["reminder"]) for event in events}


def _tell(review: AnnualReview, told: Reminder) -> None:
    text = f"{told.label}：{review.caption}，应于{review.due_on.month}月{review.due_on.day}日前完成"
    for holding in holders_awaited(review):
        kind = NoticeKind.PASSED if told is Reminder.OVERDUE else NoticeKind.NEAR
        tell(
            holding.account_id, text, review.matter,
            kind=kind, step="复审专家", number=review.caption, due_on=review.due_on,
        )  # fmt: skip
    if told is Reminder.OVERDUE:
        for post in (Post.OFFICE, Post.SUPERVISOR):
            tell_post(post, review, text)
    register(_KIND, f"催办：{told.label}", by=None, subject=review, article=ARTICLE,
             reminder=told.value)  # fmt: skip
