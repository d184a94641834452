"""培训 · the year's sessions, a session's own page, every expert's hours."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from blueprints.access import load, me, requires
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.steps import StepForm, track_of
from blueprints.training.blueprint import bp, tabs
from blueprints.training.forms import MaterialForm
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import training as operations
from models.operations.attendance import ANSWERED
from models.operations.steps import steps_open_to
from models.queries import register, training
from models.tables import Expert, TrainingSession
from models.vocabulary import Permission, Standing
from models.workflows.training import State

P = Permission


@bp.get("/")
@requires(P.READ_TRAINING)
def index() -> ResponseReturnValue:
    session, year = db.session(), _year()
    found = db.paginate(training.sessions(me(), year), per_page=page_size())
    return page(
        "training/index.html", "list",
        year=year, sessions=found, came=training.came(session, found.items), tabs=tabs(),
        missing=[
            row
            for row in training.of_sections(session, me(), year)
            if row.is_missing or row.overdue
        ],
        may_run=policy.may(me(), P.RUN_TRAINING),
    )  # fmt: skip


@bp.get("/hours")
@requires(P.READ_TRAINING)
def hours() -> ResponseReturnValue:
    """How many hours of training each expert has had in the year."""
    year = _year()
    query = (
        select(Expert)
        .where(Expert.standing == Standing.ACTIVE)
        .order_by(Expert.name_key, Expert.id)
    )
    found = db.paginate(query, per_page=page_size())
    return page(
        "training/hours.html", "list",
        year=year, experts=found, hours=training.hours(db.session(), year), tabs=tabs(),
    )  # fmt: skip


def _year() -> int:
    return request.args.get("year", clock.today().year, type=int)


@bp.route("/<int:session_id>", methods=["GET", "POST"])
@requires(P.READ_TRAINING)
def show(session_id: int) -> ResponseReturnValue:
    found = load(TrainingSession, session_id, P.READ_TRAINING, *training.WHOLE)
    moves = steps_open_to(me(), found)
    form = StepForm(moves, found)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                note = form.note.data or ""
                operations.take(found, form.action.data, by=me(), note=note)
            flash(f"{found.topic}：{found.state.label}")
            return redirect(url_for(".show", session_id=session_id), 303)
    return show_session(found, form)


def show_session(
    found: TrainingSession, form: StepForm, material: MaterialForm | None = None
) -> ResponseReturnValue:
    """``material``: the form of the files, where it was sent and refused."""
    onward = [move for move in steps_open_to(me(), found) if move.forward]
    gaps = [gap for move in onward for gap in move.missing_from(found)]
    runs = not policy.refusal(me(), P.RUN_TRAINING, found)
    return page(
        "training/show.html", "training",
        found=found, step=form, form=material or form, track=track_of(found), runs=runs,
        lacking=[(gap.message, gap.article) for gap in gaps], may_go_on=bool(onward),
        material=material or MaterialForm(formdata=None), history=_history(found),
        is_open=found.state not in {State.CLOSED, State.CANCELLED},
    )  # fmt: skip


def _history(found: TrainingSession) -> list[register.Entry]:
    """What was done. The answers stand in the list of those asked already."""
    entries = register.of_matter(db.session(), found.matter)
    return [entry for entry in entries if not entry.what.startswith(ANSWERED)]
