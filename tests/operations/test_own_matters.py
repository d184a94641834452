"""本人事项: what is entered, registered and refused when experts ask for something of their own."""

from datetime import date, timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import IllegalMove, NotPermitted, Refusal
from models.operations import advice as advices
from models.operations import assignments, certificates, profile_changes, resignations, roster
from models.operations import expert_objections as objections
from models.queries import declines, register
from models.tables import Assignment, Event, Expert, Notice
from models.vocabulary import Adoption, DeclineKind, DismissalGround, Post, Standing
from models.workflows import assignment as part_flow
from models.workflows.proposal import State as ProposalState
from tests import advising, proposals, states
from tests.advising import own
from tests.conftest import NOON
from tests.states import acting_for, holder


@pytest.fixture(autouse=True)
def office_open(app):
    """Every test begins with the small office."""


def kinds() -> list[str]:
    return list(db.session.scalars(db.select(Event.kind).order_by(Event.number)))


def act(operation, subject, action, *, by, note=""):
    with unit_of_work():
        operation(subject, action, by=by, note=note)


# Advice


def test_important_advice_is_not_answered_by_the_section():
    advice = advising.received(is_important=True)
    with pytest.raises(Refusal, match="重要建议，请先呈报领导"), unit_of_work():
        advices.reply(advice, Adoption.ADOPTED, text="列入方案", by=holder(Post.SECTION))


def test_another_sections_clerk_answers_nothing():
    advice = advising.given()
    with pytest.raises(NotPermitted), unit_of_work():
        advices.receive(advice, is_important=False, by=states.held_by("section_2"))


def test_advice_is_numbered_in_its_year_and_due_in_working_days():
    advice = advising.given()
    assert (advice.number, advice.due_on) == ("JY2026-001", date(2026, 6, 15))


# Changes of particulars


def test_what_the_office_approved_stands_in_the_roster_and_is_registered():
    change = advising.proposed(title="正高级工程师", degree="博士研究生")
    assert own().title == "高级工程师", "nothing changes before it is approved"
    act(profile_changes.take, change, "approve", by=holder(Post.OFFICE))
    assert (own().title, own().degree) == ("正高级工程师", "博士研究生")
    assert kinds()[-2:] == ["profile_change:approve", "expert:amend"]
    assert [row[0] for row in change.compared] == ["职务职称", "最高学历"]


def test_a_new_employer_makes_the_former_one_recuse():
    with unit_of_work():
        change = profile_changes.propose(
            own(), {"employer": "虚构新单位"}, left_on=date(2026, 5, 20), reason="",
            uploads=[advising.PDF], folder=advising.folder(), by=holder(Post.EXPERT),
        )  # fmt: skip
    act(profile_changes.take, change, "approve", by=holder(Post.OFFICE))
    [former] = own().former_employments
    assert (own().employer.name, former.unit.name) == ("虚构新单位", "虚构矿业1公司")
    assert former.left_on == date(2026, 5, 20)


def test_a_refused_change_says_why_and_leaves_the_roster_alone():
    change = advising.proposed()
    with pytest.raises(Refusal, match="必须写明理由"):
        act(profile_changes.take, change, "refuse", by=holder(Post.OFFICE))
    act(profile_changes.take, change, "refuse", by=holder(Post.OFFICE), note="证书编号查无此证")
    assert (own().title, change.answer) == ("高级工程师", "证书编号查无此证")


def test_a_change_without_its_proof_is_refused():
    with pytest.raises(Refusal, match="请上传证明材料"):
        advising.proposed(uploads=(), title="正高级工程师")


def test_two_changes_do_not_wait_at_once():
    change = advising.proposed()
    with pytest.raises(Refusal, match="已有一份变更申请待核对"):
        advising.proposed(degree="博士研究生")
    act(profile_changes.take, change, "withdraw", by=holder(Post.EXPERT))
    advising.proposed(degree="博士研究生")


def test_the_comparison_is_with_what_stands_today():
    change = advising.proposed(title="正高级工程师", degree="博士研究生")
    with unit_of_work():
        own().degree = "博士研究生"
    assert [row[0] for row in profile_changes.compare(change)] == ["职务职称"]


def test_specialties_are_changed_whole():
    with pytest.raises(Refusal, match="同一个专业选了两次"):
        advising.proposed(specialties=("A0103", "A0103"))
    change = advising.proposed(specialties=("A0101", "A0103"))
    act(profile_changes.take, change, "approve", by=holder(Post.OFFICE))
    assert own().specialty_codes == ("A0101", "A0103")


def test_a_grade_or_a_name_is_not_the_experts_to_change():
    with pytest.raises(Refusal, match="没有改动任何一项"):
        advising.proposed(name="别人", grade="LEGAL")


def test_nobody_asks_for_another_expert():
    states.drafted()
    with pytest.raises(NotPermitted), unit_of_work():
        profile_changes.propose(
            own(), {"title": "院士"}, left_on=None, reason="", uploads=[advising.PDF],
            folder=advising.folder(), by=states.held_by("zz0002"),
        )  # fmt: skip


def test_a_new_telephone_counts_at_once_and_stays_out_of_the_register():
    with unit_of_work():
        assert profile_changes.change_contact(
            own(), {"mobile": "19011112222", "email": "a@example.com"}, by=holder(Post.EXPERT)
        )
    assert (own().mobile, own().email) == ("19011112222", "a@example.com")
    event = db.session.scalars(db.select(Event).order_by(Event.number.desc())).first()
    assert (event.kind, event.facts) == ("expert:amend", {"changed": ["移动电话", "电子邮箱"]})


def test_a_telephone_that_is_none_is_refused_beside_the_field():
    with pytest.raises(Refusal, match="11位手机号") as refused, unit_of_work():
        profile_changes.change_contact(own(), {"mobile": "12345"}, by=holder(Post.EXPERT))
    assert refused.value.field == "mobile"


# Standing down


def test_whoever_leaves_loses_the_certificate_and_keeps_reading():
    with unit_of_work():
        certificate = certificates.issue(own(), document="演示文件", by=holder(Post.OFFICE))
    act(resignations.take, advising.leaving(), "confirm", by=holder(Post.OFFICE))
    assert (own().standing, certificate.state.value) == (Standing.ENDED, "revoked")
    assert [held.post for held in own().account.holdings] == [Post.FORMER_EXPERT]
    assert kinds()[-4:] == [
        "resignation:confirm", "expert:standing", "post:assign", "certificate:revoke",
    ]  # fmt: skip


def test_whoever_has_left_asks_for_nothing_more():
    resignation = advising.leaving()
    act(resignations.take, resignation, "confirm", by=holder(Post.OFFICE))
    advising.lead()
    former = states.held_by("expert")
    with pytest.raises(NotPermitted), unit_of_work():
        advices.give(
            own(), advices.Thought("汛期", advising.WORDS, "A01"), folder=advising.folder(),
            by=former,
        )  # fmt: skip


def test_whoever_comes_back_is_an_expert_again():
    act(resignations.take, advising.leaving(), "confirm", by=holder(Post.OFFICE))
    with unit_of_work():
        roster.change_standing(own(), Standing.ACTIVE, reason="重新聘任", by=holder(Post.OFFICE))
    assert [held.post for held in own().account.holdings] == [Post.EXPERT]


def _sent() -> Assignment:
    return states.issued(seats=1).seated[0]


def test_nobody_leaves_in_the_middle_of_a_task():
    part = _sent()
    with pytest.raises(Refusal, match=r"还有任务没有完成.*先办理派遣变更"), unit_of_work():
        resignations.request(
            part.expert, DismissalGround.OWN_WISH, reason="调动", uploads=(),
            folder=advising.folder(), by=acting_for(part),
        )  # fmt: skip


def test_a_task_that_came_in_between_is_named_to_the_office():
    part = _sent()
    with unit_of_work():
        assignments.decline(part, DeclineKind.BUSY, note="值班", by=acting_for(part))
        resignation = resignations.request(
            part.expert, DismissalGround.UNABLE, reason="患病", uploads=(),
            folder=advising.folder(), by=acting_for(part),
        )  # fmt: skip
    with unit_of_work():
        part.enter(part_flow.State.ACCEPTED)
    with pytest.raises(Refusal, match=f"还有任务没有完成：{part.dispatch.number}"):
        act(resignations.take, resignation, "confirm", by=holder(Post.OFFICE))


def test_a_wish_to_leave_is_taken_back_while_nobody_confirmed_it():
    resignation = advising.leaving()
    with pytest.raises(Refusal, match="不必重复"):
        advising.leaving()
    act(resignations.take, resignation, "withdraw", by=holder(Post.EXPERT))
    assert own().standing is Standing.ACTIVE


# Objections


def _rated() -> Assignment:
    return states.rated(seats=1).seated[0]


def test_an_upheld_rating_is_opened_again():
    part = _rated()
    objection = advising.objected(objections.object_to_rating, part, by=acting_for(part))
    assert (objection.number, objection.section_id) == ("YY2026-001", part.dispatch.section_id)
    act(objections.take, objection, "uphold", by=holder(Post.SECTION), note="漏记一处隐患")
    assert part.state is part_flow.State.REPORTED
    assert kinds()[-2:] == ["expert_objection:uphold", "assignment:amend"]
    told = db.session.scalars(db.select(Notice).order_by(Notice.id.desc())).first()
    assert told.account_id == part.expert.account_id


def test_a_rating_that_stands_says_why():
    part = _rated()
    objection = advising.objected(objections.object_to_rating, part, by=acting_for(part))
    with pytest.raises(Refusal, match="必须写明理由"):
        act(objections.take, objection, "dismiss", by=holder(Post.SECTION))
    act(objections.take, objection, "dismiss", by=holder(Post.SECTION), note="评分依据充分")
    assert part.state is part_flow.State.RATED


def test_a_rating_is_not_objected_to_before_it_is_there_nor_after_it_is_filed():
    part = states.reported(seats=1).seated[0]
    with pytest.raises(Refusal, match="还没有评价"):
        advising.objected(objections.object_to_rating, part, by=acting_for(part))
    filed = states.received(seats=1).seated[0]
    with pytest.raises(Refusal, match="已由人教股接收备案"):
        advising.objected(objections.object_to_rating, filed, by=acting_for(filed))


def test_the_office_does_not_answer_for_the_section():
    part = _rated()
    objection = advising.objected(objections.object_to_rating, part, by=acting_for(part))
    with pytest.raises(NotPermitted):
        act(objections.take, objection, "dismiss", by=holder(Post.OFFICE), note="维持")


def _declined() -> Assignment:
    part = _sent()
    with unit_of_work():
        assignments.decline(part, DeclineKind.BUSY, note="值班", by=acting_for(part))
    return part


def test_an_upheld_decline_counts_no_more():
    part = _declined()
    assert len(declines.counted(db.session(), part.expert, clock.today())) == 1
    objection = advising.objected(objections.object_to_decline, part, by=acting_for(part))
    act(objections.take, objection, "uphold", by=holder(Post.SECTION), note="时间由我局临时改变")
    assert len(declines.counted(db.session(), part.expert, clock.today())) == 0
    with pytest.raises(Refusal, match="没有计入"):
        advising.objected(objections.object_to_decline, part, by=acting_for(part))


def serves_in_the_bureau_too(part: Assignment, post: Post) -> None:
    """The expert is the very person who holds the post: one account, both roles."""
    with unit_of_work():
        part.expert.account_id = holder(post).account_id


def test_nobody_rates_their_own_work():
    part = states.reported(seats=1).seated[0]
    serves_in_the_bureau_too(part, Post.SECTION)
    with pytest.raises(NotPermitted, match="本人的事项"), unit_of_work():
        assignments.rate(part, states.service(), by=holder(Post.SECTION))


def test_nobody_answers_their_own_objection():
    part = _rated()
    objection = advising.objected(objections.object_to_rating, part, by=acting_for(part))
    serves_in_the_bureau_too(part, Post.SECTION)
    with pytest.raises(NotPermitted, match="本人的事项"):
        act(objections.take, objection, "uphold", by=holder(Post.SECTION), note="同意我自己")


@pytest.mark.parametrize(
    ("asked", "take", "action"),
    [
        (advising.proposed, profile_changes.take, "approve"),
        (advising.leaving, resignations.take, "confirm"),
    ],
)
def test_nobody_of_the_office_approves_what_they_asked_for_as_an_expert(asked, take, action):
    matter = asked()
    with unit_of_work():
        own().account_id = holder(Post.OFFICE).account_id
    with pytest.raises(NotPermitted, match="本人的事项"):
        act(take, matter, action, by=holder(Post.OFFICE))


def test_one_objection_at_a_time_to_the_same():
    part = _declined()
    advising.objected(objections.object_to_decline, part, by=acting_for(part))
    with pytest.raises(Refusal, match="正等答复，不必重复提出"):
        advising.objected(objections.object_to_decline, part, by=acting_for(part))


def _removed() -> Expert:
    with unit_of_work():
        roster.change_standing(own(), Standing.ENDED, reason="复审清退", by=holder(Post.OFFICE))
    return own()


def test_an_upheld_removal_brings_the_expert_back():
    expert, former = _removed(), states.held_by("expert")
    objection = advising.objected(objections.object_to_removal, expert, by=former)
    act(objections.take, objection, "uphold", by=holder(Post.OFFICE), note="事实不清")
    assert own().standing is Standing.ACTIVE
    assert states.held_by("expert").post is Post.EXPERT


@pytest.mark.parametrize(("days", "is_late"), [(10, False), (11, True)])
def test_a_removal_by_document_is_objected_to_within_five_working_days(days, is_late):
    states.drafted()
    proposals.proposal(ProposalState.ISSUED)
    removed = proposals.expert(proposals.LEAVING)
    former = states.held_by(proposals.LEAVING.lower())
    assert former.post is Post.FORMER_EXPERT
    with clock.held_at(proposals.LATER + timedelta(days=days)):
        if is_late:
            with pytest.raises(Refusal, match="申诉期已于2026年6月22日届满"):
                advising.objected(objections.object_to_removal, removed, by=former)
        else:
            assert advising.objected(objections.object_to_removal, removed, by=former).is_open


def test_whoever_asked_to_leave_was_not_removed():
    act(resignations.take, advising.leaving(), "confirm", by=holder(Post.OFFICE))
    with pytest.raises(Refusal, match="没有被解聘或者清退"):
        advising.objected(objections.object_to_removal, own(), by=states.held_by("expert"))


def test_what_nobody_answers_in_time_is_told_to_the_supervisor_once():
    part = _declined()
    objection = advising.objected(objections.object_to_decline, part, by=acting_for(part))
    assert objections.escalate_overdue(clock.today()) == 0
    with clock.held_at(NOON + timedelta(days=30)):
        with unit_of_work():
            assert objections.escalate_overdue(clock.today()) == 1
        with unit_of_work():
            assert objections.escalate_overdue(clock.today()) == 0
    supervisor = holder(Post.SUPERVISOR).account_id
    texts = db.session.scalars(db.select(Notice.text).where(Notice.account_id == supervisor)).all()
    assert f"逾期未答复，请督办：{objection.caption}" in texts


def test_an_answered_objection_is_not_answered_again():
    part = _declined()
    objection = advising.objected(objections.object_to_decline, part, by=acting_for(part))
    act(objections.take, objection, "dismiss", by=holder(Post.SECTION), note="维持")
    with pytest.raises(IllegalMove):
        act(objections.take, objection, "uphold", by=holder(Post.SECTION), note="改")


def test_the_register_tells_it_all_in_words():
    part = _declined()
    objection = advising.objected(objections.object_to_decline, part, by=acting_for(part))
    [entry] = register.of_matter(db.session(), objection.matter)
    assert entry.note == "文号YY2026-001，异议不接受委派的认定"
