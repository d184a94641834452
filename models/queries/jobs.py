"""后台任务 · whose there are, and which wait for a worker."""

from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from models.tables import Job
from models.vocabulary import JobState

# A worker gives a sign of life with every part; one silent for so long is taken for dead.
ABANDONED_AFTER = timedelta(seconds=60)


def is_free(job: Job, now: datetime) -> bool:
    """Whether a worker may take it up: it waits, or whoever worked on it is silent."""
    if job.status is JobState.RUNNING:
        return job.seen_at is None or job.seen_at < now - ABANDONED_AFTER
    return job.status is JobState.QUEUED


def waiting(session: Session, now: datetime) -> list[int]:
    """The ids of those that a worker may take up, oldest first."""
    abandoned = (Job.status == JobState.RUNNING) & (Job.seen_at < now - ABANDONED_AFTER)
    query = select(Job.id).where(or_(Job.status == JobState.QUEUED, abandoned)).order_by(Job.id)
    return list(session.scalars(query))


def listed(account_id: int | None) -> Select[Job]:
    """Those of one person, or everybody's; the newest first."""
    query = select(Job).options(joinedload(Job.account)).order_by(Job.id.desc())
    return query if account_id is None else query.where(Job.account_id == account_id)
