"""Random histories of money: whatever is tried, in whatever order, no invariant is ever broken."""

from random import Random

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import payments
from models.queries.invariants import QUICK, faults
from models.rules.income_tax import in_force
from models.tables import Payment, ReimbursementLine
from models.vocabulary import Post
from models.workflows.reimbursement import RECKONED, Action
from tests import reimbursements as bundles
from tests import states

ONWARD = [(Action.SUBMIT, Post.SECTION), *bundles.HANDS]
STEPS = [
    *ONWARD * 2,  # the steps that lead on come up more often than those that turn back
    *((Action.RETURN, post) for _, post in bundles.HANDS),
    (Action.RETURN, Post.FINANCE),
]
TRIES = 60


def give_back(bundle):
    payment = bundle.lines[0].payment
    if payment:
        with clock.held_at(bundles.AT), unit_of_work():
            by = states.holder(Post.FINANCE)
            payments.give_back(payment, returned_on=bundles.PAID_ON, reason="退票", by=by)


def act(bundle, dice: Random) -> None:
    what = dice.randrange(8)
    if what == 0:
        give_back(bundle)
    elif what == 1:
        bundles.pay(bundle, count=dice.choice([1, None]))
    else:
        action, post = dice.choice(STEPS)
        bundles.take(bundle, action, post, note="请核对")


@pytest.mark.parametrize("seed", range(3))
def test_no_history_pays_twice_or_withholds_too_little(app, seed):
    dice = Random(seed)
    first, second = states.closed(seats=1), states.closed(seats=1)
    with unit_of_work():
        second.seated[0].expert = first.seated[0].expert
    both = [bundles.with_accounts(bundles.compiling(each)) for each in (first, second)]
    for _ in range(TRIES):
        try:
            act(dice.choice(both), dice)
        except Refusal:
            db.session.rollback()
        check(both)
    assert faults(db.session(), QUICK) == []


def check(both) -> None:
    lines = db.session.scalars(db.select(ReimbursementLine)).all()
    assert len({line.assignment_id for line in lines}) == len(lines) == 2
    standing = db.session.scalars(db.select(Payment).where(Payment.is_standing.is_(True))).all()
    assert len({payment.line_id for payment in standing}) == len(standing)
    earning = [line for bundle in both if bundle.state in RECKONED for line in bundle.lines]
    due = in_force(bundles.MONTH).tax(sum(line.gross for line in earning))
    assert sum(line.tax for line in earning) >= due
