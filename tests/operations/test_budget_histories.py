"""Random histories of a budget line: whatever is tried, in any order, it bears what is on it."""

from random import Random

import pytest

from blueprints import attachments
from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import changes
from models.operations.budget_lines import change_line, kept_scans
from models.operations.files import Upload
from models.queries.invariants import QUICK, faults
from models.tables import BudgetEntry, BudgetLine, Dispatch
from models.vocabulary import ChangeKind, Post
from models.workflows.change import Action as Decision
from models.workflows.dispatch import Action
from tests import states

TRIES = 40
STEPS = (
    (Action.SUBMIT, Post.SECTION),
    (Action.REVISE, Post.SECTION),
    (Action.DISCARD, Post.SECTION),
    (Action.DELIVER, Post.SECTION),
    (Action.RECEIVE, Post.HR),
    (Action.CLOSE, Post.SECTION),
)


def change_the_line(dice: Random) -> None:
    by = states.holder(Post.FINANCE)
    with unit_of_work():
        [scan] = kept_scans([Upload("批复.pdf", b"%PDF-1.7")], attachments.folder(), by=by)
        amount = dice.randrange(1, 8) * 100_000
        change_line(the_line(), amount=amount, document="泽财〔2026〕8号", scans=[scan], by=by)


def change_a_dispatch(dispatch: Dispatch, dice: Random) -> None:
    more = {"half_days": dispatch.half_days + 1, "ends_at": states.ENDS.replace(day=9)}
    kind, after = dice.choice([(ChangeKind.EXTEND, more), (ChangeKind.CANCEL, None)])
    what = {"after": after} if after else {}
    change = states.propose(dispatch, kind, reason="情况有变", **what)
    with unit_of_work():
        changes.decide(change, Decision.APPROVE, by=states.holder(Post.DEPUTY), note="同意")


def act(dispatches: list[Dispatch], dice: Random) -> None:
    what, dispatch = dice.randrange(8), dice.choice(dispatches)
    if what == 0:
        change_the_line(dice)
    elif what == 1:
        dispatches.append(states.drafted(rate=dice.randrange(1, 10) * 10_000))
    elif steps := _open_to(dispatch) if what > 2 else ():
        action, post = dice.choice(steps)
        states.step(dispatch, action, post, note="情况有变", at=states.RATED)
    else:
        change_a_dispatch(dispatch, dice)


def _open_to(dispatch: Dispatch) -> list[tuple[Action, Post]]:
    moves = {move.action for move in dispatch.workflow.moves_from(dispatch.state)}
    return [(action, post) for action, post in STEPS if action in moves]


def the_line() -> BudgetLine:
    return db.session.scalars(db.select(BudgetLine)).one()


def told_by_dispatches() -> tuple[int, int]:
    """What is reserved and spent, summed up from the matters themselves."""
    known = db.session.scalars(db.select(Dispatch).order_by(Dispatch.id)).all()
    spent = [
        part.service.fee
        for dispatch in known
        if dispatch.state.value == "closed"
        for part in dispatch.seated
        if part.service
    ]
    return sum(dispatch.reserved for dispatch in known), sum(spent)


@pytest.mark.parametrize("seed", range(3))
def test_no_history_reserves_or_spends_more_than_the_line_has(app, seed):
    dice = Random(seed)
    known = [states.drafted(), states.issued(), states.rated(), states.rated(seats=1)]
    taken = 0
    for _ in range(TRIES):
        try:
            act(known, dice)
            taken += 1
        except Refusal:
            db.session.rollback()
        assert faults(db.session(), QUICK) == []
        line = the_line()
        assert (line.reserved, line.spent) == told_by_dispatches()
    assert taken > TRIES // 3, "most of it was not merely refused"
    free = db.session.scalars(db.select(BudgetEntry.free).order_by(BudgetEntry.id)).all()
    assert min(free) >= 0
    with clock.held_at(states.RATED):
        assert the_line().free >= 0
