"""选定专家 · how experts are sent by name, without a draw: asked for, named and signed."""

from models.db import db
from models.demonstration import asking
from models.demonstration.case import Case, Steps
from models.operations import choosing, dispatches
from models.queries.choosing import candidates
from models.vocabulary import SelectionWay
from models.workflows.dispatch import Action

SPECIALTY = "A0104"
RATE = 40_000


def drafted(case: Case, way: SelectionWay, reason: str) -> Steps:
    """Asked for by that way, and submitted."""
    yield from asking.draft(case)
    case.dispatch.way, case.dispatch.way_reason = way, reason
    yield from asking.submit(case)


def named(case: Case) -> Steps:
    """Whoever is free; where nobody is, the request is given up."""
    yield case.next_day()
    [seat] = case.dispatch.seats
    found = candidates(db.session(), case.dispatch)
    free = [each for each in found if not each.reasons_against(seat)]
    if free:
        choosing.name(case.dispatch, {seat.id: free[0].expert.id}, by=case.clerk)
    else:
        note = "相对固定的专家当日均有其他任务，改日再办"
        dispatches.take(case.dispatch, Action.DISCARD, by=case.clerk, note=note)


def signed(case: Case) -> Steps:
    """Endorsed and signed, a day each."""
    for action, by, note in (
        (Action.ENDORSE, case.head, "同意，请领导审签"), (Action.SIGN, case.deputy, "同意派遣"),
    ):  # fmt: skip
        yield case.next_day()
        dispatches.take(case.dispatch, action, by=by, note=note)
