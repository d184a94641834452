"""报销 at the same moment: a task is entered once and paid once, whoever is quicker."""

from models import clock
from models.db import db, unit_of_work
from models.operations import payments, reimbursements
from models.tables import Dispatch, Payment, Reimbursement, ReimbursementLine
from models.vocabulary import Post
from models.workflows.reimbursement import Action, State
from tests import reimbursements as bundles
from tests import states


def test_two_bundles_with_the_same_task_leave_one(at_once):
    number, section = (found := states.closed()).id, found.section_id

    def enter() -> None:
        with clock.held_at(bundles.AT), unit_of_work():
            dispatch = db.session.get(Dispatch, number)
            assert dispatch.section_id == section
            reimbursements.open_bundle(
                dispatch.section, bundles.MONTH, [dispatch], by=states.holder(Post.SECTION)
            )

    assert len(at_once(enter, enter)) == 1
    assert len(db.session.scalars(db.select(Reimbursement)).all()) == 1
    assert len(db.session.scalars(db.select(ReimbursementLine)).all()) == 2


def test_two_payments_of_the_same_lines_leave_one_each(at_once):
    number = bundles.payable().id

    def pay() -> None:
        with clock.held_at(bundles.AT), unit_of_work():
            bundle = db.session.get(Reimbursement, number)
            payments.pay(
                bundle, list(bundle.lines), paid_on=bundles.PAID_ON, voucher="1",
                by=states.holder(Post.FINANCE),
            )  # fmt: skip

    assert len(at_once(pay, pay)) == 1
    assert len(db.session.scalars(db.select(Payment)).all()) == 2
    assert db.session.get(Reimbursement, number).state is State.PAID


def test_whoever_returns_it_while_another_signs_finds_it_signed_or_returned(at_once):
    number = bundles.submitted().id

    def take(action: Action, note: str) -> None:
        with clock.held_at(bundles.AT):
            bundle = db.session.get(Reimbursement, number)
            with unit_of_work():
                by = states.holder(Post.SECTION_HEAD)
                reimbursements.take(bundle, action, by=by, note=note)

    refused = at_once(lambda: take(Action.ENDORSE, ""), lambda: take(Action.RETURN, "请核对"))
    assert len(refused) == 1
    assert db.session.get(Reimbursement, number).state in {State.ENDORSED, State.RETURNED}
