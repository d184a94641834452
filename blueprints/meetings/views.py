"""会商 · the year at a glance with what is missing, opening a meeting, and a meeting's page."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.meetings.blueprint import OWN_TABS, TABS, bp
from blueprints.meetings.forms import ConsultationForm, PlenaryForm
from blueprints.pages import page, refusals_shown_on
from blueprints.steps import StepForm, track_of
from models import clock, policy
from models.db import db, unit_of_work
from models.operations import meetings as operations
from models.operations.steps import steps_open_to
from models.queries import elections, lead_sections, meetings, register, signatures
from models.rules.article_14_meetings import QUARTERS, Quarter, Standing
from models.tables import Meeting, Resolution
from models.vocabulary import MeetingKind, Permission
from models.workflows.meeting import HELD, State

P = Permission


def tabs() -> list[tuple[str, str, bool]]:
    """The pages beside each other, the present one lit."""
    return [(label, url_for(name), request.endpoint == name) for label, name in TABS]


def own_tabs() -> list[tuple[str, str, bool]]:
    """An expert's own."""
    return [
        (label, url_for(name), request.endpoint == name)
        for label, name, permission in OWN_TABS
        if policy.may(me(), permission)
    ]


@bp.get("/")
@requires(P.READ_MEETING)
def index() -> ResponseReturnValue:
    session, year = db.session(), request.args.get("year", clock.today().year, type=int)
    found = meetings.of_year(session, year)
    rows = meetings.calendar(session, year, found)
    regular = {each.meeting.id for row in rows for each in row.cells if each.meeting}
    return page(
        "meetings/index.html", "meetings",
        year=year, years=meetings.years(session), rows=rows, tabs=tabs(),
        plenary=next((each for each in found if each.kind is MeetingKind.PLENARY), None),
        plenary_overdue=meetings.plenary_overdue(session, year, found),
        others=[
            each
            for each in found
            if each.kind is MeetingKind.CONSULTATION and each.id not in regular
        ],
        missing=[
            (row, cell) for row in rows for cell in row.cells if cell.standing is Standing.OVERDUE
        ],
        late=meetings.count_overdue(session), quarters=[Quarter(year, n) for n in QUARTERS],
        may_plan=policy.may(me(), P.ORGANISE_CONSULTATION),
        may_plan_plenary=policy.may(me(), P.ORGANISE_PLENARY),
    )  # fmt: skip


@bp.route("/new", methods=["GET", "POST"])
@requires(P.ORGANISE_CONSULTATION)
def new() -> ResponseReturnValue:
    """A consultation of an industry that my section leads."""
    form = ConsultationForm(
        industry=request.args.get("industry"), quarter=request.args.get("quarter")
    )
    names, leads = elections.industries(db.session()), lead_sections.of_industries(db.session())
    mine = {code: names[code] for code, section in leads.items() if section.id in me().section_ids}
    now = Quarter.of(clock.today())
    form.offer(mine, [now, now.following])
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                meeting = operations.plan_consultation(
                    form.industry.data, form.chosen(), reason=form.reason.data or "", by=me()
                )
            flash("已开始筹备，已列入该行业专业组全体成员；请填写会议安排")
            return redirect(url_for(".edit", meeting_id=meeting.id), 303)
    return page("meetings/new.html", "new", form=form, has_industry=bool(mine))


@bp.route("/plenary", methods=["GET", "POST"])
@requires(P.ORGANISE_PLENARY)
def new_plenary() -> ResponseReturnValue:
    form = PlenaryForm(year=clock.today().year)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                meeting = operations.plan_plenary(form.year.data, by=me())
            flash("已开始筹备，已列入全体在聘专家；请填写会议安排")
            return redirect(url_for(".edit", meeting_id=meeting.id), 303)
    return page("meetings/new_plenary.html", "new", form=form)


@bp.route("/<int:meeting_id>", methods=["GET", "POST"])
@requires(P.READ_MEETING)
def show(meeting_id: int) -> ResponseReturnValue:
    meeting = load(Meeting, meeting_id, P.READ_MEETING, *meetings.WHOLE)
    moves = steps_open_to(me(), meeting)
    form = StepForm(moves, meeting)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                note = form.note.data or ""
                operations.take(meeting, form.action.data, by=me(), note=note)
            flash(f"{meeting.caption}：{meeting.state.label}")
            return redirect(url_for(".show", meeting_id=meeting_id), 303)
    gaps = [gap for move in moves if move.forward for gap in move.missing_from(meeting)]
    organises = not policy.refusal(me(), meeting.organising, meeting)
    is_plenary = meeting.kind is MeetingKind.PLENARY
    return page(
        "meetings/show.html", "meeting",
        meeting=meeting, form=form, track=track_of(meeting), organises=organises,
        lacking=[(gap.message, gap.article) for gap in gaps],
        answers=not policy.refusal(me(), P.ANSWER_INVITATION, meeting),
        finishes={each.id for each in meeting.resolutions if _may_finish(each)},
        was_held=meeting.state in HELD, is_convened=meeting.state is State.CONVENED,
        without_report=meetings.groups_without_report(db.session(), meeting.year)
        if is_plenary else [],
        history=_history(meeting),
        signatures=signatures.of_matter(db.session(), meeting.matter),
    )  # fmt: skip


def _history(meeting: Meeting) -> list[register.Entry]:
    """What was done. The answers stand in the list of the invited already."""
    entries = register.of_matter(db.session(), meeting.matter)
    return [entry for entry in entries if not entry.what.startswith(operations.ANSWERED)]


def _may_finish(resolution: Resolution) -> bool:
    is_open = resolution.done_on is None and resolution.meeting.state is State.MINUTED
    return is_open and not policy.refusal(me(), P.FINISH_RESOLUTION, resolution)
