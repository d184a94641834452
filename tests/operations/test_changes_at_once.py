"""派遣变更 at the same moment as something else: neither is lost, and nobody is taken unawares."""

from datetime import timedelta

from models.db import db, unit_of_work
from models.operations import assignments, changes
from models.tables import Assignment, BudgetLine, Change, Dispatch
from models.vocabulary import ChangeKind, Post
from models.workflows.assignment import State as Part
from models.workflows.change import Action
from models.workflows.change import State as Stage
from tests import states

LATER = {"starts_at": states.STARTS + timedelta(days=2), "ends_at": states.ENDS + timedelta(days=2)}


def approving(number: int):
    def approve() -> None:
        change = db.session.get(Change, number)
        with unit_of_work():
            changes.decide(change, Action.APPROVE, by=states.holder(Post.DEPUTY), note="同意")

    return approve


def test_nobody_accepts_the_old_time_while_the_deputy_puts_it_off(at_once):
    dispatch = states.issued()
    change = states.propose(dispatch, ChangeKind.POSTPONE, reason="停产", after=LATER)
    part = dispatch.seated[0]
    number, read = part.id, part.version

    def accept() -> None:
        asked = db.session.get(Assignment, number)
        with unit_of_work():
            assignments.accept(asked, by=states.acting_for(asked), seen=read)

    at_once(approving(change.id), accept)
    change, part = db.session.get(Change, change.id), db.session.get(Assignment, number)
    is_put_off = change.state is Stage.APPROVED
    assert is_put_off == (part.dispatch.starts_at == LATER["starts_at"])
    if is_put_off:
        assert (part.state, part.accepted_at) == (Part.NOTIFIED, None)
    else:
        assert part.state is Part.ACCEPTED


def test_of_two_extensions_that_fit_the_line_singly_but_not_together_one_is_refused(at_once):
    longer = {"ends_at": states.ENDS + timedelta(days=1), "half_days": 4}
    asked = [
        states.propose(
            states.issued(rate=1_000_000, seats=1),
            ChangeKind.EXTEND,
            reason="巷道较长",
            after=longer,
        ).id
        for _ in range(2)
    ]  # 20,000.00元 each, and as much again, of 100,000.00元
    third = states.issued(rate=1_750_000, seats=1).id  # and 35,000.00元 besides
    refused = at_once(*map(approving, asked))
    assert len(refused) == 1
    line = db.session.scalars(db.select(BudgetLine)).one()
    assert line.reserved == 2_000_000 * 2 + 2_000_000 + 3_500_000
    spans = [change.dispatch.half_days for change in db.session.scalars(db.select(Change))]
    assert sorted(spans) == [2, 4]
    assert db.session.get(Dispatch, third).reserved == 3_500_000


def test_two_deputies_words_on_one_change_leave_one(at_once):
    dispatch = states.issued()
    number = states.propose(dispatch, ChangeKind.POSTPONE, reason="停产", after=LATER).id

    def refuse() -> None:
        change = db.session.get(Change, number)
        with unit_of_work():
            changes.decide(change, Action.REFUSE, by=states.holder(Post.DEPUTY), note="照常进行")

    assert len(at_once(approving(number), refuse)) == 1
    change = db.session.get(Change, number)
    is_put_off = change.dispatch.starts_at == LATER["starts_at"]
    assert is_put_off == (change.state is Stage.APPROVED)
