"""后台任务的办理 · a job done part by part, each kept before the next begins.

A worker may stop anywhere, killed or told to: whatever part it was at is done again by the next,
to the same effect, and no part that was kept is.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from flask import current_app

from blueprints.jobs.kinds import KINDS
from blueprints.logs import log, places
from models import policy
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import jobs
from models.operations.jobs import Claim
from models.queries.delegations import in_hand
from models.tables import Holding, Job
from models.vocabulary import Permission

_BROKEN = "程序出错，已记入系统日志。请告诉系统管理员，处理后可以点“继续”，已完成的部分不会重做"


def do(job_id: int, stopping: Callable[[], bool] = lambda: False) -> None:
    """Take the job up and work on it until it is done, it fails, somebody calls it off, or
    ``stopping`` says to leave it to another."""
    claim = _claimed(lambda: jobs.take_up(job_id))
    try:
        while claim and not stopping():
            claim = _further(claim)
    except Exception as broken:  # whatever it is, the asker is told, and can go on later
        db.session.rollback()
        message = _why(broken)
        _let_go(claim, lambda left: jobs.fail(left, message))
    else:
        _let_go(claim, jobs.put_back)


def folder_of(job: Job) -> Path:
    """Where the parts of a job lie until it is done."""
    root: Path = current_app.extensions["instance"].root
    return root / "jobs" / str(job.id)


def _further(claim: Claim) -> Claim | None:
    """One part more, or the end; None where there is nothing left for this worker."""
    job = jobs.held(claim)
    if job is None:
        return None
    kind, folder = KINDS[job.kind], folder_of(job)
    by = _asker(job, kind.permission)
    folder.mkdir(parents=True, exist_ok=True)
    if job.done < job.total:
        done = kind.part(job, folder)
        return _claimed(lambda: jobs.carry_on(claim, done))
    record = kind.finish(job, by, folder)
    with unit_of_work():
        if still := jobs.held(claim):
            jobs.complete(still, record(by))
    shutil.rmtree(folder)
    return None


def _claimed(act: Callable[[], Claim | None]) -> Claim | None:
    """What ``act`` gives; None where another worker was quicker."""
    claim = None
    with suppress(Refusal), unit_of_work():
        claim = act()
    return claim


def _asker(job: Job, permission: Permission) -> Holding:
    """In whose name it is done: who asked for it, while they may."""
    account = job.account
    held = [*account.holdings, *in_hand(db.session(), account.id)]
    for holding in held if account.is_enabled else ():
        if policy.may(holding, permission):
            return holding
    raise Refusal(f"{account.name}已没有“{permission.label}”的权限，请由有权的人重新提出")


def _let_go(claim: Claim | None, act: Callable[[Claim], None]) -> None:
    if claim:
        with unit_of_work():
            act(claim)


def _why(broken: Exception) -> str:
    if isinstance(broken, Refusal):
        return broken.message
    if isinstance(broken, OSError):
        return f"文件读写不成（{broken.strerror}）。请系统管理员检查磁盘，然后点“继续”"
    log.error("job", kind=type(broken).__name__, at=places(broken))
    return _BROKEN
