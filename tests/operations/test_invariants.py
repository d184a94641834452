"""What must hold of the whole office: each check holds, and names a row that is broken by hand."""

import pytest
from sqlalchemy import delete, text, update

from models.db import db, unit_of_work
from models.operations import changes
from models.queries import invariants
from models.tables import (
    BudgetChange,
    BudgetEntry,
    BudgetLine,
    Dispatch,
    ServiceRecord,
    Signature,
)
from models.vocabulary import ChangeKind, Post
from models.workflows.change import Action as ChangeAction
from tests import proposals, reimbursements, states

# How each database lets a transaction break what it otherwise refuses.
_UNGUARDED = {
    "sqlite": "PRAGMA ignore_check_constraints = ON",
    "postgresql": "ALTER TABLE budget_line DROP CONSTRAINT ck_budget_line_never_over",
}


def broken():
    """The names of the checks that do not hold, and the matters they name."""
    db.session.commit()
    return {(check.name, matter) for check, (matter, _) in invariants.faults(db.session())}


def test_a_closed_a_cancelled_and_an_open_dispatch_leave_everything_as_it_must_be(app):
    states.closed(seats=1)
    cancelled = states.propose(states.issued(seats=1), ChangeKind.CANCEL, reason="对象单位停产")
    with unit_of_work():
        changes.decide(cancelled, ChangeAction.APPROVE, by=states.holder(Post.DEPUTY), note="同意")
    states.reserved(seats=1)
    assert broken() == set()


@pytest.mark.parametrize(
    ("table", "entries", "name"),
    [
        (BudgetLine, {"spent": 12_345}, "预算与编列、流水一致"),
        (BudgetLine, {"amount": 99_999_999}, "预算与编列、流水一致"),
        (BudgetChange, {"before": 1}, "预算与编列、流水一致"),
        (BudgetEntry, {"free": 1}, "预算与编列、流水一致"),
        (BudgetEntry, {"reserved": 1}, "派遣的预留与流水一致"),
        (Dispatch, {"reserved": 7}, "派遣的预留与流水一致"),
        (ServiceRecord, {"fee": 7}, "支出与附件6一致"),
        (BudgetEntry, {"spent": 7}, "支出与附件6一致"),
    ],
)
def test_a_figure_changed_by_hand_is_named(app, table, entries, name):
    states.closed(seats=1)
    db.session.execute(update(table).values(**entries))
    assert name in {check for check, _ in broken()}


def test_more_than_the_line_holds_is_named_where_the_database_no_longer_refuses_it(app):
    db.session.execute(text(_UNGUARDED[db.engine.dialect.name]))
    line = db.session.scalars(db.select(BudgetLine)).one()
    db.session.execute(update(BudgetLine).values(reserved=line.amount + 1))
    names = {check.name for check, _ in invariants.faults(db.session())}
    db.session.rollback()
    assert "预留和支出不超过预算" in names


def test_a_dispatch_sent_without_the_deputys_signature_is_named(app):
    dispatch = states.issued(seats=1)
    db.session.execute(delete(Signature))
    assert ("先审签后派遣", dispatch.matter) in broken()


def test_an_appointment_without_its_gates_is_named(app):
    made = proposals.compiled()
    db.session.execute(text("UPDATE proposed_roster SET state = 'issued'"))
    assert ("先公示后聘任", made.matter) in broken()


def test_a_payment_that_is_not_its_annex_6s_is_named(app):
    bundle = reimbursements.compiling(states.closed(seats=1))
    assert broken() == set()
    db.session.execute(update(ServiceRecord).values(fee=7))
    assert ("报销一人一事一次", bundle.matter) in broken()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reimbursement SET state = 'returned'",
        "UPDATE payment SET is_standing = NULL, returned_on = paid_on",
        "DELETE FROM payment",
        "DELETE FROM signature WHERE matter LIKE 'reimbursement:%' AND action = 'sign'",
    ],
)
def test_a_payment_beside_its_way_is_named(app, statement):
    bundle = reimbursements.paid(states.closed(seats=1))
    assert broken() == set()
    db.session.execute(text(statement))
    assert ("先签批后支付", bundle.matter) in broken()


def test_a_state_changed_by_hand_is_named(app):
    dispatch = states.reserved(seats=1)
    db.session.execute(text("UPDATE dispatch SET state = 'draft'"))
    assert ("状态与台账一致", dispatch.matter) in broken()


def test_the_terminal_names_what_is_broken_and_says_so_with_its_exit(app):
    runner = app.test_cli_runner()
    assert runner.invoke(args=["check"]).output == "共12项，全部相符\n"
    db.session.execute(update(BudgetLine).values(spent=5))
    db.session.commit()
    told = runner.invoke(args=["check"])
    said = "预算与编列、流水一致（第22条）：budget_line:1"
    assert (told.exit_code, said in told.output) == (
        1,
        True,
    )
