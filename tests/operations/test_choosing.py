"""选定专家: whom a section may name where nobody is drawn, and whom it may not (Art. 11(1)3, 4)."""

from datetime import date

import pytest

from models.db import db, unit_of_work
from models.errors import IllegalMove, NotPermitted, Refusal
from models.operations import choosing, declarations, draws, outsiders
from models.tables import Event, Notice
from models.vocabulary import ChangeKind, DeclineKind, Grade, InterestKind, Post, SelectionWay
from models.workflows.change import Action as ChangeAction
from models.workflows.dispatch import Action, State
from tests import states, variants

S, O = SelectionWay.STANDING, SelectionWay.OFF_ROSTER  # noqa: E741


@pytest.mark.parametrize("way", [S, O])
def test_whoever_is_named_waits_for_the_head_and_is_told_nothing(app, way):
    dispatch = variants.selected(way)
    [part] = dispatch.seated
    assert (dispatch.state, part.way, part.draw) == (State.DRAWN, way, None)
    assert part.owner_account_id is None
    assert not db.session.scalars(db.select(Notice).filter_by(matter=f"assignment:{part.id}")).all()


def test_the_register_says_who_was_chosen_and_by_what(app):
    dispatch = variants.selected(S)
    event = db.session.scalars(db.select(Event).filter_by(kind="dispatch:name")).one()
    assert event.facts["experts"] == ["ZZ0001"]
    assert "泽应急局长办公会纪要〔2026〕6号" in event.facts["bases"][0]
    assert dispatch.matter == event.matter


def test_a_drawn_dispatch_names_nobody_and_a_named_one_freezes_no_pool(app):
    random = states.reserved(seats=1)
    variants.engage("ZZ0001")
    with pytest.raises(Refusal, match="不能直接选定专家"):
        variants.name(random, "ZZ0001")
    standing = states.reserved(seats=1, way=S, way_reason="连续跟踪")
    with pytest.raises(Refusal, match="不抽取"), unit_of_work():
        draws.freeze(standing, by=states.holder(Post.SECTION))


def test_another_way_than_the_draw_needs_its_ground(app):
    with pytest.raises(Refusal, match="还没有写明采用“相对固定”的理由"):
        states.reserved(way=S, way_reason="")


def test_a_seat_left_open_is_asked_for_beside_it(app):
    dispatch = variants.reserved(S)
    with pytest.raises(Refusal, match=r"第1席.*还没有选定专家") as refused:
        variants.name(dispatch)
    assert refused.value.field == f"seat_{dispatch.seats[0].id}"
    assert dispatch.state is State.RESERVED


def test_only_the_sections_own_standing_experts_can_be_named(app):
    dispatch = variants.reserved(S)
    with pytest.raises(Refusal, match="只能选定经局长办公会审定"):
        variants.name(dispatch, "ZZ0002")


def test_an_engagement_that_runs_out_before_the_task_names_nobody(app):
    dispatch = states.reserved(seats=1, way=S, way_reason="连续跟踪")
    variants.engage("ZZ0001", date(2023, 1, 1), date(2026, 6, 7))
    with pytest.raises(Refusal, match="相对固定使用2023年1月1日至2026年6月7日，没有贯穿任务期间"):
        variants.name(dispatch, "ZZ0001")


def test_one_that_was_ended_names_nobody(app):
    dispatch = states.reserved(seats=1, way=S, way_reason="连续跟踪")
    engagement = variants.engage("ZZ0001")
    with unit_of_work():
        variants.engagements.take(
            engagement, "end", by=states.holder(Post.SECTION), note="工作调整"
        )
    with pytest.raises(Refusal, match="只能选定"):
        variants.name(dispatch, "ZZ0001")


def _interest(expert):
    with unit_of_work():
        declarations.declare_interest(
            expert,
            unit="虚构目标煤矿",
            kind=InterestKind.RELATIVE,
            note="",
            by=states.holder(Post.OFFICE),
        )


def test_an_excluded_expert_is_refused_with_every_reason(app):
    dispatch = variants.reserved(S)
    chosen = variants.expert("ZZ0001")
    _interest(chosen)
    with unit_of_work():
        chosen.appointed_until = date(2026, 6, 1)
        chosen.grade = Grade.INTERMEDIATE
    with pytest.raises(Refusal) as refused:
        variants.name(dispatch, "ZZ0001")
    for reason in ("已申报与对象单位有利害关系", "任务期间不在聘期内", "级别不够"):
        assert reason in refused.value.message
    assert (dispatch.state, dispatch.assignments) == (State.RESERVED, [])


@pytest.mark.parametrize("way", [S, O])
def test_whoever_is_busy_then_cannot_be_named(app, way):
    variants.issued(way)
    other = states.reserved(seats=1, way=way, way_reason="连续跟踪")
    if way is O:
        variants.enter(other, variants.person(1))
    code = "ZZ0001" if way is S else other.outsiders[0].expert.code
    with pytest.raises(Refusal, match="任务时间冲突"):
        variants.name(other, code)


def test_somebody_from_the_target_unit_is_no_expert_from_outside_either(app):
    dispatch = states.reserved(seats=1, way=O, way_reason="库内没有")
    outsider = variants.enter(dispatch, variants.person(employer="虚构目标煤矿"))
    with pytest.raises(Refusal, match="任职单位为对象单位"):
        variants.name(dispatch, outsider.expert.code)


def test_nobody_takes_two_seats_and_no_employer_sends_two(app):
    dispatch = variants.reserved(O, seats=2)
    first, second = (each.expert for each in dispatch.outsiders)
    with pytest.raises(Refusal, match="只能占一个席位"):
        variants.name(dispatch, first.code, first.code)
    with unit_of_work():
        second.employer = first.employer
    with pytest.raises(Refusal, match="一次派遣同一单位最多1名专家"):
        variants.name(dispatch, first.code, second.code)


def test_a_legal_seat_is_not_filled_by_an_engineer_from_outside(app):
    dispatch = states.reserved(seats=1, way=O, way_reason="库内没有")
    outsider = variants.enter(dispatch, variants.person())
    with unit_of_work():
        dispatch.seats[0].min_grade = Grade.LEGAL
    with pytest.raises(Refusal, match="级别不够"):
        variants.name(dispatch, outsider.expert.code)


@pytest.mark.parametrize("who", [Post.SECTION_HEAD, Post.OFFICE, "section_2"])
def test_only_the_section_itself_names(app, person, who):
    dispatch = variants.reserved(S)
    seat, chosen = dispatch.seats[0], variants.expert("ZZ0001")
    with pytest.raises(NotPermitted), unit_of_work():
        choosing.name(dispatch, {seat.id: chosen.id}, by=person(who))


@pytest.mark.parametrize("way", [S, O])
def test_the_deputy_voids_a_choice_and_the_section_names_anew(app, way):
    dispatch = variants.selected(way)
    change = states.propose(dispatch, ChangeKind.VOID_DRAW, reason="选定有误")
    with unit_of_work():
        states.changes.decide(
            change, ChangeAction.APPROVE, by=states.holder(Post.DEPUTY), note="同意"
        )
    assert (dispatch.state, dispatch.seated) == (State.RESERVED, [])
    variants.name(dispatch, dispatch.assignments[0].expert.code)
    assert dispatch.state is State.DRAWN


def test_a_vacant_seat_is_named_again_and_the_deputy_approves(app):
    dispatch = variants.issued(S)
    [part] = dispatch.seated
    with unit_of_work():
        states.assignments.decline(
            part, DeclineKind.BUSY, note="有会议", by=states.acting_for(part)
        )
    variants.engage("ZZ0002")
    with pytest.raises(Refusal, match="本次派遣已答复不参加或已调整"):
        variants.name(dispatch, "ZZ0001")
    variants.name(dispatch, "ZZ0002")
    assert dispatch.state is State.REDRAWN
    states.step(dispatch, Action.APPROVE_SUPPLEMENT, Post.DEPUTY)
    assert dispatch.seated[0].notified_at


def test_a_vacant_seat_may_also_be_drawn_for(app):
    dispatch = variants.issued(S)
    [part] = dispatch.seated
    with unit_of_work():
        states.assignments.decline(
            part, DeclineKind.BUSY, note="有会议", by=states.acting_for(part)
        )
        draws.freeze(dispatch, by=states.holder(Post.SECTION))
    states.contributed(dispatch)
    assert dispatch.seated[0].draw is not None


def test_what_the_deputy_signs_names_the_way_the_ground_and_the_proof(app):
    dispatch = variants.issued(O)
    document = dispatch.document()
    assert document["way"] == ["off_roster", variants.REASON]
    assert document["outsiders"][0][-1] == dispatch.outsiders[0].proof.digest
    assert "way" not in states.issued(seats=1).document()


def test_once_named_nobody_is_struck_or_added(app):
    dispatch = variants.selected(O)
    by = states.holder(Post.SECTION)
    with pytest.raises(Refusal, match="不能再登记库外专家"):
        variants.enter(dispatch, variants.person(2))
    with pytest.raises(Refusal), unit_of_work():
        outsiders.strike(dispatch.outsiders[0], by=by)


def test_an_unsigned_choice_goes_no_further(app):
    dispatch = variants.selected(S)
    with pytest.raises(IllegalMove):
        states.step(dispatch, Action.SIGN, Post.DEPUTY)
