"""拟定名单, gate by gate: what leads to an appointment, and what every shortcut is refused with."""

from datetime import date

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import appointments, compiling, group_opinions, roster
from models.operations import proposals as operations
from models.operations.appointments import Document
from models.operations.decisions import Meeting
from models.queries import proposals
from models.settings import ROSTER_CAP
from models.tables import (
    Account,
    Certificate,
    Expert,
    Holding,
    Notice,
    ProposedRoster,
    Setting,
    Signature,
)
from models.vocabulary import GroupOpinionKind, Post, Standing
from models.workflows.application import State as ApplicationState
from models.workflows.proposal import Action, State
from tests import proposals as states
from tests.applications import FIRST
from tests.office import HASH, PASSWORD, admitted
from tests.proposals import LATER, LEAVING, MET_ON, expert
from tests.states import holder

MINUTES = "局长办公会纪要〔2026〕6号"


def refused(act, *given, **asked) -> Refusal:
    with pytest.raises(Refusal) as met:
        act(*given, **asked)
    return met.value


def cap(most: int) -> None:
    with unit_of_work():
        db.session.add(Setting(key=ROSTER_CAP.key, value=most))


def told(login: str) -> list[str]:
    query = db.select(Notice.text).join(Account, Account.id == Notice.account_id)
    return list(db.session.scalars(query.where(Account.login == login)))


# From the sheets and the reviews onto the roster.


def test_whoever_passed_the_formal_check_is_put_on_with_what_the_sheet_said(app):
    proposal = states.proposal()
    added = proposal.additions[0]
    assert (added.name, added.employer, added.section_name) == (
        "申报500", "虚构设计院500", "煤矿监管股",
    )  # fmt: skip
    assert added.specialties == ["通风与防灭火"]
    assert added.application.state is ApplicationState.PROPOSED
    assert [each.name for each in proposal.removals] == ["专家12"]


def test_nobody_stands_on_two_rosters(app):
    first = states.proposal()
    lines = [each.sheet_line_id for each in first.additions]
    with unit_of_work():
        no = refused(
            compiling.compile_roster, "另一份", lines=lines, reviews=(), by=holder(Post.OFFICE)
        )
    assert no.article == 6
    assert proposals.removable(db.session()) == []


def test_whoever_is_taken_off_or_discarded_can_stand_on_another(app):
    proposal = states.proposal()
    kept = proposal.additions[0].sheet_line_id
    with unit_of_work():
        compiling.choose(proposal, lines=[kept], reviews=(), by=holder(Post.OFFICE))
    assert [each.name for each in proposal.items] == ["申报500"]
    assert len(proposals.removable(db.session())) == 1
    states.take(proposal, Action.DISCARD, Post.OFFICE, note="与另一批合并")
    assert len(proposals.candidates(db.session())) == 2


def test_an_expert_is_not_added_a_second_time(app):
    states.accepted()
    with unit_of_work():
        twin = expert("ZZ0003")
        line = proposals.candidates(db.session())[0]
        line.application.id_number_lookup = twin.id_number_lookup
    assert refused(states.compiled).message == "专家03已在专家名册（ZZ0003），不能再列为新增"


def test_two_applications_of_one_person_do_not_both_stand_on_it(app):
    states.accepted()
    with unit_of_work():
        one, other = (each.application for each in proposals.candidates(db.session()))
        other.id_number_lookup = one.id_number_lookup
    assert "有两份申报" in refused(states.compiled).message


def test_after_its_submission_the_roster_is_as_it_is(app):
    proposal = states.proposal(State.CONSULTING)
    with unit_of_work():
        no = refused(compiling.choose, proposal, lines=(), reviews=(), by=holder(Post.OFFICE))
    assert no.message == "现在是“征求领导小组意见”，名单不能再改；需要改的，请组长退回"


def test_only_the_office_compiles(app):
    for post in (Post.LEADER, Post.SECTION, Post.HR):
        with unit_of_work():
            no = refused(compiling.compile_roster, "名单", lines=(), reviews=(), by=holder(post))
        assert "无权编制拟定名单" in no.message


# Article 4.


def test_the_two_hundred_and_fifty_first_is_refused_with_the_figures(app):
    cap(12)  # as many as stand on the roster of the small office
    proposal = states.proposal()
    no = refused(states.submit, proposal)
    assert no.article == 4
    assert no.message == (
        "还不能提交领导小组：现有12人，新增2人，清退1人，合计13人，"
        "从第13人起超过12人的上限，请减少1人"
    )


def test_the_figures_are_those_of_the_day_of_submission(app):
    proposal = states.proposal()
    with unit_of_work():
        expert("ZZ0005").standing = Standing.ENDED
    states.submit(proposal)
    assert (proposal.persons, proposal.result, proposal.cap) == (11, 12, 250)


def test_the_cap_is_checked_again_when_the_document_is_issued(app):
    proposal = states.proposal(State.DECIDED)
    cap(12)
    no = refused(states.issue, proposal)
    assert (no.article, "超过12人的上限" in no.message) == (4, True)
    assert expert(LEAVING).standing is Standing.ACTIVE


# The leadership group.


def test_the_members_of_the_day_of_submission_are_asked_each_person_once(app):
    proposal, office = states.proposal(), holder(Post.OFFICE)
    with unit_of_work():
        deputy = db.session.scalars(db.select(Account).filter_by(login="deputy")).one()
        deputy.holdings.append(Holding(post=Post.EXECUTIVE_DEPUTY))
        leader = db.session.scalars(db.select(Account).filter_by(login="leader")).one()
        leader.holdings.append(Holding(post=Post.EXECUTIVE_DEPUTY))
        gone = Account(login="gone", name="已离任", password_hash=HASH, is_enabled=False)
        gone.holdings.append(Holding(post=Post.EXECUTIVE_DEPUTY))
        db.session.add(gone)
    with unit_of_work():
        operations.take(proposal, Action.SUBMIT, by=office)
    assert proposal.members_awaited == ["常务副组长", "分管领导"]
    assert [each.post for each in proposal.opinions] == [Post.EXECUTIVE_DEPUTY] * 2


def test_the_leader_waits_for_every_member(app):
    proposal = states.proposal(State.CONSULTING)
    states.give(proposal, Post.DEPUTY, GroupOpinionKind.AGREE)
    no = refused(states.take, proposal, Action.APPROVE, Post.LEADER)
    assert (no.article, no.message) == (
        6, "还不能批准拟定名单：还有1名小组成员没有发表意见：常务副组长",
    )  # fmt: skip


def test_a_member_speaks_once_a_round_and_for_nobody_else(app):
    proposal = states.proposal(State.CONSULTING)
    states.give(proposal, Post.DEPUTY, GroupOpinionKind.AGREE)
    again = refused(states.give, proposal, Post.DEPUTY, GroupOpinionKind.DISAGREE, "改主意")
    assert again.message == "本轮没有等您发表的意见，或者您已发表过"
    stranger = refused(states.give, proposal, Post.OFFICE, GroupOpinionKind.AGREE)
    assert "无权发表领导小组成员意见" in stranger.message


def test_nobody_notes_themselves_absent_and_the_office_does_not_speak_for_a_member(app):
    proposal = states.proposal(State.CONSULTING)
    assert refused(states.give, proposal, Post.DEPUTY, GroupOpinionKind.ABSENT).field == "kind"
    member = holder(Post.DEPUTY).account_id
    for by, note, field in ((Post.OFFICE, " ", "note"), (Post.DEPUTY, "出差", None)):
        with unit_of_work():
            no = refused(group_opinions.record_absence, proposal, member, note, by=holder(by))
        assert no.field == field


def test_an_absent_member_is_noted_with_the_reason_and_awaited_no_more(app):
    proposal = states.proposal(State.CONSULTING)
    with unit_of_work():
        member = holder(Post.DEPUTY).account_id
        group_opinions.record_absence(proposal, member, "出差", by=holder(Post.OFFICE))
    noted = proposal.current_opinions[1]
    assert (noted.kind, noted.note, noted.recorded_by.login) == (
        GroupOpinionKind.ABSENT, "出差", "office",
    )  # fmt: skip
    assert proposal.members_awaited == ["常务副组长"]


def test_a_dissenting_member_is_heard_and_the_leader_decides(app):
    proposal = states.proposal(State.CONSULTING)
    states.give(proposal, Post.DEPUTY, GroupOpinionKind.DISAGREE, "建议核减")
    states.give(proposal, Post.EXECUTIVE_DEPUTY, GroupOpinionKind.AGREE)
    assert "待办：2026年度拟定名单（征求领导小组意见）" in told("leader")
    states.take(proposal, Action.APPROVE, Post.LEADER)
    assert proposal.state is State.APPROVED


def test_whoever_compiled_it_does_not_approve_it(app):
    proposal = states.proposal(State.CONSULTING)
    for member in (Post.EXECUTIVE_DEPUTY, Post.DEPUTY):
        states.give(proposal, member, GroupOpinionKind.AGREE)
    with unit_of_work():
        proposal.compiler.holdings.append(Holding(post=Post.LEADER))
    with unit_of_work():
        promoted = next(held for held in proposal.compiler.holdings if held.post is Post.LEADER)
        no = refused(operations.take, proposal, Action.APPROVE, by=promoted)
    assert (no.article, no.message) == (
        6, "经办人不得再批准拟定名单，请由其他有权人员办理",
    )  # fmt: skip


def test_a_roster_sent_back_begins_a_new_round_with_its_people(app):
    proposal = states.proposal(State.CONSULTING)
    states.give(proposal, Post.DEPUTY, GroupOpinionKind.AGREE)
    states.take(proposal, Action.RETURN, Post.LEADER, note="请补充说明")
    assert (proposal.state, proposal.round, len(proposal.items)) == (State.COMPILING, 2, 3)
    assert "已退回修改：2026年度拟定名单" in told("office")
    states.submit(proposal)
    assert proposal.members_awaited == ["常务副组长", "分管领导"]
    assert len(proposal.opinions) == 4


def test_without_anybody_to_ask_it_is_not_submitted(app):
    proposal = states.proposal()
    with unit_of_work():
        for post in (Post.EXECUTIVE_DEPUTY, Post.DEPUTY):
            db.session.delete(holder(post))
    assert "请先由安全管理员分配岗位" in refused(states.submit, proposal).message


# Each gate.

_GATES = (
    (State.COMPILING, states.approve, "不在征求领导小组意见的阶段"),
    (State.CONSULTING, states.publish, "现在是“征求领导小组意见”，不能发布公示"),
    (State.APPROVED, states.decide, "现在是“领导小组已批准，待公示”，不能记录局长办公会审定结果"),
    (State.PUBLICISED, states.decide, "现在是“公示中”，不能记录局长办公会审定结果"),
    (State.CLEARED, states.issue, "现在是“公示完毕，待局长办公会审定”，不能印发聘任文件"),
    (State.DECIDED, states.certify, "现在是“已审定，待印发文件”，不能颁发聘书"),
)  # fmt: skip


@pytest.mark.parametrize(("state", "act", "answer"), _GATES)
def test_no_gate_is_skipped(app, state, act, answer):
    no = refused(act, states.proposal(state))
    assert (no.article, answer in no.message) == (6, True)
    assert db.session.scalar(db.select(db.func.count()).select_from(Expert)) == 12


# The director's meeting.


@pytest.mark.parametrize(
    ("meeting", "field"),
    [
        (Meeting(date(2026, 6, 8), MINUTES), "met_on"),
        (Meeting(date(2026, 6, 13), MINUTES), "met_on"),
        (Meeting(MET_ON, " "), "minutes_no"),
    ],
)
def test_a_meeting_that_cannot_have_been_is_refused_beside_its_field(app, meeting, field):
    proposal = states.proposal(State.CLEARED)
    assert refused(states.decide, proposal, meeting=meeting).field == field


def test_a_person_without_a_decision_holds_the_others_up(app):
    proposal = states.proposal(State.CLEARED)
    with clock.held_at(LATER), unit_of_work():
        no = refused(
            states.decisions.decide, proposal, Meeting(MET_ON, MINUTES), {},
            by=holder(Post.LEADER),
        )  # fmt: skip
    assert no.message == "还不能记录局长办公会审定结果：还有3人没有审定结论"


def test_whom_the_meeting_refuses_is_not_appointed_and_is_told(app):
    proposal = states.proposal(State.CLEARED)
    states.decide(proposal, {"申报501": "专业重复", "专家12": "再观察一年"})
    assert proposal.additions[1].application.state is ApplicationState.REJECTED
    assert "申报501的专家申报：局长办公会没有通过，请查看理由" in told("applicant")
    states.issue(proposal)
    assert expert(LEAVING).standing is Standing.ACTIVE
    assert [each.application.expert.name for each in proposal.appointed] == ["申报500"]
    assert proposals.removable(db.session()) == []


def test_only_the_leader_records_the_meeting(app):
    proposal = states.proposal(State.CLEARED)
    no = refused(states.decide, proposal, by=holder(Post.EXECUTIVE_DEPUTY))
    assert "无权记录局长办公会审定结果" in no.message


# The document, and what follows from it.


def test_the_document_appoints_and_removes_in_one_act(app):
    proposal = states.proposal(State.ISSUED)
    made = proposal.additions[0].application.expert
    assert (made.code, made.recommended_by.name, made.appointed_from, made.appointed_until) == (
        "ZZ0013", "煤矿监管股", LATER.date(), date(2028, 10, 20),
    )  # fmt: skip
    assert (made.mobile, made.specialty_codes) == (f"190{FIRST:08}", ("A0103",))
    assert expert(LEAVING).standing is Standing.ENDED
    assert proposal.document_no == "泽应急总指办发〔2026〕5号"
    assert db.session.query(Signature).filter_by(matter=proposal.matter).count() == 3


def test_the_document_may_set_another_end_of_the_appointment(app):
    proposal = states.proposal(State.DECIDED)
    until = date(2027, 6, 30)
    with clock.held_at(LATER), unit_of_work():
        given = Document(2026, 5, "通知", LATER.date(), until)
        appointments.issue(proposal, given, by=holder(Post.LEADER))
    assert proposal.additions[0].application.expert.appointed_until == until


def test_who_is_removed_loses_the_certificate_and_is_told_how_to_object(app):
    with unit_of_work():
        expert("ZZ0001").account_id = None
    with unit_of_work():
        expert(LEAVING).account_id = holder(Post.EXPERT).account_id
        states.appointments.certificates.issue(
            expert(LEAVING), document="旧文件", by=holder(Post.OFFICE)
        )
    states.proposal(State.ISSUED)
    certificate = db.session.scalars(db.select(Certificate)).one()
    assert certificate.ground.label == "退出专家库"
    assert (
        "您已退出专家组（泽应急总指办发〔2026〕5号），事由：专业能力不能胜任。"
        "有异议的，可在5个工作日内向专家管理工作办公室提出申诉"
    ) in told("expert")


def test_the_account_of_whoever_applied_for_themselves_becomes_the_experts(app):
    proposal = states.proposal(State.ISSUED)
    first, second = (each.application.expert for each in proposal.additions)
    assert first.account.login == "applicant"
    assert [held.post for held in first.account.holdings] == [Post.EXPERT]
    assert second.account is None  # entered by somebody else, under another name
    with unit_of_work():
        admitted("applicant", PASSWORD)


def test_the_age_counts_on_the_day_of_the_application(app):
    states.accepted()
    with unit_of_work():
        person = proposals.candidates(db.session())[0].application
        person.submitted_at = clock.now().replace(year=2025)
        db.session.add(Setting(key="age_limit", value=2025 - 1970 - FIRST % 20))
    proposal = states.carry(states.compiled(), State.DECIDED)
    with unit_of_work():
        other = proposal.additions[1].application
        other.submitted_at = clock.now().replace(year=2024)
    states.issue(proposal)
    assert proposal.additions[0].application.state is ApplicationState.APPOINTED


def test_a_former_expert_is_appointed_again_under_the_old_code(app):
    states.accepted()
    with unit_of_work():
        former = expert("ZZ0004")
        former.standing = Standing.ENDED
        person = proposals.candidates(db.session())[0].application
        former.id_number = person.entries["id_number"]
        former.id_number_lookup = person.id_number_lookup
    proposal = states.carry(states.compiled(), State.CERTIFIED)
    again = proposal.additions[0].application.expert
    assert (again.code, again.name, again.standing) == ("ZZ0004", "申报500", Standing.ACTIVE)
    assert again.certificate_no.startswith("泽应急专聘〔2026〕")


def test_a_document_before_the_meeting_is_refused(app):
    proposal = states.proposal(State.DECIDED)
    assert refused(states.issue, proposal, issued_on=date(2026, 6, 10)).field == "issued_on"


def test_a_document_number_serves_once(app):
    states.proposal(State.ISSUED)
    states.sheets.sheet(states.sheet_flow.State.ACCEPTED, FIRST + 5)
    other = states.carry(states.compiled(), State.DECIDED)
    assert proposals.next_document(db.session(), 2026) == 6
    assert refused(states.issue, other).field == "serial"
    states.issue(other, serial=6)
    assert other.state is State.ISSUED


def test_when_one_person_cannot_be_enrolled_nobody_is(app):
    proposal = states.proposal(State.DECIDED)
    with unit_of_work():
        twin = expert("ZZ0003")
        twin.id_number_lookup = proposal.additions[1].application.id_number_lookup
    refused(states.issue, proposal)
    assert proposal.state is State.DECIDED
    assert roster.next_code() == "ZZ0013"


def test_everybody_newly_appointed_gets_a_certificate_under_numbers_without_gaps(app):
    proposal = states.proposal(State.CERTIFIED)
    numbers = [each.number for each in db.session.scalars(db.select(Certificate))]
    assert numbers == ["泽应急专聘〔2026〕1号", "泽应急专聘〔2026〕2号"]
    assert proposal.without_certificate == 0
    assert "待办：2026年度拟定名单（聘书已颁发，待归档）" in told("hr")


def test_whoever_left_or_has_a_certificate_already_does_not_hold_up_the_others(app):
    proposal = states.proposal(State.ISSUED)
    first, second = (each.application.expert for each in proposal.additions)
    with clock.held_at(LATER), unit_of_work():
        roster.change_standing(first, Standing.ENDED, reason="本人请辞", by=holder(Post.OFFICE))
    with clock.held_at(LATER), unit_of_work():
        states.appointments.certificates.issue(
            second, document=proposal.document_no, by=holder(Post.OFFICE)
        )
    states.certify(proposal)
    assert db.session.scalar(db.select(db.func.count()).select_from(Certificate)) == 1
    assert proposal.state is State.CERTIFIED


def test_a_roster_of_removals_alone_goes_the_same_way(app):
    states.reviewed("ZZ0011", "ZZ0012")
    states.carry(states.compiled(), State.CERTIFIED)
    assert {expert(code).standing for code in ("ZZ0011", "ZZ0012")} == {Standing.ENDED}
    assert db.session.scalars(db.select(ProposedRoster)).one().state is State.CERTIFIED


def test_whom_two_sections_propose_to_remove_is_removed_once(app):
    states.reviewed()
    states.reviewed(section="危化监管股")
    proposal = states.compiled()
    assert [each.name for each in proposal.removals] == ["专家12"]
