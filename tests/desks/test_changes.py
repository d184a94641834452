"""派遣变更, as the section asks for them and the deputy decides."""

import pytest

from models.db import db, unit_of_work
from models.tables import Change, Dispatch, Expert, Unit
from models.vocabulary import Post
from models.workflows.assignment import State as Part
from models.workflows.dispatch import State
from tests import states
from tests.office import PASSWORD


def ask(browser, dispatch, kind, target="", reason="情况有变"):
    page = browser(Post.SECTION).open("dispatch.propose_change", dispatch_id=dispatch.id)
    return page.submit("#change form", kind=kind, target=target, reason=reason)


def decide(browser, action, note="", password=PASSWORD):
    change = db.session.scalars(db.select(Change).order_by(Change.id.desc())).first()
    page = browser(Post.DEPUTY).open("dispatch.decide_change", change_id=change.id)
    return page.submit("#change form", action=action, note=note, password=password)


def again(dispatch) -> Dispatch:
    return db.session.get(Dispatch, dispatch.id)


def test_a_change_without_its_reason_is_refused_beside_the_field(browser):
    page = ask(browser, states.issued(), "cancel", reason="  ")
    assert page.status == 422
    assert "必须写明理由" in page.text("#reason-error")


def test_while_a_change_is_undecided_the_deputy_cannot_sign(browser):
    dispatch = states.endorsed()
    ask(browser, dispatch, "void_draw")
    page = browser(Post.DEPUTY).open("dispatch.show", dispatch_id=dispatch.id)
    page = page.submit("#act form", action="sign", password=PASSWORD)
    assert "有变更申请待分管领导批准" in page.refusals()[0]
    assert again(dispatch).state is State.ENDORSED


def test_an_approved_void_sends_the_dispatch_back_to_be_frozen_anew(browser):
    dispatch = states.drawn()
    ask(browser, dispatch, "void_draw")
    decide(browser, "approve")
    assert again(dispatch).state is State.RESERVED
    assert {part.state for part in again(dispatch).assignments} == {Part.VOIDED}


def test_an_approval_without_the_password_changes_nothing(browser):
    dispatch = states.drawn()
    ask(browser, dispatch, "void_draw")
    page = decide(browser, "approve", password="wrong")
    assert page.text("#password-error") == "密码不正确，未签署；请重新输入登录密码"
    assert again(dispatch).state is State.DRAWN


def test_a_refused_change_says_why_and_leaves_all_as_it_was(browser):
    dispatch = states.issued()
    ask(browser, dispatch, "cancel")
    assert "必须写明理由" in decide(browser, "refuse").refusals()[0]
    decide(browser, "refuse", note="任务照常进行")
    assert again(dispatch).state is State.ISSUED


def test_a_cancelled_dispatch_gives_its_funds_back_and_tells_the_experts(browser):
    dispatch = states.issued()
    ask(browser, dispatch, "cancel")
    decide(browser, "approve")
    assert again(dispatch).state is State.CANCELLED
    line = again(dispatch).budget_line
    assert (line.reserved, line.spent) == (0, 0)
    told = browser(states.acting_for(again(dispatch).assignments[0]).account.login)
    assert "任务已撤销" in told.open("notices.index").text("main")


def test_a_released_expert_leaves_a_seat_that_is_drawn_anew_without_them(browser):
    dispatch = states.issued()
    part = dispatch.seated[0]
    ask(browser, dispatch, "release_expert", target=f"assignment:{part.id}")
    decide(browser, "approve")
    page = browser(Post.SECTION).open("dispatch.ceremony", dispatch_id=dispatch.id)
    page.submit("#ceremony form")
    request = again(dispatch).current_draw.request
    out = {row["expert"]: row["reason"] for row in request["excluded"]}
    assert out[part.expert.code] == "本次派遣已答复不参加或已调整"


def test_a_waived_seat_lets_the_others_go_and_gives_its_share_back(browser):
    dispatch = states.vacant()
    seat = next(seat for seat in dispatch.seats if seat.is_vacant)
    before = dispatch.reserved
    ask(browser, dispatch, "waive_seat", target=f"seat:{seat.id}")
    decide(browser, "approve")
    assert again(dispatch).reserved == before // 2
    page = browser(Post.SECTION).open("dispatch.show", dispatch_id=dispatch.id)
    assert "空缺" not in " ".join(page.texts(".missing li"))


def test_a_seat_nobody_can_fill_is_named_with_what_would_help(browser):
    dispatch = states.reserved(seats=13)
    page = browser(Post.SECTION).open("dispatch.ceremony", dispatch_id=dispatch.id)
    page = page.submit("#ceremony form")
    assert page.status == 422
    assert "第1至13席（通风与防灭火，高级）需要13人，可派的只有12人" in page.refusals()[0]
    assert "可以" in page.refusals()[0]
    assert again(dispatch).state is State.RESERVED


@pytest.mark.parametrize("by", ["employer", "group"])
def test_a_target_that_employs_every_candidate_leaves_nobody_and_says_so(browser, by):
    dispatch = states.reserved()
    target = dispatch.targets[0].id
    with unit_of_work():
        for expert in db.session.scalars(db.select(Expert)):
            if by == "employer":
                expert.employer_id = target
            else:
                db.session.get(Unit, expert.employer_id).parent_id = target
    page = browser(Post.SECTION).open("dispatch.ceremony", dispatch_id=dispatch.id)
    page = page.submit("#ceremony form")
    assert page.status == 422
    assert "第1席" in page.refusals()[0]
