"""派遣变更: what an approved change brings with it, and the money and the people it moves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from blueprints import attachments
from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import assignments, changes, declarations, draws, falling_out
from models.operations.budget_lines import change_line, kept_scans
from models.operations.dispatches import take
from models.operations.files import Upload
from models.queries import declines
from models.queries.availability import troubles_at
from models.tables import BudgetLine, Change, Dispatch, Expert, Notice
from models.vocabulary import ChangeKind, DeclineKind, ExclusionKind, Post, Standing
from models.workflows.assignment import Action as PartAction
from models.workflows.assignment import State as Part
from models.workflows.change import Action
from models.workflows.change import State as Stage
from models.workflows.dispatch import Action as Step
from models.workflows.dispatch import State
from models.workflows.draw import State as DrawState
from tests import states

LATER = {
    "starts_at": datetime(2026, 6, 10, 1, 0, tzinfo=UTC),
    "ends_at": datetime(2026, 6, 10, 9, 30, tzinfo=UTC),
}
LONGER = {"ends_at": datetime(2026, 6, 9, 4, 0, tzinfo=UTC), "half_days": 3}
ELSEWHERE = {"place": "虚构镇虚构目标煤矿地面调度室"}

pytestmark = pytest.mark.usefixtures("everything_holds")


def asked(dispatch: Dispatch, kind: ChangeKind, **what) -> Change:
    return states.propose(dispatch, kind, reason="情况有变", **what)


def approved(dispatch: Dispatch, kind: ChangeKind, **what) -> Change:
    change = asked(dispatch, kind, **what)
    decide(change)
    return change


def decide(change: Change, action: Action = Action.APPROVE, note: str = "同意") -> None:
    with unit_of_work():
        changes.decide(change, action, by=states.holder(Post.DEPUTY), note=note)


def line() -> BudgetLine:
    return db.session.scalars(db.select(BudgetLine)).one()


def told(account_id: int) -> list[str]:
    return list(db.session.scalars(db.select(Notice.text).filter_by(account_id=account_id)))


def told_of_post(post: Post) -> str:
    return "；".join(told(states.holder(post).account_id))


def arrive(part) -> None:
    with clock.held_at(states.ARRIVED), unit_of_work():
        assignments.attend(part, PartAction.ARRIVE, by=states.acting_for(part))


# 改期


def test_a_task_put_off_is_answered_again_by_whoever_accepted(app):
    dispatch = states.briefed()
    approved(dispatch, ChangeKind.POSTPONE, after=LATER)
    assert (dispatch.starts_at, dispatch.ends_at) == tuple(LATER.values())
    assert dispatch.half_days == 2
    assert {(part.state, part.accepted_at, part.briefed_at) for part in dispatch.seated} == {
        (Part.NOTIFIED, None, None)
    }
    for part in dispatch.seated:
        assert "改期，请重新答复能否参加" in "；".join(told(part.expert.account_id))
    assert "派遣有变更（改期）" in told_of_post(Post.HR)


def test_nobody_departs_to_the_new_time_before_everyone_accepted_it(app, person):
    dispatch = states.briefed()
    approved(dispatch, ChangeKind.POSTPONE, after=LATER)
    with pytest.raises(Refusal, match="尚未答复任务通知"), unit_of_work():
        take(dispatch, Step.DEPART, by=person(Post.SECTION))


def test_a_task_put_off_after_everyone_set_out_waits_for_them_again(app):
    dispatch = states.underway()
    approved(dispatch, ChangeKind.POSTPONE, after=LATER)
    assert (dispatch.state, dispatch.departed_at) == (State.ISSUED, None)


def test_what_somebody_came_to_cannot_be_put_off_or_cancelled(app):
    dispatch = states.underway()
    arrive(dispatch.seated[0])
    for kind, after in ((ChangeKind.POSTPONE, LATER), (ChangeKind.CANCEL, None)):
        with pytest.raises(Refusal, match="已经到场"):
            asked(dispatch, kind, after=after)


def test_whoever_comes_while_a_change_waits_stops_it_from_being_made(app):
    dispatch = states.underway()
    changes_ = [asked(dispatch, ChangeKind.POSTPONE, after=LATER)]
    arrive(dispatch.seated[0])
    with pytest.raises(Refusal, match="已经到场，不能改期"):
        decide(changes_[0])
    assert db.session.get(Change, changes_[0].id).state is Stage.PROPOSED


def test_before_the_deputy_has_signed_nobody_hears_that_it_was_put_off(app):
    dispatch = states.endorsed()
    approved(dispatch, ChangeKind.POSTPONE, after=LATER)
    assert dispatch.state is State.ENDORSED
    assert {part.state for part in dispatch.seated} == {Part.DRAWN}
    assert not any(told(part.expert.account_id) for part in dispatch.seated)


def test_who_cannot_come_because_the_bureau_put_it_off_has_declined_nothing(app):
    dispatch = states.briefed()
    part = dispatch.seated[0]
    approved(dispatch, ChangeKind.POSTPONE, after=LATER)
    with unit_of_work():
        assignments.decline(part, DeclineKind.CHANGED, note="当日有课", by=states.acting_for(part))
    assert part.state is Part.DECLINED
    assert len(declines.counted(db.session(), part.expert, date(2026, 6, 1))) == 0


def test_that_reason_is_only_for_whom_the_bureau_changed_something(app):
    dispatch = states.briefed()
    part = dispatch.seated[0]
    with pytest.raises(Refusal, match="任务没有在接受之后变更"), unit_of_work():
        assignments.decline(part, DeclineKind.CHANGED, note="有课", by=states.acting_for(part))
    approved(dispatch, ChangeKind.POSTPONE, after=LATER)
    with unit_of_work():
        assignments.accept(part, by=states.acting_for(part))
    with pytest.raises(Refusal, match="任务没有在接受之后变更"), unit_of_work():
        assignments.decline(part, DeclineKind.CHANGED, note="有课", by=states.acting_for(part))


def test_who_may_not_come_at_the_new_time_is_named_with_the_reason(app, person):
    dispatch = states.briefed()
    first, second = dispatch.seated
    with unit_of_work():
        declarations.declare_absence(
            first.expert, first_day=date(2026, 6, 10), last_day=date(2026, 6, 11), note="出差",
            by=states.acting_for(first),
        )  # fmt: skip
        second.expert.appointed_until = date(2026, 6, 9)
    found = troubles_at(db.session(), dispatch, *LATER.values())
    assert {each.part.id: each.reasons for each in found} == {
        first.id: (ExclusionKind.ABSENCE,),
        second.id: (ExclusionKind.APPOINTMENT,),
    }
    assert troubles_at(db.session(), dispatch, states.STARTS, states.ENDS) == []


def test_another_task_at_the_new_time_is_a_clash_and_is_not_accepted_twice(app):
    other = states.briefed(seats=9, **LATER)
    dispatch = states.briefed()
    shared = {part.expert_id for part in other.seated}
    [*both] = [part for part in dispatch.seated if part.expert_id in shared]
    if not both:
        with unit_of_work():
            dispatch.seated[0].expert_id = other.seated[0].expert_id
        db.session.expire_all()
        both = [dispatch.seated[0]]
    found = troubles_at(db.session(), dispatch, *LATER.values())
    assert {each.part.id for each in found} == {part.id for part in both}
    approved(dispatch, ChangeKind.POSTPONE, after=LATER)
    with pytest.raises(Refusal, match="已接受另一项任务"), unit_of_work():
        assignments.accept(both[0], by=states.acting_for(both[0]))


# 延长


def test_more_half_days_are_reserved_from_the_line_when_they_are_approved(app):
    dispatch = states.briefed()
    change = asked(dispatch, ChangeKind.EXTEND, after=LONGER)
    assert (dispatch.reserved, line().reserved) == (160_000, 160_000)
    assert (change.before["reserved"], change.after["reserved"]) == (160_000, 240_000)
    decide(change)
    assert (dispatch.half_days, dispatch.reserved, line().reserved) == (3, 240_000, 240_000)
    assert {part.state for part in dispatch.seated} == {Part.BRIEFED}
    for part in dispatch.seated:
        assert "延长任务，请查看变更后的内容" in "；".join(told(part.expert.account_id))


def test_what_does_not_fit_the_line_is_refused_with_the_figures_when_asked(app):
    dispatch = states.briefed(rate=2_400_000)  # 96,000.00元 of 100,000.00
    with pytest.raises(Refusal, match=r"可用4,000\.00元，本次需要48,000\.00元"):
        asked(dispatch, ChangeKind.EXTEND, after=LONGER)
    assert not dispatch.changes


def test_what_no_longer_fits_is_refused_when_it_is_approved_and_nothing_is_altered(app):
    dispatch = states.briefed()
    change = asked(dispatch, ChangeKind.EXTEND, after=LONGER)
    with unit_of_work():
        by = states.holder(Post.FINANCE)
        scan = kept_scans([Upload("批复.pdf", b"%PDF-1.7")], attachments.folder(), by=by)
        change_line(line(), amount=200_000, document="泽财〔2026〕8号", scans=scan, by=by)
    with pytest.raises(Refusal, match=r"可用400\.00元，本次需要800\.00元"):
        decide(change)
    dispatch = db.session.get(Dispatch, dispatch.id)
    assert (dispatch.half_days, dispatch.reserved) == (2, 160_000)


def test_a_later_end_alone_costs_nothing(app):
    dispatch = states.briefed()
    approved(dispatch, ChangeKind.EXTEND, after={"ends_at": states.ENDS + timedelta(hours=2)})
    assert (dispatch.half_days, line().reserved) == (2, 160_000)


def test_a_waived_seat_costs_nothing_longer(app):
    dispatch = states.vacant()
    seat = next(seat for seat in dispatch.seats if seat.is_vacant)
    approved(dispatch, ChangeKind.WAIVE_SEAT, seat=seat)
    approved(dispatch, ChangeKind.EXTEND, after=LONGER)
    assert (dispatch.reserved, line().reserved) == (120_000, 120_000)


def test_what_was_worked_longer_is_settled_to_the_fen(app):
    dispatch = states.underway()
    approved(dispatch, ChangeKind.EXTEND, after=LONGER)
    left = LONGER["ends_at"]
    for moment, action in ((states.ARRIVED, PartAction.ARRIVE), (left, PartAction.LEAVE)):
        with clock.held_at(moment), unit_of_work():
            for part in dispatch.seated:
                assignments.attend(part, action, by=states.acting_for(part))
    states.file_reports(dispatch)
    with clock.held_at(states.RATED), unit_of_work():
        for part in dispatch.seated:
            service = states.service(half_days=3)
            assignments.rate(part, service, by=states.holder(Post.SECTION))
    for step, post in ((Step.DELIVER, Post.SECTION), (Step.RECEIVE, Post.HR)):
        states.step(dispatch, step, post, at=states.RATED)
    states.step(dispatch, Step.CLOSE, Post.SECTION, at=states.RATED)
    assert (line().reserved, line().spent) == (0, 240_000)


# 调整内容


def test_an_amended_place_is_kept_beside_the_old_one_and_asks_nobody_again(app):
    dispatch = states.briefed()
    change = approved(dispatch, ChangeKind.AMEND, after=ELSEWHERE)
    [version] = change.versions
    assert (version.label, version.before) == ("任务地点", "虚构镇虚构目标煤矿井下")
    assert version.after == dispatch.place == ELSEWHERE["place"]
    assert {part.state for part in dispatch.seated} == {Part.BRIEFED}


def test_other_equipment_is_confirmed_anew_before_anybody_departs(app, person):
    dispatch = states.briefed()
    approved(
        dispatch, ChangeKind.AMEND,
        after={"hazards": "粉尘", "protection": [["防尘口罩", 2, "bureau"]]},
    )  # fmt: skip
    assert [item.label for item in dispatch.protection] == ["防尘口罩（每人2件，县应急管理局提供）"]
    with pytest.raises(Refusal, match="尚未确认防护用品到位"), unit_of_work():
        take(dispatch, Step.DEPART, by=person(Post.SECTION))


@pytest.mark.parametrize("name", ["targets", "seats", "rate", "title"])
def test_the_object_and_the_seats_are_not_for_a_change(app, name):
    with pytest.raises(Refusal, match="另行起草（一事一派）"):
        asked(states.issued(), ChangeKind.AMEND, after={name: "另一个"})


def test_the_deputys_signature_covers_both_versions(app):
    change = asked(states.issued(), ChangeKind.AMEND, after=ELSEWHERE)
    document = change.document()
    assert document["before"]["place"] != document["after"]["place"] == ELSEWHERE["place"]


def test_a_change_that_alters_nothing_signs_as_it_always_did(app):
    change = asked(states.issued(), ChangeKind.CANCEL)
    assert set(change.document()) == {"dispatch", "kind", "expert", "seat", "reason"}


# 撤销


@pytest.mark.parametrize(
    "reach", [states.frozen, states.drawn, states.endorsed, states.issued, states.vacant,
              states.redrawn, states.briefed, states.underway],
)  # fmt: skip
def test_a_dispatch_is_cancelled_at_every_stage_and_gives_its_funds_back(app, reach):
    dispatch = reach()
    known = [part for part in dispatch.seated if part.notified_at]
    approved(dispatch, ChangeKind.CANCEL)
    assert dispatch.state is State.CANCELLED
    assert (dispatch.reserved, line().reserved, line().spent) == (0, 0, 0)
    assert not dispatch.seated
    for part in known:
        assert "任务已撤销" in "；".join(told(part.expert.account_id))
    assert dispatch.draws, "the record of the draw stays"


def test_a_pool_frozen_for_a_cancelled_dispatch_is_given_up_and_holds_no_draw(app):
    dispatch = states.frozen()
    change = asked(dispatch, ChangeKind.CANCEL)
    with pytest.raises(Refusal, match="请等决定之后再投入"), unit_of_work():
        draws.contribute(dispatch.current_draw, "骰子 3 5 1 6", by=states.holder(Post.SECTION))
    decide(change)
    assert dispatch.current_draw.state is DrawState.CALLED_OFF


def test_a_second_pool_is_given_up_with_its_dispatch(app):
    dispatch = states.vacant()
    with unit_of_work():
        draws.freeze(dispatch, by=states.holder(Post.SECTION))
    approved(dispatch, ChangeKind.CANCEL)
    assert [draw.state for draw in dispatch.draws] == [DrawState.PUBLISHED, DrawState.CALLED_OFF]


# 当日不能到场


def fall_out(part, kind: DeclineKind, at: datetime = states.STARTS) -> None:
    with clock.held_at(at), unit_of_work():
        note = "8时50分电话联系"
        falling_out.fall_out(part, kind, note=note, by=states.holder(Post.SECTION))


@pytest.mark.parametrize(
    ("kind", "counted"),
    [(DeclineKind.ILLNESS, 0), (DeclineKind.PERSONAL, 1), (DeclineKind.NO_SHOW, 1)],
)
def test_an_expert_falls_out_on_the_day_and_why_is_reckoned(app, kind, counted):
    part = states.underway().seated[0]
    fall_out(part, kind)
    assert (part.state, part.decline_kind) == (Part.DECLINED, kind)
    assert len(declines.counted(db.session(), part.expert, date(2026, 6, 8))) == counted
    assert (part.proof is not None) == (kind is DeclineKind.ILLNESS)
    assert "已登记您当日不能到场" in "；".join(told(part.expert.account_id))


def test_before_the_day_nobody_falls_out_on_it(app):
    part = states.underway().seated[0]
    with pytest.raises(Refusal, match="还没有到开始的日子"):
        fall_out(part, DeclineKind.PERSONAL, at=clock.now())


def test_nobody_stays_away_before_the_hour_or_without_having_promised_to_come(app):
    part = states.underway().seated[0]
    with pytest.raises(Refusal, match="还没有到开始时间"):
        fall_out(part, DeclineKind.NO_SHOW, at=states.ARRIVED)
    part = states.issued().seated[0]
    with pytest.raises(Refusal, match="没有答复接受任务"):
        fall_out(part, DeclineKind.NO_SHOW)


def test_the_expert_cannot_call_it_staying_away_nor_the_section_call_it_anything(app):
    part = states.issued().seated[0]
    with pytest.raises(Refusal, match="由股室在任务当日登记"), unit_of_work():
        assignments.decline(part, DeclineKind.NO_SHOW, note="无", by=states.acting_for(part))
    with pytest.raises(Refusal, match="请选择当日不能到场的原因"):
        fall_out(part, DeclineKind.CHANGED)


def test_the_others_come_go_and_report_while_the_seat_is_filled_anew(app):
    dispatch = states.underway()
    gone, other = dispatch.seated
    fall_out(gone, DeclineKind.NO_SHOW)
    with clock.held_at(states.STARTS), unit_of_work():
        draws.freeze(dispatch, by=states.holder(Post.SECTION))
    assert dispatch.state is State.REFROZEN
    for moment, action in ((states.ARRIVED, PartAction.ARRIVE), (states.LEFT, PartAction.LEAVE)):
        with clock.held_at(moment), unit_of_work():
            assignments.attend(other, action, by=states.acting_for(other))
    assert other.state is Part.LEFT


def test_whoever_fills_the_seat_sets_out_when_everything_is_there_again(app):
    dispatch = states.underway()
    gone = dispatch.seated[0]
    fall_out(gone, DeclineKind.NO_SHOW)
    with clock.held_at(states.STARTS):
        with unit_of_work():
            draws.freeze(dispatch, by=states.holder(Post.SECTION))
        states.contributed(dispatch)
        states.step(dispatch, Step.APPROVE_SUPPLEMENT, Post.DEPUTY)
        new = dispatch.seated[-1]
        with unit_of_work():
            assignments.accept(new, by=states.acting_for(new))
            states.prepare(new)
        with pytest.raises(Refusal, match="请先由股室确认"), unit_of_work():
            assignments.attend(new, PartAction.ARRIVE, by=states.acting_for(new))
        states.step(dispatch, Step.DEPART, Post.SECTION)
        with unit_of_work():
            assignments.attend(new, PartAction.ARRIVE, by=states.acting_for(new))
    assert new.state is Part.ON_SITE


def test_a_file_is_not_delivered_over_an_empty_seat_that_nobody_decided_about(app, person):
    dispatch = states.underway()
    gone, other = dispatch.seated
    fall_out(gone, DeclineKind.NO_SHOW)
    for moment, action in ((states.ARRIVED, PartAction.ARRIVE), (states.LEFT, PartAction.LEAVE)):
        with clock.held_at(moment), unit_of_work():
            assignments.attend(other, action, by=states.acting_for(other))
    states.file_reports(dispatch)
    with clock.held_at(states.RATED), unit_of_work():
        assignments.rate(other, states.service(), by=states.holder(Post.SECTION))
    with pytest.raises(Refusal, match="第1席空缺"):
        states.step(dispatch, Step.DELIVER, Post.SECTION, at=states.RATED)
    approved(dispatch, ChangeKind.WAIVE_SEAT, seat=gone.seat)
    assert (dispatch.reserved, line().reserved) == (80_000, 80_000)
    states.step(dispatch, Step.DELIVER, Post.SECTION, at=states.RATED)
    assert dispatch.state is State.DELIVERED


# 选定之后不能派出


def leave(expert: Expert, how: str) -> None:
    with unit_of_work():
        expert = db.session.get(Expert, expert.id)
        if how == "appointment":
            expert.appointed_until = date(2026, 6, 7)
        else:
            expert.standing = Standing(how)


@pytest.mark.parametrize("how", ["suspended", "ended", "appointment"])
@pytest.mark.parametrize(
    ("reach", "step", "post"),
    [
        (states.drawn, Step.ENDORSE, Post.SECTION_HEAD),
        (states.endorsed, Step.SIGN, Post.DEPUTY),
        (states.redrawn, Step.APPROVE_SUPPLEMENT, Post.DEPUTY),
    ],
)
def test_nobody_signs_for_an_expert_who_left_until_the_choice_is_voided(
    app, reach, step, post, how
):
    dispatch = reach()
    part = next(part for part in dispatch.seated if not part.notified_at)
    leave(part.expert, how)
    said = f"第{part.seat.number}席选定的专家已不能派出：请申请作废本次选取后重新选取"
    with pytest.raises(Refusal, match=said) as refused:
        states.step(dispatch, step, post)
    assert part.expert_name not in refused.value.message
    approved(dispatch, ChangeKind.VOID_DRAW)
    assert dispatch.state in {State.RESERVED, State.ISSUED}


def test_who_was_told_already_does_not_stop_the_supplement(app):
    dispatch = states.redrawn()
    leave(next(part for part in dispatch.seated if part.notified_at).expert, "suspended")
    states.step(dispatch, Step.APPROVE_SUPPLEMENT, Post.DEPUTY)
    assert dispatch.state is State.ISSUED
