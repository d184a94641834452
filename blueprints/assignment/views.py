"""任务 · accepting, acknowledging, attending, rating: each one act, on one page."""

from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blueprints import attachments
from blueprints.access import load, me, requires
from blueprints.assignment.blueprint import bp
from blueprints.assignment.forms import (
    AcceptForm,
    AmendForm,
    AttendForm,
    ServiceForm,
)
from blueprints.assignment.showing import do, show_part
from blueprints.pages import page, page_size
from models.db import db
from models.operations import assignments
from models.operations.assignments import Service
from models.tables import Assignment, Dispatch, Expert, StoredFile
from models.vocabulary import Permission
from models.workflows.assignment import Action

# What the page shows of a task, in one query.
_WHOLE = (
    joinedload(Assignment.dispatch).joinedload(Dispatch.protection),
    joinedload(Assignment.proof),
    joinedload(Assignment.report),
    joinedload(Assignment.service),
)


@bp.get("/")
@requires(Permission.DECLARE_OWN, Permission.READ_OWN_RECORD)
def mine() -> ResponseReturnValue:
    """Every task I was ever told of, newest first."""
    query = (
        select(Assignment)
        .join(Assignment.expert)
        .where(Expert.account_id == me().account_id, Assignment.notified_at.is_not(None))
        .options(joinedload(Assignment.dispatch))
        .order_by(Assignment.id.desc())
    )
    return page("assignment/mine.html", "list", parts=db.paginate(query, per_page=page_size()))


@bp.get("/<int:assignment_id>")
@requires(Permission.READ_ASSIGNMENT)
def show(assignment_id: int) -> ResponseReturnValue:
    return show_part(load(Assignment, assignment_id, Permission.READ_ASSIGNMENT, *_WHOLE))


@bp.post("/<int:assignment_id>/accept")
@requires(Permission.ANSWER_ASSIGNMENT)
def accept(assignment_id: int) -> ResponseReturnValue:
    part, form = load(Assignment, assignment_id, Permission.ANSWER_ASSIGNMENT), AcceptForm()
    act = lambda: assignments.accept(part, by=me(), seen=form.seen.data or 0)  # noqa: E731
    return do(part, Action.ACCEPT, form, act)


@bp.post("/<int:assignment_id>/arrive")
@requires(Permission.ATTEND_TASK)
def arrive(assignment_id: int) -> ResponseReturnValue:
    return _attend(assignment_id, Action.ARRIVE)


@bp.post("/<int:assignment_id>/leave")
@requires(Permission.ATTEND_TASK)
def leave(assignment_id: int) -> ResponseReturnValue:
    return _attend(assignment_id, Action.LEAVE)


def _attend(assignment_id: int, action: Action) -> ResponseReturnValue:
    part = load(Assignment, assignment_id, Permission.ATTEND_TASK)
    return do(part, action, AttendForm(), lambda: assignments.attend(part, action, by=me()))


@bp.post("/<int:assignment_id>/rate")
@requires(Permission.RATE_SERVICE)
def rate(assignment_id: int) -> ResponseReturnValue:
    part, form = load(Assignment, assignment_id, Permission.RATE_SERVICE), ServiceForm()

    def act() -> None:
        assignments.rate(part, _service(form), by=me())

    return do(part, Action.RATE, form, act)


def _service(form: ServiceForm) -> Service:
    return Service(
        half_days=form.half_days.data,
        work=form.work.data,
        hazards_found=form.hazards_found.data,
        grave_hazards=form.grave_hazards.data,
        scores=form.scores(),
        incident=form.incident.data or "",
        target_feedback=form.target_feedback.data or "",
        unpaid=form.unpaid.data or "",
    )


@bp.post("/<int:assignment_id>/amend")
@requires(Permission.RATE_SERVICE)
def amend(assignment_id: int) -> ResponseReturnValue:
    part, form = load(Assignment, assignment_id, Permission.RATE_SERVICE), AmendForm()
    act = lambda: assignments.amend(part, by=me(), note=form.note.data)  # noqa: E731
    return do(part, Action.AMEND, form, act)


@bp.get("/<int:assignment_id>/files/<int:file_id>")
@requires(Permission.READ_ASSIGNMENT)
def file(assignment_id: int, file_id: int) -> ResponseReturnValue:
    """A file of the report, to whoever may read the task; shown only where it cannot run."""
    part = load(Assignment, assignment_id, Permission.READ_ASSIGNMENT)
    query = select(StoredFile).where(
        StoredFile.id == file_id, StoredFile.report_id == (part.report.id if part.report else 0)
    )
    stored = db.first_or_404(query)
    return attachments.hand_out(stored)
