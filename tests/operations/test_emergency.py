"""紧急调用 (Art. 11): the order, the calls, the papers after them, and what none of it skips."""

from datetime import date

import pytest

from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import assignments, changes, emergency, emergency_calls, fees
from models.operations.emergency_calls import Call
from models.operations.fees import Entered
from models.queries import declines
from models.queries import emergency as queries
from models.tables import (
    Absence,
    BudgetLine,
    Dispatch,
    EmergencyCall,
    Event,
    Notice,
    Signature,
    Unit,
)
from models.vocabulary import (
    CallOutcome,
    ChangeKind,
    DeclineKind,
    FeeUnit,
    Post,
    SelectionWay,
    TaskType,
)
from models.workflows.assignment import Action as PartAction
from models.workflows.assignment import State as PartState
from models.workflows.change import Action as ChangeAction
from models.workflows.dispatch import Action, State
from tests import emergencies, states
from tests.emergencies import call, expert

COMES, CANNOT, UNREACHED = CallOutcome.COMES, CallOutcome.CANNOT, CallOutcome.UNREACHED


def refused(act) -> Refusal:
    with pytest.raises(Refusal) as told:
        act()
    return told.value


def told(who: Post | str) -> str:
    holding = states.held_by(who.value if isinstance(who, Post) else who)
    found = db.select(Notice.text).filter_by(account_id=holding.account_id)
    return "\n".join(db.session.scalars(found))


def kinds() -> list[str]:
    return list(db.session.scalars(db.select(Event.kind).order_by(Event.number)))


def test_an_order_is_signed_numbered_and_told_to_who_completes_and_who_watches(app):
    dispatch = emergencies.ordered()
    assert (dispatch.state, dispatch.way) == (State.ORDERED, SelectionWay.EMERGENCY)
    assert dispatch.number == "泽应急专派〔2026〕1号"
    signature = db.session.scalars(db.select(Signature)).one()
    assert (signature.account_id, signature.note) == (dispatch.order.by_id, emergencies.REASON)
    assert "待办" in told(Post.SECTION)
    assert "紧急调用" in told(Post.SECTION_HEAD)
    assert "紧急调用" in told(Post.SUPERVISOR)


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ({"reason": "  "}, "reason", "必须写明理由"),
        ({"task_type": TaskType.INSPECTION}, "task_type", "只限事故、灾害的抢险救援"),
        ({"wanted": []}, "wanted", "至少选择一个需要的专业"),
    ],
)
def test_an_order_that_is_none_is_refused_beside_its_field(app, asked, field, said):
    refusal = refused(lambda: emergencies.ordered(**asked))
    assert (refusal.field, refusal.article, said in refusal.message) == (field, 11, True)


@pytest.mark.parametrize("who", [Post.SECTION, Post.SECTION_HEAD, Post.OFFICE])
def test_nobody_but_the_deputy_orders(app, monkeypatch, who):
    holder = states.holder
    monkeypatch.setattr(states, "holder", lambda _: holder(who))
    assert "无权" in refused(emergencies.ordered).message


def test_a_section_that_is_not_the_deputys_cannot_be_charged_with_it(app, monkeypatch):
    other = states.held_by("section_2").sections[0]
    monkeypatch.setattr(emergencies, "mines", lambda: other)
    assert "不属于您" in refused(emergencies.ordered).message


def test_whoever_comes_is_seated_at_once_and_told(app):
    dispatch = emergencies.ordered()
    call(dispatch, 1)
    [part] = dispatch.seated
    assert (part.state, part.way, part.draw) == (PartState.ACCEPTED, SelectionWay.EMERGENCY, None)
    assert "紧急调用，请立即前往" in told("expert")


def test_a_double_tap_makes_one_call(app):
    dispatch = emergencies.ordered()
    for _ in range(2):
        call(dispatch, 1)
        call(dispatch, 2, UNREACHED)
    assert len(db.session.scalars(db.select(EmergencyCall)).all()) == 2
    assert len(dispatch.seated) == 1


def test_who_was_not_reached_is_called_again_after_everyone_else(app):
    dispatch = emergencies.ordered()
    call(dispatch, 1, UNREACHED)
    rows, total = queries.to_call(db.session(), dispatch, 50)
    assert (rows[-1].expert.code, rows[-1].attempt, total) == ("ZZ0001", 2, 12)
    call(dispatch, 1, attempt=2)
    assert [part.expert.code for part in dispatch.seated] == ["ZZ0001"]


def test_an_expert_who_has_answered_is_not_called_a_second_time(app):
    dispatch = emergencies.ordered()
    call(dispatch, 1, CANNOT)
    assert (
        "已由股室承办人呼叫过，答复“不能到”"
        in refused(lambda: call(dispatch, 1, by=Post.DEPUTY)).message
    )


def test_nobody_is_called_once_the_seats_are_full(app):
    dispatch = emergencies.ordered(seats=1)
    call(dispatch, 1)
    assert "1个席位已经满员" in refused(lambda: call(dispatch, 2)).message
    assert queries.to_call(db.session(), dispatch, 50) == ([], 0)


@pytest.mark.parametrize(
    ("kind", "state", "counted"),
    [
        (None, None, 0),
        (DeclineKind.BUSY, PartState.DECLINED, 1),
        (DeclineKind.RECUSAL, PartState.RECUSED, 0),
    ],
)
def test_not_to_come_counts_only_with_a_reason_that_counts(app, kind, state, counted):
    dispatch = emergencies.ordered()
    call(dispatch, 1, CANNOT, kind=kind)
    assert [part.state for part in dispatch.assignments] == ([state] if state else [])
    assert len(declines.counted(db.session(), expert(1), date(2026, 6, 1))) == counted


def test_a_reason_that_is_the_offices_to_say_is_refused(app):
    dispatch = emergencies.ordered()
    say = refused(lambda: call(dispatch, 1, CANNOT, kind=DeclineKind.NO_SHOW))
    assert "请从所列的原因中选择" in say.message


def test_who_must_recuse_is_not_on_the_list_and_not_called(app):
    unit = db.session.scalars(db.select(Unit).filter_by(name="虚构矿业3公司")).one()
    dispatch = emergencies.ordered(targets=[unit])
    rows, _ = queries.to_call(db.session(), dispatch, 50)
    assert "ZZ0003" not in [row.expert.code for row in rows]
    assert "任职单位为对象单位" in refused(lambda: call(dispatch, 3)).message


def test_an_absence_is_shown_and_puts_behind_but_keeps_nobody_from_coming(app):
    with unit_of_work():
        away = Absence(first_day=date(2026, 6, 1), last_day=date(2026, 6, 2))
        away.expert_id = expert(1).id
        db.session.add(away)
    dispatch = emergencies.ordered()
    rows, _ = queries.to_call(db.session(), dispatch, 50)
    assert rows[-1].expert.code == "ZZ0001"
    assert [kind.label for kind in rows[-1].hindrances] == ["已登记不能参加"]
    call(dispatch, 1)
    assert len(dispatch.seated) == 1


def test_a_second_of_one_employer_is_not_called(app):
    with unit_of_work():
        expert(2).employer = expert(1).employer
    dispatch = emergencies.ordered()
    call(dispatch, 1)
    assert "同一单位已有专家参加" in refused(lambda: call(dispatch, 2)).message


def test_the_telephones_that_each_caller_reads_are_registered_once(app):
    dispatch = emergencies.ordered()
    for _ in range(2):
        with unit_of_work():
            emergency.read_phones(dispatch, by=states.holder(Post.SECTION))
    assert kinds().count("emergency:phones") == 2  # the deputy's, and the clerk's


@pytest.mark.parametrize("who", [Post.OFFICE, Post.SECTION_HEAD, Post.SUPERVISOR, "section_2"])
def test_others_neither_call_nor_read_the_telephones(app, who):
    dispatch = emergencies.ordered()
    by = states.held_by(who.value if isinstance(who, Post) else who)
    refused(lambda: emergency.read_phones(dispatch, by=by))
    refused(lambda: emergency_calls.record(dispatch, expert(1), Call(1, COMES), by=by))


def test_nobody_arrives_unbriefed_and_whoever_is_briefed_waits_for_no_papers(app):
    dispatch = emergencies.ordered()
    call(dispatch, 1)
    [part] = dispatch.seated
    clerk = states.holder(Post.SECTION)

    def arrive() -> None:
        with unit_of_work():
            assignments.attend(part, PartAction.ARRIVE, by=clerk)

    assert "不能登记到场" in refused(arrive).message
    with unit_of_work():
        emergency_calls.brief(part, by=clerk)
    arrive()
    assert (part.state, len(part.briefings)) == (PartState.ON_SITE, 4)


def test_only_who_was_called_out_is_briefed_over_the_telephone(app):
    part = states.issued().seated[0]
    say = refused(lambda: emergency_calls.brief(part, by=states.holder(Post.SECTION)))
    assert "只有紧急调用" in say.message


def test_papers_that_lack_something_are_not_handed_in(app):
    dispatch = emergencies.ordered()
    say = refused(lambda: states.step(dispatch, Action.COMPLETE_PAPERS, Post.SECTION)).message
    for entry in ("任务内容与要求", "半天数", "对象单位", "预算项目"):
        assert f"还没有填写{entry}" in say


def test_papers_reserve_the_funds_and_the_head_endorses_them(app):
    dispatch = emergencies.papered()
    [line] = db.session.scalars(db.select(BudgetLine))
    assert (dispatch.state, line.reserved, dispatch.order.is_late) == (
        State.PAPERED, 2 * 2 * 40_000, False,
    )  # fmt: skip
    states.step(dispatch, Action.ENDORSE_PAPERS, Post.SECTION_HEAD)
    assert dispatch.state is State.ISSUED
    assert dispatch.head.name == Post.SECTION_HEAD.label


def test_papers_without_funds_are_refused_with_the_figures(app):
    dispatch = emergencies.filled(emergencies.manned(), rate=90_000_00)
    refusal = refused(lambda: states.step(dispatch, Action.COMPLETE_PAPERS, Post.SECTION))
    assert (refusal.article, "预算不足" in refusal.message) == (22, True)
    assert dispatch.state is State.ORDERED


def test_returned_papers_give_the_funds_back_and_are_awaited_by_the_same_hour(app):
    dispatch = emergencies.papered()
    due = dispatch.order.due_at
    states.step(dispatch, Action.RETURN_PAPERS, Post.SECTION_HEAD, note="请补写依据")
    [line] = db.session.scalars(db.select(BudgetLine))
    assert (dispatch.state, line.reserved) == (State.ORDERED, 0)
    assert (dispatch.order.completed_at, dispatch.order.due_at) == (None, due)


@pytest.mark.parametrize(("hours", "is_late"), [(23, False), (25, True)])
def test_papers_after_a_day_are_accepted_and_marked(app, hours, is_late):
    dispatch = emergencies.filled(emergencies.manned())
    with emergencies.hours_later(dispatch, hours):
        states.step(dispatch, Action.COMPLETE_PAPERS, Post.SECTION)
    assert dispatch.order.is_late is is_late


def test_the_papers_change_neither_the_kind_of_task_nor_whom_the_deputy_ordered(app):
    dispatch = emergencies.ordered()
    other = refused(lambda: emergencies.filled(dispatch, task_type=TaskType.RESEARCH))
    assert "补办时不能改为其他任务类型" in other.message
    more = refused(lambda: emergencies.filled(dispatch, seats=3))
    assert "专家需求由分管领导的紧急调用决定" in more.message


def test_papers_that_name_an_experts_own_unit_ask_for_another_expert_first(app):
    dispatch = emergencies.filled(emergencies.manned())
    with unit_of_work():
        dispatch.targets = [expert(1).employer]
    refusal = refused(lambda: states.step(dispatch, Action.COMPLETE_PAPERS, Post.SECTION))
    assert (refusal.article, "专家01应当回避" in refusal.message) == (9, True)


def test_whoever_must_give_way_is_released_by_the_deputy_and_another_called(app):
    dispatch = emergencies.manned()
    change = states.propose(
        dispatch, ChangeKind.RELEASE_EXPERT, reason="应当回避", assignment=dispatch.seated[0]
    )
    say = refused(
        lambda: states.step(emergencies.filled(dispatch), Action.COMPLETE_PAPERS, Post.SECTION)
    )
    assert "有变更申请待分管领导批准" in say.message
    with unit_of_work():
        changes.decide(change, ChangeAction.APPROVE, by=states.holder(Post.DEPUTY), note="同意")
    assert "答复“能到”" in refused(lambda: call(dispatch, 1, attempt=2)).message
    call(dispatch, 5)
    assert [part.expert.code for part in dispatch.seated] == ["ZZ0002", "ZZ0005"]


def test_an_order_is_called_off_with_a_reason_and_everyone_told(app):
    dispatch = emergencies.manned()
    off = Action.CALL_OFF_ORDER
    assert "必须写明理由" in refused(lambda: states.step(dispatch, off, Post.DEPUTY)).message
    states.step(dispatch, off, Post.DEPUTY, note="被困人员已自行脱险")
    assert (dispatch.state, dispatch.seated) == (State.CANCELLED, [])
    assert "紧急调用已撤销" in told("expert")


def test_an_order_stands_once_somebody_has_come(app):
    dispatch = emergencies.manned()
    with unit_of_work():
        assignments.attend(dispatch.seated[0], PartAction.ARRIVE, by=states.holder(Post.SECTION))
    off = Action.CALL_OFF_ORDER
    say = refused(lambda: states.step(dispatch, off, Post.DEPUTY, note="不需要了")).message
    assert "专家01已到现场" in say


def test_after_the_papers_everything_goes_on_as_ever(app):
    dispatch = emergencies.issued()
    states.step(dispatch, Action.DEPART, Post.SECTION)
    assert dispatch.state is State.UNDERWAY
    say = refused(lambda: call(dispatch, 5)).message
    assert "不再呼叫专家" in say


def test_nothing_is_rated_before_the_half_days_are_approved(app):
    dispatch = emergencies.manned()
    part = dispatch.seated[0]
    say = refused(lambda: assignments.rate(part, states.service(), by=states.holder(Post.SECTION)))
    assert "手续还没有补齐" in say.message


def test_two_callers_do_not_both_seat_the_last_seat(at_once):
    number = emergencies.ordered(seats=1).id

    def calling(serial: int, who: Post):
        def act() -> None:
            dispatch = db.session.get(Dispatch, number)
            with unit_of_work():
                said = Call(1, COMES)
                emergency_calls.record(dispatch, expert(serial), said, by=states.holder(who))

        return act

    refused_ = at_once(calling(1, Post.SECTION), calling(2, Post.DEPUTY))
    assert refused_ == ["1个席位已经满员，不再呼叫；还要增加的，请另行紧急调用"]
    assert len(db.session.get(Dispatch, number).seated) == 1


def test_two_callers_of_the_same_expert_leave_one_call(at_once):
    number = emergencies.ordered().id

    def calling(who: Post):
        def act() -> None:
            dispatch = db.session.get(Dispatch, number)
            with unit_of_work():
                emergency_calls.record(dispatch, expert(1), Call(1, COMES), by=states.holder(who))

        return act

    assert len(at_once(calling(Post.SECTION), calling(Post.DEPUTY))) == 1
    assert len(db.session.scalars(db.select(EmergencyCall)).all()) == 1


def test_a_seat_filled_while_its_waiver_waits_is_not_waived(app):
    dispatch = emergencies.ordered()
    call(dispatch, 1)
    [seat] = [each for each in dispatch.seats if each.is_vacant]
    change = states.propose(dispatch, ChangeKind.WAIVE_SEAT, reason="无人可派", seat=seat)
    call(dispatch, 2)

    def approve() -> None:
        with unit_of_work():
            changes.decide(change, ChangeAction.APPROVE, by=states.holder(Post.DEPUTY), note="")

    assert "已有专家" in refused(approve).message
    assert (change.is_open, seat.is_waived) == (True, False)


def test_the_papers_of_an_order_pay_no_more_than_the_standard(app):
    dispatch = emergencies.filled(emergencies.manned())
    with unit_of_work():
        entered = Entered(
            grade=None, task_type=None, unit=FeeUnit.HALF_DAY, amount=dispatch.rate - 1,
            hazard_percent=0, first_day=date(2026, 1, 1), last_day=None, document="虚构文件",
        )  # fmt: skip
        standard = fees.adopt(entered, by=states.holder(Post.FINANCE))
        fees.confirm(standard, by=states.holder(Post.LEADER))
    refusal = refused(lambda: states.step(dispatch, Action.COMPLETE_PAPERS, Post.SECTION))
    assert (refusal.field, refusal.article) == ("rate", 19)
    assert (dispatch.state, dispatch.reserved) == (State.ORDERED, 0)


@pytest.mark.parametrize("field", ["title", "place"])
def test_the_papers_do_not_rewrite_what_the_deputy_signed(app, field):
    dispatch = emergencies.manned()
    signed = getattr(dispatch, field)
    refusal = refused(lambda: emergencies.filled(dispatch, **{field: "另一件事、另一个地方"}))
    assert (refusal.field, refusal.article, signed in refusal.message) == (field, 11, True)
    assert getattr(dispatch, field) == signed
