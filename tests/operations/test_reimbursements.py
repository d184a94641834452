"""报销 · what may be entered, by whom it goes on, what is withheld, and that it is paid once."""

from datetime import date, timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import bank_accounts, delegations, payments, reimbursements
from models.operations.delegations import Wanted
from models.queries.delegations import in_hand
from models.queries.invariants import QUICK, faults
from models.queries.reimbursement_entries import entries
from models.rules.income_tax import in_force
from models.tables import (
    BankAccount,
    Base,
    Dispatch,
    Event,
    Notice,
    Payment,
    ReimbursementLine,
    Signature,
)
from models.vocabulary import DelegatedKind, Post
from models.workflows.dispatch import State as DispatchState
from models.workflows.reimbursement import Action, State
from tests import reimbursements as bundles
from tests import states

FEE = 80_000  # two half days at 400 yuan
BIG = {"rate": 300_000}  # 6,000 yuan for the task of each


def everything() -> str:
    """The whole database as it lies there, by somebody who has no keys."""
    rows = [
        db.session.execute(db.text(f'SELECT * FROM "{table.name}"')).all()
        for table in Base.metadata.sorted_tables
    ]
    return str(rows)


def twice_the_same_expert(rate: int = BIG["rate"]) -> tuple[Dispatch, Dispatch]:
    """Two closed dispatches of one expert, 6,000 yuan each; the first by another ``rate``."""
    first, second = states.closed(rate=rate, seats=1), states.closed(**BIG, seats=1)
    with unit_of_work():
        second.seated[0].expert = first.seated[0].expert
    return first, second


def refused(message: str):
    return pytest.raises(Refusal, match=message)


def test_a_bundle_goes_through_five_hands_to_the_money(app):
    bundle = bundles.paid()
    assert bundle.state is State.PAID
    assert bundle.number == "泽应急专报〔2026〕1号"
    assert [(line.gross, line.payment.tail) for line in bundle.lines] == [
        (FEE, bundles.number_of(line.expert)[-4:]) for line in bundle.lines
    ]


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("rated", "附件6没有送人教股备案"),
        ("received", "派遣还没有办结"),
        ("underway", "没有服务质量登记表"),
    ],
)
def test_what_is_not_closed_cannot_be_entered_and_the_refusal_says_why(app, state, reason):
    dispatch = getattr(states, state)()
    with refused(reason):
        bundles.compiling(dispatch)
    assert not db.session.scalars(db.select(ReimbursementLine)).all()


def test_one_bad_dispatch_keeps_the_good_one_out_too(app):
    good, bad = states.closed(), states.received()
    with refused("没有保存"):
        bundles.compiling(good, bad)
    assert not db.session.scalars(db.select(ReimbursementLine)).all()


def test_without_the_deputys_signature_nothing_is_entered(app):
    dispatch = states.closed()
    db.session.execute(db.delete(Signature))
    [found] = entries(db.session(), [dispatch], None)
    db.session.rollback()
    assert found.gaps == ["没有分管领导审签的派遣审批单（附件4）"]


def test_a_task_that_stands_in_one_bundle_enters_no_other(app):
    dispatch = states.closed()
    bundles.compiling(dispatch)
    with refused("已列入另一批报销"):
        bundles.compiling(dispatch)


def test_the_dispatch_of_another_unit_is_not_the_bureaus_money(app):
    dispatch = states.closed()
    [found] = entries(db.session(), [dispatch], None)
    assert found.gaps == []
    dispatch.use_request_id = 1
    with db.session.no_autoflush:
        [found] = entries(db.session(), [dispatch], None)
        assert "由申请使用的单位自行支付" in found.gaps[0]
    db.session.rollback()


def test_what_is_marked_unpaid_is_left_out(app):
    dispatch = states.closed()
    with unit_of_work():
        dispatch.seated[0].service.unpaid = "公务员履行职责"
    bundle = bundles.compiling(dispatch)
    assert [line.assignment_id for line in bundle.lines] == [dispatch.seated[1].id]


def test_nobody_takes_two_steps(app):
    bundle = bundles.submitted()
    with unit_of_work():
        head = states.holder(Post.SECTION_HEAD)
        bundle.handler_id = head.account_id
    with pytest.raises(NotPermitted, match="经办人不得再"):
        bundles.take(bundle, Action.ENDORSE, Post.SECTION_HEAD)


def test_whoever_is_paid_by_it_handles_none_of_it(app):
    bundle = bundles.submitted()
    with unit_of_work():
        bundle.lines[0].expert.account = states.holder(Post.SECTION_HEAD).account
    with pytest.raises(NotPermitted, match="您本人的劳务报酬"):
        bundles.take(bundle, Action.ENDORSE, Post.SECTION_HEAD)


@pytest.mark.parametrize(
    ("until", "post"),
    [
        (Action.ENDORSE, Post.HR),
        (Action.CHECK, Post.OFFICE),
        (Action.REVIEW, Post.LEADER),
        (Action.SIGN, Post.FINANCE),
    ],
)
def test_every_hand_may_return_it_to_the_section_with_a_reason(app, until, post):
    bundle = bundles.signed(until=until)
    with refused("必须写明理由"):
        bundles.take(bundle, Action.RETURN, post)
    bundles.take(bundle, Action.RETURN, post, note="附件6的半天数请核对")
    assert (bundle.state, bundle.note) == (State.RETURNED, "附件6的半天数请核对")
    bundles.take(bundle, Action.SUBMIT, Post.SECTION)
    assert bundle.handler_ids == {states.holder(Post.SECTION).account_id}


def test_what_is_discarded_lets_its_tasks_go(app):
    dispatch = states.closed()
    bundle = bundles.compiling(dispatch)
    bundles.take(bundle, Action.DISCARD, Post.SECTION, note="选错了派遣")
    assert len(bundles.compiling(dispatch).lines) == 2


def test_two_bundles_of_a_month_are_taxed_as_one_income(app):
    table = in_force(bundles.MONTH)
    first, second = (bundles.submitted(each).lines[0] for each in twice_the_same_expert())
    assert first.tax == table.tax(600_000)
    assert second.tax == table.tax(1_200_000) - table.tax(600_000)
    assert second.net == second.gross - second.tax


def test_two_tasks_in_one_bundle_are_taxed_as_one_income(app):
    lines = bundles.submitted(*twice_the_same_expert()).lines
    assert sum(line.tax for line in lines) == in_force(bundles.MONTH).tax(1_200_000)


def test_what_is_withheld_too_much_since_another_was_returned_goes_no_further(app):
    large, small = twice_the_same_expert(rate=2_500_000)  # which brings the other more tax
    first, second = bundles.submitted(large), bundles.submitted(small)
    bundles.take(first, Action.RETURN, Post.SECTION_HEAD, note="金额有误")
    bundles.take(second, Action.ENDORSE, Post.SECTION_HEAD)
    with refused("扣税与合并计税不符"):
        bundles.take(second, Action.CHECK, Post.HR)
    bundles.take(second, Action.RETURN, Post.HR, note="重新计税")
    bundles.take(second, Action.SUBMIT, Post.SECTION)
    assert second.lines[0].tax == in_force(bundles.MONTH).tax(600_000)


def test_a_second_month_is_taxed_alone(app):
    first, second = twice_the_same_expert()
    bundles.submitted(first)
    other = bundles.compiling(second, month=date(2026, 7, 1))
    assert other.lines[0].tax == in_force(bundles.MONTH).tax(600_000)


def test_nothing_is_paid_before_the_leader_has_signed(app):
    bundle = bundles.with_accounts(bundles.signed(until=Action.REVIEW))
    with refused("领导签批之后才能支付"):
        bundles.pay(bundle)


def test_nothing_is_paid_without_an_account(app):
    with refused("还没有登记收款账号"):
        bundles.pay(bundles.signed())
    assert not db.session.scalars(db.select(Payment)).all()


def test_what_is_paid_is_paid_once(app):
    bundle = bundles.payable()
    bundles.pay(bundle, count=1)
    with clock.held_at(bundles.AT), refused("已经支付，不能再付一次"), unit_of_work():
        payments.pay(
            bundle, bundle.lines, paid_on=bundles.PAID_ON, voucher="2",
            by=states.holder(Post.FINANCE),
        )  # fmt: skip
    assert len(db.session.scalars(db.select(Payment)).all()) == 1


def test_the_database_itself_refuses_a_second_payment_that_stands(app):
    bundle = bundles.payable()
    bundles.pay(bundle, count=1)
    with refused("刚刚已有人办理"), unit_of_work():
        db.session.add(
            Payment(
                line_id=bundle.lines[0].id, paid_on=bundles.PAID_ON, voucher="2",
                bank="", tail="", reason="", by_id=states.holder(Post.FINANCE).account_id,
            )
        )  # fmt: skip


def test_the_database_itself_refuses_a_task_in_two_bundles(app):
    bundle = bundles.compiling()
    other = bundles.compiling(states.closed())
    with refused("刚刚已有人办理"), unit_of_work():
        db.session.add(
            ReimbursementLine(
                reimbursement_id=other.id, assignment_id=bundle.lines[0].assignment_id,
                order=99, gross=1, tax=0, net=1,
            )
        )  # fmt: skip


def give_back(payment, reason: str = "账号有误"):
    with clock.held_at(bundles.AT), unit_of_work():
        payments.give_back(
            payment, returned_on=bundles.PAID_ON, reason=reason, by=states.holder(Post.FINANCE)
        )


def test_a_returned_payment_is_paid_again_once(app):
    bundle = bundles.paid()
    line = bundle.lines[0]
    give_back(line.payments[0])
    assert (bundle.state, line.payment) == (State.APPROVED, None)
    bundles.pay(bundle)
    assert bundle.state is State.PAID
    assert [each.is_standing for each in line.payments] == [None, True]
    with refused("现在是“已支付”，不能支付"):
        bundles.pay(bundle)
    with refused("已登记退票"):
        give_back(line.payments[0])


def test_what_was_paid_goes_back_to_no_section(app):
    bundle = bundles.payable()
    bundles.pay(bundle, count=1)
    with refused("不能再退回股室"):
        bundles.take(bundle, Action.RETURN, Post.FINANCE, note="退回")


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 6, 12), "不能晚于今天"), (date(2026, 5, 31), "按2026年6月的收入计税")],
)
def test_it_is_paid_in_the_month_by_which_it_was_taxed(app, day, words):
    bundle = bundles.payable()
    with refused(words):
        bundles.pay(bundle, paid_on=day)


def test_no_account_number_stands_anywhere_in_clear(app):
    bundle = bundles.paid()
    numbers = [bundles.number_of(line.expert).replace(" ", "") for line in bundle.lines]
    whole = everything()
    assert "虚构银行泽州支行" in whole
    assert not [number for number in numbers if number in whole]


def test_the_register_never_says_the_number(app):
    bundles.with_accounts(bundles.signed())
    events = db.session.scalars(db.select(Event).where(Event.kind == "bank_account:enter")).all()
    assert events
    assert "9901" not in str([event.facts for event in events])


def test_nobody_else_is_paid_into_the_same_account(app):
    first, second = bundles.signed().lines
    with unit_of_work():
        bank_accounts.record(
            first.expert, number="990120260000001", bank="虚构银行", holder=first.expert.name,
            by=states.holder(Post.FINANCE), basis="登记表",
        )  # fmt: skip
    with refused("已登记在另一位专家名下"), unit_of_work():
        bank_accounts.record(
            second.expert, number="９９０１ 2026 0000 001", bank="虚构银行",
            holder=second.expert.name, by=states.holder(Post.FINANCE), basis="登记表",
        )  # fmt: skip


def test_an_expert_enters_an_account_of_their_own_only(app):
    first, second = bundles.signed().lines
    mine = states.acting_for(first.assignment)
    with unit_of_work():
        bank_accounts.record(
            first.expert, number="990120260000001", bank="虚构银行", holder=first.expert.name,
            by=mine,
        )  # fmt: skip
    assert db.session.scalars(db.select(BankAccount)).one().masked == "**** **** 0001"
    with pytest.raises(NotPermitted), unit_of_work():
        bank_accounts.record(
            second.expert, number="990120260000002", bank="虚构银行", holder=second.expert.name,
            by=mine,
        )  # fmt: skip


def test_each_payment_is_of_one_task_one_closed_dispatch_one_annex_6(app):
    bundles.paid(states.closed(), states.closed(seats=1))
    found = db.session.scalars(db.select(Payment)).all()
    parts = [payment.line.assignment for payment in found]
    assert len({part.id for part in parts}) == len(found) == 3
    for payment, part in zip(found, parts, strict=True):
        assert part.dispatch.state is DispatchState.CLOSED
        assert part.service.fee == payment.line.gross == payment.line.tax + payment.line.net


def test_a_bundle_that_somebody_changed_meanwhile_is_not_overwritten(app):
    dispatch, other = states.closed(), states.closed(seats=1)
    bundle = bundles.compiling(dispatch)
    seen = bundle.version
    for count, chosen in ((1, [other]), (2, [dispatch])):
        by = states.holder(Post.SECTION)
        with clock.held_at(bundles.AT + timedelta(hours=count)):
            if count == 2:
                with refused("已有改动"), unit_of_work():
                    reimbursements.recompose(bundle, bundles.MONTH, chosen, seen=seen, by=by)
            else:
                with unit_of_work():
                    reimbursements.recompose(bundle, bundles.MONTH, chosen, seen=seen, by=by)
    assert [line.assignment.dispatch_id for line in bundle.lines] == [other.id]


def paid_to(post: Post):
    """已支付，其中一笔是持有 ``post`` 的人自己的."""
    bundle = bundles.paid()
    with unit_of_work():
        bundle.lines[0].expert.account = states.holder(post).account
    return bundle


def test_nobody_says_that_their_own_payment_came_back(app):
    payment = paid_to(Post.FINANCE).lines[0].payments[0]
    with pytest.raises(NotPermitted, match="您本人的劳务报酬"):
        give_back(payment)


def test_nobody_stands_in_for_one_whom_it_pays(app, person):
    bundle = bundles.signed(until=Action.REVIEW)
    leader, substitute = person(Post.LEADER), person(Post.EXECUTIVE_DEPUTY).account
    period = Wanted(date(2026, 6, 1), date(2026, 6, 20), [DelegatedKind.ALL], "外出学习")
    with unit_of_work():
        made = delegations.offer(leader, substitute, period, by=leader)
        bundle.lines[0].expert.account = leader.account
    with unit_of_work():
        delegations.accept(made, by=substitute)
    [standing_in] = in_hand(db.session(), substitute.id)
    with clock.held_at(bundles.AT), pytest.raises(NotPermitted, match="劳务报酬"), unit_of_work():
        reimbursements.take(bundle, Action.SIGN, by=standing_in)


def test_whoever_is_paid_by_it_does_not_even_enter_it(app):
    dispatch = states.closed()
    with unit_of_work():
        dispatch.seated[0].expert.account = states.holder(Post.SECTION).account
    with pytest.raises(NotPermitted, match="您本人的劳务报酬"):
        bundles.compiling(dispatch)


def test_whoever_entered_it_submits_it_and_so_takes_no_later_step(app):
    bundle = bundles.compiling()
    with unit_of_work():
        bundle.handler_id = states.holder(Post.HR).account_id
    with refused("由编制人提交"):
        bundles.take(bundle, Action.SUBMIT, Post.SECTION)
    chosen = [bundle.lines[0].assignment.dispatch]
    with clock.held_at(bundles.AT), unit_of_work():
        reimbursements.recompose(
            bundle, bundles.MONTH, chosen, seen=bundle.version, by=states.holder(Post.SECTION)
        )
    bundles.take(bundle, Action.SUBMIT, Post.SECTION)
    assert bundle.state is State.SUBMITTED


def test_what_is_withheld_too_little_since_another_was_returned_goes_no_further(app):
    large, small = twice_the_same_expert(rate=2_500_000)
    other = states.closed(**BIG, seats=1)
    with unit_of_work():
        other.seated[0].expert = large.seated[0].expert
    first, second = bundles.submitted(large), bundles.submitted(small)
    bundles.take(first, Action.RETURN, Post.SECTION_HEAD, note="派遣选错了")
    with clock.held_at(bundles.AT), unit_of_work():
        reimbursements.recompose(
            first, bundles.MONTH, [other], seen=first.version, by=states.holder(Post.SECTION)
        )
    bundles.take(first, Action.SUBMIT, Post.SECTION)
    bundles.take(second, Action.RETURN, Post.SECTION_HEAD, note="金额有误")
    bundles.take(first, Action.ENDORSE, Post.SECTION_HEAD)
    with refused("扣税与合并计税不符"):
        bundles.take(first, Action.CHECK, Post.HR)
    bundles.take(first, Action.RETURN, Post.HR, note="重新计税")
    bundles.take(first, Action.SUBMIT, Post.SECTION)
    assert first.lines[0].tax == in_force(bundles.MONTH).tax(600_000)


def test_what_is_taxed_wrongly_since_it_was_signed_is_not_paid(app):
    large, small = twice_the_same_expert(rate=2_500_000)
    first, second = bundles.submitted(large), bundles.payable(small)
    bundles.take(first, Action.RETURN, Post.SECTION_HEAD, note="金额有误")
    with refused("扣税与合并计税不符"):
        bundles.pay(second)
    bundles.take(second, Action.RETURN, Post.FINANCE, note="重新计税")
    assert second.state is State.RETURNED


def test_too_much_withheld_of_another_stops_nobody_for_good(app):
    large, small = twice_the_same_expert(rate=2_500_000)
    third = states.closed(seats=1)
    with unit_of_work():
        third.seated[0].expert = large.seated[0].expert
    first, second = bundles.submitted(large), bundles.signed(small)
    bundles.take(first, Action.RETURN, Post.SECTION_HEAD, note="金额有误")
    bundle = bundles.signed(third, until=Action.CHECK)
    assert (second.state, bundle.state) == (State.APPROVED, State.CHECKED)
    assert bundle.lines[0].tax == 0


def test_nothing_is_paid_on_a_day_before_the_leader_signed(app):
    bundle = bundles.payable()
    with refused("领导6月11日签批"):
        bundles.pay(bundle, paid_on=date(2026, 6, 10))


def test_an_expert_is_told_when_finance_enters_where_they_are_paid(app):
    bundle = bundles.payable()
    for line in bundle.lines:
        told = db.select(Notice.text).filter_by(account_id=line.expert.account_id)
        assert "财务登记了您的收款账号，请核对；不是您本人提供的，请立即告诉财务" in list(
            db.session.scalars(told)
        )


def leave_out(bundle, reason="本人未提供收款账号"):
    with clock.held_at(bundles.AT), unit_of_work():
        return payments.leave_out(bundle, reason=reason, by=states.holder(Post.FINANCE))


def test_what_could_not_be_paid_in_the_month_goes_back_and_is_entered_anew(app):
    bundle = bundles.pay(bundles.payable(), count=1)
    kept, left = bundle.lines
    part, dispatch = left.assignment, left.assignment.dispatch
    leave_out(bundle)
    assert (bundle.state, bundle.lines) == (State.PAID, [kept])
    [candidate] = entries(db.session(), [dispatch], None)
    assert (candidate.parts, candidate.gaps) == ([part], [])
    again = bundles.pay(bundles.with_accounts(bundles.sign_on(bundles.compiling(dispatch))))
    assert [line.assignment for line in again.lines] == [part]
    assert (again.state, faults(db.session(), QUICK)) == (State.PAID, [])


def test_where_nothing_was_paid_or_all_is_nothing_is_left_out(app):
    bundle = bundles.payable()
    with refused("还没有支付过的，请整批退回股室"):
        leave_out(bundle)
    bundles.pay(bundle)
    with refused("现在是“已支付”"):
        leave_out(bundle)


def test_what_a_bank_returned_is_paid_again_and_not_left_out(app):
    bundle = bundles.payable()
    bundles.pay(bundle, count=1)
    with clock.held_at(bundles.AT), unit_of_work():
        payments.give_back(
            bundle.lines[0].payments[0], returned_on=bundles.PAID_ON, reason="账号已注销",
            by=states.holder(Post.FINANCE),
        )  # fmt: skip
    leave_out(bundle)
    assert (bundle.state, len(bundle.lines)) == (State.APPROVED, 1)
    with refused("没有需要移出的"):
        leave_out(bundle)
