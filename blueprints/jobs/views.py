"""后台任务 · the list, how far one has come, calling it off, going on, fetching what it made."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import me, requires
from blueprints.jobs.blueprint import bp
from blueprints.jobs.kinds import KINDS
from blueprints.jobs.queue import queue
from blueprints.pages import Form, page, page_size, refusals_shown_on
from models import policy
from models.db import db, unit_of_work
from models.operations import jobs as operations
from models.queries import jobs
from models.tables import Job
from models.vocabulary import JobState, Permission

P = Permission
_UNDER_WAY = {JobState.QUEUED, JobState.RUNNING}
_GIVEN_UP = {JobState.CANCELLED, JobState.FAILED}


@bp.get("/")
@requires(P.USE_DESK)
def index() -> ResponseReturnValue:
    sees_all = policy.may(me(), P.MANAGE_ACCOUNTS)
    found = db.paginate(jobs.listed(None if sees_all else me().account_id), per_page=page_size())
    return page(
        "jobs/index.html", "list", found=found, kinds=KINDS, sees_all=sees_all,
        is_attended=queue().is_attended(),
    )  # fmt: skip


@bp.get("/<int:job_id>")
@requires(P.USE_DESK)
def show(job_id: int) -> ResponseReturnValue:
    return _show(_mine(job_id))


@bp.get("/<int:job_id>/progress")
@requires(P.USE_DESK)
def progress(job_id: int) -> ResponseReturnValue:
    """What the page asks for every few seconds. Once the job is over, the answer takes the place of
    all there is about it."""
    job = _mine(job_id)
    if job.status in _UNDER_WAY:
        return page("jobs/progress.html", "progress", job=job)
    answer = _show(job)
    answer.headers["HX-Retarget"] = "#job"
    return answer


@bp.post("/<int:job_id>/cancel")
@requires(P.USE_DESK)
def cancel(job_id: int) -> ResponseReturnValue:
    job = _mine(job_id)
    return _do(job, lambda: operations.cancel(job, by=me()), "已取消，已完成的部分保留着")


@bp.post("/<int:job_id>/resume")
@requires(P.USE_DESK)
def resume(job_id: int) -> ResponseReturnValue:
    job = _mine(job_id)
    answer = _do(job, lambda: operations.resume(job, by=me()), "已继续，从停下的地方做起")
    queue().wake(job_id)
    return answer


@bp.get("/<int:job_id>/file")
@requires(P.USE_DESK)
def file(job_id: int) -> Response:
    """What it made, to whoever asked for it and may still have it."""
    job = _mine(job_id)
    if job.file is None:
        abort(404)
    if not policy.may(me(), KINDS[job.kind].permission):
        abort(403)
    return attachments.hand_out(job.file)


def hand_over(job: Job) -> ResponseReturnValue:
    """After the unit of work in which a job was asked for: have it begun, and show how it goes."""
    queue().wake(job.id)
    return redirect(url_for("jobs.show", job_id=job.id), 303)


def _mine(job_id: int) -> Job:
    job = db.get_or_404(Job, job_id)
    if job.account_id != me().account_id:
        abort(404)
    return job


def _do(job: Job, act: Callable[[], None], said: str) -> ResponseReturnValue:
    form = Form()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                act()
            flash(said)
            return redirect(url_for(".show", job_id=job.id), 303)
    return _show(job, form=form)


def _show(job: Job, **more: Any) -> Response:
    return page(
        "jobs/show.html", "job", job=job, kind=KINDS[job.kind], result=KINDS[job.kind].result(job),
        is_under_way=job.status in _UNDER_WAY,
        is_given_up=job.status in _GIVEN_UP,
        is_attended=queue().is_attended(), **more,
    )  # fmt: skip
