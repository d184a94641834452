"""派遣变更, as the section asks for them and the deputy decides."""

from datetime import date, timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.operations.declarations import declare_absence
from models.tables import Change, Dispatch, Expert, Unit
from models.vocabulary import DeclineKind, Post, Standing
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


LATER = {"starts_at": "2026-06-10T09:00", "ends_at": "2026-06-10T17:30"}


def alter(browser, dispatch, kind, who=Post.SECTION, **fields):
    page = browser(who).open("dispatch.alter", dispatch_id=dispatch.id, kind=kind)
    return page.submit("#change form", **{"reason": "矿方停产检修"} | fields)


def test_the_page_of_changes_leads_to_those_that_alter_the_form(browser):
    page = browser(Post.SECTION).open("dispatch.propose_change", dispatch_id=states.issued().id)
    assert page.texts("#change .actions a") == ["改期", "延长任务", "调整任务内容"]


def test_a_task_is_put_off_and_both_times_are_seen_by_deputy_and_expert(browser):
    dispatch = states.briefed()
    alter(browser, dispatch, "postpone", **LATER)
    change = db.session.scalars(db.select(Change)).one()
    page = browser(Post.DEPUTY).open("dispatch.decide_change", change_id=change.id)
    assert page.texts("#change td")[:2] == ["2026年6月8日 09:00", "2026年6月10日 09:00"]
    decide(browser, "approve")
    part = again(dispatch).seated[0]
    page = browser(states.acting_for(part).account.login).open(
        "assignment.show", assignment_id=part.id
    )
    assert "2026年6月10日 09:00" in page.text("#part table")
    assert "请看清新的内容，重新答复" in page.text("#part .warning")
    page.submit('form[action$="/accept"]', is_clear="y")
    assert db.session.get(type(part), part.id).state is Part.ACCEPTED


def test_who_may_not_come_is_shown_before_anything_is_proposed(browser):
    dispatch = states.briefed()
    part = dispatch.seated[0]
    with unit_of_work():
        declare_absence(
            part.expert, first_day=date(2026, 6, 10), last_day=date(2026, 6, 10), note="出差",
            by=states.acting_for(part),
        )  # fmt: skip
    page = alter(browser, dispatch, "postpone", **LATER)
    assert page.status == 422
    assert page.texts(".missing li") == [f"第1席{part.expert_name}：已登记不能参加"]
    assert not again(dispatch).changes
    page.submit("#change form", is_seen="y")
    assert len(again(dispatch).changes) == 1


def test_another_time_than_the_one_that_was_shown_is_shown_again(browser):
    dispatch = states.briefed()
    part = dispatch.seated[0]
    with unit_of_work():
        declare_absence(
            part.expert, first_day=date(2026, 6, 10), last_day=date(2026, 6, 11), note="出差",
            by=states.acting_for(part),
        )  # fmt: skip
    page = alter(browser, dispatch, "postpone", **LATER)
    other = {"starts_at": "2026-06-11T09:00", "ends_at": "2026-06-11T17:30"}
    page = page.submit("#change form", is_seen="y", **other)
    assert (page.status, again(dispatch).changes) == (422, [])


def test_before_the_signature_only_the_signing_chain_reads_who_may_not_come(browser, person):
    dispatch = states.endorsed()
    part = dispatch.seated[0]
    with unit_of_work():
        part.expert.appointed_until = date(2026, 6, 9)
    alter(browser, dispatch, "postpone", is_seen="y", **LATER)
    page = alter(browser, dispatch, "postpone", **LATER)
    page.submit("#change form", is_seen="y")
    change = db.session.scalars(db.select(Change)).one()
    seen = browser(Post.LEADER).open("dispatch.decide_change", change_id=change.id)
    assert seen.texts(".missing li") == ["第1席：任务期间不在聘期内"]


def test_a_longer_task_says_what_it_costs_and_what_is_left(browser):
    dispatch = states.briefed()
    page = browser(Post.SECTION).open("dispatch.alter", dispatch_id=dispatch.id, kind="extend")
    assert "需追加800.00元，“专家劳务费”可用98,400.00元" in page.text("#change")
    longer = {"ends_at": "2026-06-09T12:00", "half_days": "3", "reason": "巷道较长"}
    page.submit("#change form", **longer)
    decide(browser, "approve")
    assert (again(dispatch).half_days, again(dispatch).reserved) == (3, 240_000)


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("postpone", {"starts_at": "2026-05-01T09:00", "ends_at": "2026-05-01T17:00"}, "现在以后"),
        ("postpone", {"starts_at": "", "ends_at": "2026-06-10T17:00"}, "请填写开始时间"),
        ("postpone", {"starts_at": "0026-06-10T09:00"}, "年份应在"),
        ("extend", {"half_days": "9"}, "最多2个半天"),
        ("extend", {"half_days": ""}, "请填写半天数"),
        ("amend", {"place": ""}, "任务地点不能为空"),
        ("amend", {"protection-0-what": "", "protection-1-what": ""}, "须逐项列出防护用品"),
        ("amend", {"reason": " "}, "必须写明理由"),
        ("amend", {}, "没有改动任何内容"),
    ],
)
def test_what_cannot_be_altered_so_is_refused_in_words_and_what_was_typed_is_kept(
    browser, kind, fields, said
):
    dispatch = states.briefed()
    page = alter(browser, dispatch, kind, **fields)
    assert page.status == 422
    assert said in page.text("#change")
    assert not again(dispatch).changes


def test_the_content_is_amended_and_the_object_is_not_asked_for(browser):
    dispatch = states.issued()
    page = browser(Post.SECTION).open("dispatch.alter", dispatch_id=dispatch.id, kind="amend")
    assert "对象单位和专家需求不能调整" in page.text("#change .hint")
    page = page.press('button[name="more"]', more="protection")
    fields = {"place": "地面调度室", "protection-2-what": "矿灯", "reason": "改查监控"}
    page.submit("#change form", **fields)
    decide(browser, "approve")
    assert again(dispatch).place == "地面调度室"
    assert [item.what for item in again(dispatch).protection] == ["自救器", "安全帽", "矿灯"]
    page = browser(Post.HR).open("notices.index")
    assert "派遣有变更（调整任务内容）" in page.text("main")


def test_a_change_of_no_such_kind_has_no_page(browser):
    person, dispatch = browser(Post.SECTION), states.issued()
    assert person.open("dispatch.alter", dispatch_id=dispatch.id, kind="crown").status == 404
    assert person.open("dispatch.alter", dispatch_id=dispatch.id, kind="cancel").status == 404
    assert browser("section_2").open(
        "dispatch.alter", dispatch_id=dispatch.id, kind="amend"
    ).status == 404  # fmt: skip


def test_an_acceptance_of_the_time_before_is_shown_the_new_one_first(browser):
    dispatch = states.issued()
    part = dispatch.seated[0]
    expert = browser(states.acting_for(part).account.login)
    stale = expert.open("assignment.show", assignment_id=part.id)
    states.put_off(dispatch)
    page = stale.submit('form[action$="/accept"]', is_clear="y")
    assert page.status == 422
    assert "任务有变动，还没有接受" in page.refusals()[0]
    assert "2026年6月10日 09:00" in page.text("#part")
    page.submit('form[action$="/accept"]', is_clear="y")
    assert db.session.get(type(part), part.id).state is Part.ACCEPTED


def test_declining_because_of_the_change_is_offered_only_where_there_was_one(browser):
    dispatch = states.briefed()
    part = dispatch.seated[0]
    expert = browser(states.acting_for(part).account.login)
    page = expert.open("assignment.show", assignment_id=part.id)
    assert "本局变更任务后不能参加" not in page.text("#part")
    states.put_off(dispatch)
    page = expert.open("assignment.show", assignment_id=part.id)
    page.submit('form[action$="/decline"]', kind="changed", note="当日有课")
    assert db.session.get(type(part), part.id).decline_kind is DeclineKind.CHANGED


def fall_out(browser, part, **fields):
    with clock.held_at(states.STARTS):
        page = browser(Post.SECTION).open("assignment.show", assignment_id=part.id)
        assert "当日不能到场" in " ".join(page.texts("#part .actions a"))
        page = browser(Post.SECTION).open("assignment.fall_out", assignment_id=part.id)
        return page.submit("#fall_out form", **{"note": "9时02分来电"} | fields)


def test_an_expert_falls_out_by_telephone_and_the_seat_is_drawn_for_at_once(browser):
    dispatch = states.underway()
    part = dispatch.seated[0]
    page = fall_out(browser, part, kind="personal")
    assert "随机抽取" in page.text("h1")
    assert db.session.get(type(part), part.id).state is Part.DECLINED


def test_or_the_deputy_is_asked_in_the_same_breath_to_waive_the_seat(browser):
    dispatch = states.underway()
    part = dispatch.seated[0]
    fall_out(browser, part, kind="no_show", then="waive")
    decide(browser, "approve", note="其余专家照常")
    seat = next(seat for seat in again(dispatch).seats if seat.id == part.seat_id)
    assert seat.is_waived
    assert again(dispatch).state is State.UNDERWAY


def test_a_call_without_a_word_about_it_is_refused_and_so_is_one_before_the_day(browser):
    part = states.underway().seated[0]
    page = fall_out(browser, part, kind="no_show", note=" ")
    assert (page.status, "必须写明理由" in page.text("#note-error")) == (422, True)
    page = browser(Post.SECTION).open("assignment.fall_out", assignment_id=part.id)
    page = page.submit("#fall_out form", kind="personal", note="来电")
    assert "还没有到开始的日子" in page.refusals()[0]
    page = browser(Post.SECTION).open("assignment.show", assignment_id=part.id)
    assert "当日不能到场" not in page.text("main")


def test_a_choice_of_somebody_who_left_waits_on_the_head_with_what_to_do(browser):
    dispatch = states.drawn()
    with unit_of_work():
        dispatch.seated[0].expert.standing = Standing.SUSPENDED
    desk = browser(Post.SECTION_HEAD).open("desk.index")
    assert "人选有变，请查看" in desk.text("main")
    page = browser(Post.SECTION_HEAD).open("dispatch.show", dispatch_id=dispatch.id)
    assert "请申请作废本次选取后重新选取" in " ".join(page.texts(".missing li"))
    page = page.submit("#act form", action="endorse")
    assert "第1席选定的专家已不能派出" in page.refusals()[0]


def test_where_a_secret_inspection_goes_is_not_told_by_its_changes(browser):
    hour = states.STARTS.replace(hour=0)
    dispatch = states.issued(is_unannounced=True, reveal_at=hour)
    part = dispatch.seated[0]
    alter(browser, dispatch, "amend", place="虚构目标煤矿地面调度室")
    decide(browser, "approve")
    states.put_off(dispatch)
    assert again(dispatch).reveal_at == hour + timedelta(days=2)
    expert = browser(states.acting_for(part).account.login)
    page = expert.open("assignment.show", assignment_id=part.id)
    assert "调度室" not in page.text("#part")
    assert page.texts("#part table td")[:2] == ["2026年6月8日 09:00", "2026年6月10日 09:00"]
    assert "虚构目标煤矿" not in expert.open("notices.index").text("main")


@pytest.mark.parametrize("seen", ["", "0", None])
def test_nothing_is_signed_without_the_version_that_was_read(browser, seen):
    dispatch = states.endorsed()
    page = browser(Post.DEPUTY).open("dispatch.show", dispatch_id=dispatch.id)
    answer = page.submit("#act form", action="sign", password=PASSWORD, seen=seen)
    assert (answer.status, dispatch.state) == (422, State.ENDORSED)
    assert "未签署" in answer.refusals()[0]


@pytest.mark.parametrize("seen", ["", None])
def test_nothing_is_accepted_without_the_version_that_was_read(browser, seen):
    [part] = states.issued(seats=1).seated
    page = browser(part.expert.account.login).open("assignment.show", assignment_id=part.id)
    answer = page.submit('form[action$="/accept"]', is_clear="y", seen=seen)
    assert (answer.status, part.state) == (422, Part.NOTIFIED)
