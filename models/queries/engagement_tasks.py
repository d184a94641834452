"""相对固定使用待办 · what the leader has to decide, and whose time is nearly up."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import clock
from models.queries.deadlines import Deadlines
from models.queries.engagements import ending, within_reach
from models.queries.tasks import MOST, Task
from models.settings import STANDING_WARNING
from models.tables import Holding, StandingEngagement
from models.vocabulary import Post
from models.workflows.engagement import State

_WATCHED = "相对固定使用"


def engagement_tasks(session: Session, holding: Holding, deadlines: Deadlines) -> Iterator[Task]:
    """One card each for the leader and the section; the office has one for all that end."""
    warning = deadlines.settings[STANDING_WARNING.key]
    if holding.post is Post.LEADER:
        yield from _to_decide(session)
    if holding.post is Post.SECTION:
        yield from _to_replace(session, holding, warning)
    if holding.post is Post.OFFICE:
        yield from _to_watch(session, warning)


def _to_decide(session: Session) -> Iterator[Task]:
    query = (
        select(StandingEngagement)
        .where(StandingEngagement._state == State.PROPOSED)
        .order_by(StandingEngagement.id)
        .limit(MOST)
    )
    for each in session.scalars(query):
        yield Task("engagement", each.id, each.caption, _WATCHED, None, "记录审定结果")


def _to_replace(session: Session, holding: Holding, warning: int) -> Iterator[Task]:
    query = ending(clock.today(), warning).where(within_reach(holding)).limit(MOST)
    for each in session.scalars(query):
        title = f"{each.expert.name}（{each.purpose}）使用期将满，请安排更换"
        yield Task("engagement", each.id, title, _WATCHED, each.ends_on, "安排更换")


def _to_watch(session: Session, warning: int) -> Iterator[Task]:
    near = ending(clock.today(), warning).subquery()
    count, first = session.execute(select(func.count(), func.min(near.c.ends_on))).one()
    if count:
        yield Task("engagements", 1, f"{count}项相对固定使用即将届满", _WATCHED, first, "查看")
