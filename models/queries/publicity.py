"""公示 · by its number, one after another, and those that are over."""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from models import clock, policy
from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task
from models.tables import Holding, ProposedRoster, PublicNotice
from models.vocabulary import Permission
from models.workflows.publicity import State


def listed() -> Select[PublicNotice]:
    """Every notice of the office, newest first."""
    return select(PublicNotice).order_by(PublicNotice.id.desc())


def numbered(session: Session, number: str) -> PublicNotice | None:
    return session.scalar(select(PublicNotice).where(PublicNotice.number == number))


def over(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """Notices whose days are over and whose objections are closed."""
    if Permission.PUBLISH_NOTICE not in policy.GRANTS[holding.post]:
        return
    query = (
        select(PublicNotice)
        .join(PublicNotice.proposal)
        .where(PublicNotice._state == State.OPEN, PublicNotice.ends_on < clock.today())
        .options(
            contains_eager(PublicNotice.proposal)
            .selectinload(ProposedRoster.notices)
            .selectinload(PublicNotice.objections)
        )
        .limit(MOST)
    )
    for notice in session.scalars(query):
        if not notice.proposal.publicity_gaps:
            title = f"公示期满且没有未办结的异议：{notice.proposal.title}"
            yield Task(
                "public_notice", notice.proposal_id, title, notice.number, notice.ends_on,
                "公示完毕",
            )  # fmt: skip
