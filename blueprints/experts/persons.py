"""专家 · one expert's page, and the whole numbers for who says why."""

from functools import partial
from typing import Any

from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.experts.blueprint import bp
from blueprints.experts.forms import ReasonForm
from blueprints.experts.lists import may
from blueprints.pages import page, refusals_shown_on, settings
from models import clock, policy
from models.db import db, unit_of_work
from models.operations.roster import record_reveal
from models.queries import certificates, commendations, declines, dismissals, elections, roster
from models.queries.register import Entry, events_of
from models.settings import DECLINE_LIMIT, DECLINE_YEAR, LOAD_MONTHS
from models.tables import Dismissal, Event, Expert
from models.vocabulary import Permission

P = Permission


@bp.get("/<int:expert_id>")
@requires(P.READ_ROSTER)
def show(expert_id: int) -> ResponseReturnValue:
    options = (*roster.WHOLE, dismissals.BESIDE_EXPERT)
    return _show(load(Expert, expert_id, P.READ_ROSTER, *options), ReasonForm())


@bp.post("/<int:expert_id>/numbers")
@requires(P.EXPORT_ROSTER, P.EDIT_ROSTER)
def reveal(expert_id: int) -> ResponseReturnValue:
    """The whole ID number and telephones, once, in the answer itself; the register says why."""
    expert = load(Expert, expert_id, P.READ_ROSTER)
    form = ReasonForm()
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                record_reveal(expert, reason=form.reason.data, by=me())
            return _show(expert, form, block="contact", is_whole=True)
    return _show(expert, form, block="contact")


def _show(
    expert: Expert, form: ReasonForm, *, block: str = "expert", is_whole: bool = False
) -> ResponseReturnValue:
    return page(
        "experts/show.html", block, expert=expert, form=form, is_whole=is_whole, may=may,
        opens=partial(policy.reaches, me(), P.READ_DISPATCH),
        **_figures(expert),
    )  # fmt: skip


def _figures(expert: Expert) -> dict[str, Any]:
    session = db.session()
    in_force = settings()
    tasks = roster.tasks_told(session, expert)
    months = in_force[LOAD_MONTHS.key]
    return {
        "declines": len(declines.among(tasks, clock.today(), in_force[DECLINE_YEAR.key])),
        "decline_limit": in_force[DECLINE_LIMIT.key],
        "tasks": tasks,
        "load": roster.load(tasks, months),
        "load_months": months,
        "offices": elections.sitting(session, expert_id=expert.id),
        "certificates": certificates.of_expert(session, expert),
        "commendations": commendations.issued_to(session, expert),
        "dismissal": _dismissal(expert),
        "history": _history(expert),
    }


def _dismissal(expert: Expert) -> Dismissal | None:
    """The last case, whatever became of it, for whoever may read it."""
    case = expert.dismissals[-1] if expert.dismissals else None
    return case if case and policy.reaches(me(), P.READ_DISMISSAL, case) else None


def _history(expert: Expert) -> list[Entry]:
    """What was done to the entry, newest first."""
    events = events_of(db.session(), f"expert:{expert.id}")
    return [Entry.of(event, _note_of(event)) for event in reversed(events)]


def _note_of(event: Event) -> str:
    """Why it was done, or what was changed."""
    changed = "、".join(event.facts.get("changed", ()))
    return str(event.facts.get("reason", "")) or (f"改了：{changed}" if changed else "")
