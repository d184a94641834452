"""相对固定届满提醒 · once, so many days before the end of one, to section and office."""

from datetime import date

from sqlalchemy import select

from models.db import db
from models.operations.notices import holders_of, tell, tell_post
from models.operations.register import reference, register
from models.queries.engagements import ending
from models.queries.parameters import value_of
from models.rules.article_11_standing import ARTICLE
from models.settings import STANDING_WARNING
from models.tables import Event, StandingEngagement
from models.vocabulary import Permission, Post

_KIND = "standing_engagement:remind"


def remind_of_engagements(today: date) -> int:
    """Send what is due on that day and was not sent before; how many it concerned."""
    sent = set(db.session.scalars(select(Event.subject).where(Event.kind == _KIND)))
    warning = value_of(db.session(), STANDING_WARNING)
    due = db.session.scalars(ending(today, warning))
    fresh = [each for each in due if reference(each) not in sent]
    for engagement in fresh:
        _remind(engagement)
    return len(fresh)


def _remind(engagement: StandingEngagement) -> None:
    last = engagement.ends_on
    day = f"{last.year}年{last.month}月{last.day}日"
    text = f"相对固定使用{day}届满，应予更换：{engagement.caption}"
    for holding in holders_of(Permission.PROPOSE_ENGAGEMENT, engagement):
        tell(holding.account_id, text, engagement.matter)
    tell_post(Post.OFFICE, engagement, text)
    register(
        _KIND, "提醒：相对固定使用即将届满", by=None, subject=engagement, article=ARTICLE,
        due_on=last.isoformat(),
    )  # fmt: skip
