"""后台任务 · asking for long work; taking it up, carrying it on, ending it, once each.

The row is the work. Whoever works on it holds a ``Claim``, which is good until somebody else
changes the row: a worker that was taken for dead, or whose job was cancelled, finds it spent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models import clock
from models.db import db
from models.errors import NotPermitted, Refusal
from models.operations.notices import tell
from models.operations.register import reference, register
from models.queries.jobs import is_free
from models.tables import Account, Holding, Job, StoredFile
from models.vocabulary import JobState

_UNDER_WAY = {JobState.QUEUED, JobState.RUNNING}
_GIVEN_UP = {JobState.CANCELLED, JobState.FAILED}


@dataclass(frozen=True, slots=True)
class Claim:
    """That one worker and no other works on the job."""

    job_id: int
    version: int


def ask(
    kind: str,
    *,
    title: str,
    total: int,
    by: Holding,
    matter: str = "",
    given: Mapping[str, Any] | None = None,
) -> Job:
    """Long work of ``kind`` on what is ``given``, in ``total`` parts, to be done after this unit of
    work. ``matter``: the file to whose history it belongs."""
    job = Job(
        kind=kind,
        title=title[:120],
        matter=matter,
        given=dict(given or {}),
        done=0,
        total=total,
        account_id=by.account_id,
    )
    db.session.add(job)
    _register(job, "ask", "提出后台任务", by)
    return job


def take_up(job_id: int) -> Claim | None:
    """Begin the job, or go on where whoever worked on it has left it; None where there is nothing
    to do or somebody is at it."""
    job = db.session.get(Job, job_id)
    if job is None or not is_free(job, clock.now()):
        return None
    job.status = JobState.RUNNING
    return _seen(job)


def held(claim: Claim) -> Job | None:
    """The job, unless it was cancelled or taken over since."""
    job = db.session.get(Job, claim.job_id)
    return job if job and job.version == claim.version else None


def carry_on(claim: Claim, done: int) -> Claim | None:
    """Keep that ``done`` parts are done; None where the job is no longer this worker's."""
    job = held(claim)
    if job is None:
        return None
    job.done = done
    return _seen(job)


def put_back(claim: Claim) -> None:
    """Leave the job for another worker, because this one is told to stop."""
    if job := held(claim):
        job.status = JobState.QUEUED


def complete(job: Job, file: StoredFile | None) -> None:
    """It is done; ``file`` is what the asker may fetch."""
    job.file = file
    _end(job, JobState.DONE)
    _register(job, "done", "后台任务完成", job.account)
    tell(job.account_id, f"已完成：{job.title}", reference(job))


def fail(claim: Claim, message: str) -> None:
    """It cannot go on; ``message`` says why and what to do. What was done is kept."""
    if job := held(claim):
        _end(job, JobState.FAILED, message)
        _register(job, "fail", "后台任务未完成", job.account, reason=message)
        tell(job.account_id, f"未完成：{job.title}", reference(job))


def cancel(job: Job, *, by: Holding) -> None:
    """Call it off; what was done is kept, should it be resumed."""
    _refuse_others(job, by)
    if job.status not in _UNDER_WAY:
        raise Refusal(f"任务{job.status.label}，不用再取消")
    _end(job, JobState.CANCELLED)
    _register(job, "cancel", "取消后台任务", by)


def resume(job: Job, *, by: Holding) -> None:
    """Go on after what is done already."""
    _refuse_others(job, by)
    if job.status not in _GIVEN_UP:
        raise Refusal(f"任务{job.status.label}，不用再继续")
    job.status, job.message, job.ended_at = JobState.QUEUED, "", None
    _register(job, "resume", "继续后台任务", by)


def _seen(job: Job) -> Claim:
    job.seen_at = clock.now()
    db.session.flush()
    return Claim(job.id, job.version)


def _end(job: Job, status: JobState, message: str = "") -> None:
    job.status, job.message, job.ended_at = status, message, clock.now()


def _refuse_others(job: Job, by: Holding) -> None:
    if job.account_id != by.account_id:
        raise NotPermitted("只有提出任务的人可以取消或继续，请由本人办理")


def _register(job: Job, act: str, label: str, by: Holding | Account, **facts: Any) -> None:
    register(
        f"job:{act}", label, by=by, subject=job, title=job.title,
        progress=f"{job.done}/{job.total}", **facts,
    )  # fmt: skip
