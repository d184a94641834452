"""演示数据: a small year of it, made once and looked at from many sides."""

import re
from collections import Counter
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import inspect, text

from app import create_app
from models import chain, channels, clock
from models.db import db
from models.demonstration.courses import courses
from models.demonstration.diary import DAY, HALF_DAY, Diary
from models.operations.deadline_reminders import due_reminders
from models.operations.deliveries import what_may_be_said
from models.queries import bulletin, calendar_links, desks, meetings, reviews, roster, signatures
from models.queries import training as training_of
from models.queries.deliveries import template_of, words_of
from models.queries.parameters import in_force, is_demonstration
from models.rules.article_11_draw import differences
from models.rules.article_14_meetings import Standing as Quarterly
from models.rules.gb_11643 import IdNumber
from models.rules.notice_words import filled
from models.rules.public_words import unfit_for_the_public
from models.rules.working_days import official_calendar
from models.tables import (
    Account,
    Advice,
    AnnualAssessment,
    AnnualReview,
    Application,
    AssessmentObjection,
    Assignment,
    BankAccount,
    Base,
    BudgetEntry,
    BudgetLine,
    Certificate,
    Change,
    Commendation,
    Delegation,
    Delivery,
    Dismissal,
    Dispatch,
    Draw,
    EmergencyOrder,
    Event,
    Expert,
    ExpertObjection,
    Feedback,
    FeedbackInvitation,
    Holding,
    IllnessProof,
    IntakeCycle,
    IntegrityReport,
    Meeting,
    Notice,
    Objection,
    Payment,
    ProfileChange,
    ProposedRoster,
    PublicNotice,
    RecommendationSheet,
    Reimbursement,
    ReportDraft,
    Resignation,
    ReturnVisit,
    RosterItem,
    Signature,
    StandingEngagement,
    TrainingSession,
    Unit,
    UseRequest,
)
from models.vocabulary import (
    ON_ROSTER,
    Adoption,
    BriefingKind,
    CallOutcome,
    ChangeKind,
    DeclineKind,
    DeliveryChannel,
    DeliveryState,
    DismissalGround,
    Grade,
    Post,
    RosterChange,
    SelectionWay,
    Standing,
)
from models.vocabulary import DelegationStanding as Place
from models.workflows import (
    advice,
    application,
    assignment,
    certificate,
    change,
    dispatch,
    draw,
    illness_proof,
    intake,
    integrity,
    meeting,
    objection,
    publicity,
    review,
    sheet,
    training,
    use_request,
)
from tests.conftest import settings_for
from tests.demonstration.conftest import NOW
from tests.office import admitted

PASSWORD = "Zexian-2026"


def rows(table):
    """As they came in."""
    return db.session.scalars(db.select(table).order_by(*inspect(table).primary_key)).all()


def account(login):
    return db.session.scalars(db.select(Account).filter_by(login=login)).one()


def buttons(login):
    """What waits on the person of that login."""
    session = db.session()
    tasks = desks.waiting(session, account(login).holdings[0], in_force(session))
    return {task.button for task in tasks}


@pytest.mark.parametrize(
    ("table", "workflow"),
    [(Dispatch, dispatch), (Assignment, assignment), (Change, change), (Draw, draw)],
)
def test_every_state_of_every_workflow_occurs(year, table, workflow):
    assert {row.state for row in rows(table)} == set(workflow.State)


@pytest.mark.parametrize(
    ("table", "states"),
    [
        (IntakeCycle, set(intake.State)),
        (Application, set(application.State)),
        (RecommendationSheet, set(sheet.State)),
        (AnnualReview, set(review.State)),
        (PublicNotice, set(publicity.State)),
        (Objection, set(objection.State)),
        (UseRequest, set(use_request.State)),
        (ProposedRoster, {"discarded", "certified", "publicised", "consulting"}),
    ],
)
def test_the_way_from_the_form_to_the_certificate_is_seen_at_every_step(year, table, states):
    assert {row.state for row in rows(table)} == states


def test_what_another_unit_used_and_has_not_paid_for_is_the_offices_to_look_after(year):
    [used] = [each for each in rows(UseRequest) if each.state is use_request.State.USED]
    assert used.dispatch.reserved == 0
    assert {"催办", "受理", "委托股室"} <= buttons("office")
    assert "付款和回执" in buttons("unit")


def test_somebody_was_removed_and_another_waits_for_the_roster(year):
    [left] = [each for each in rows(RosterItem) if each.change is RosterChange.REMOVE]
    assert left.expert.standing is Standing.ENDED
    [candidate] = reviews.candidates(year, NOW.year)
    assert candidate.items[0].ground is DismissalGround.INCOMPETENT
    assert [each.section.name for each in rows(AnnualReview) if each.is_overdue] == [
        "工贸安全监管股", "政策法规和宣传教育股",
    ]  # fmt: skip


def test_everyone_newly_appointed_has_a_certificate_by_the_document(year):
    [roster_] = [each for each in rows(ProposedRoster) if each.document_no]
    joined = {each.application.expert_id for each in roster_.appointed}
    held = {each.expert_id for each in rows(Certificate) if each.document == roster_.document_no}
    assert (len(joined), held) == (8, joined)


def test_experts_decline_for_every_reason_and_every_kind_of_change_is_asked_for(year):
    assert {part.decline_kind for part in rows(Assignment)} == {None, *DeclineKind}
    assert {each.kind for each in rows(Change)} == set(ChangeKind)


def test_what_was_altered_keeps_both_versions_and_somebody_stayed_away(year):
    altered = [each for each in rows(Change) if each.state == "approved" and each.after]
    assert {each.kind for each in altered} == {
        ChangeKind.POSTPONE, ChangeKind.EXTEND, ChangeKind.AMEND,
    }  # fmt: skip
    assert all(each.versions for each in altered)
    absent = [part for part in rows(Assignment) if part.decline_kind is DeclineKind.NO_SHOW]
    assert absent
    assert all(part.seat.is_waived for part in absent)


def test_most_dispatches_are_closed_and_some_reports_are_late(year):
    states = Counter(row.state for row in rows(Dispatch))
    assert states.most_common(1)[0][0] is dispatch.State.CLOSED
    assert [part for part in rows(Assignment) if part.report and part.report.is_late]


def test_the_register_is_whole(year):
    assert chain.verify(year).faults == ()


def test_every_signature_is_of_the_signers_own_key_and_proved(year):
    assert {each.key.account_id == each.account_id for each in rows(Signature)} == {True}
    assert list(signatures.every_fault(year)) == []


def test_every_draw_can_be_held_again(year):
    bundles = [each.bundle for each in rows(Draw) if each.bundle]
    assert [differences(bundle) for bundle in bundles] == [()] * len(bundles)


def test_everything_was_done_in_working_hours_and_in_order(year):
    played = (
        db.select(Event).where(Event.at < NOW).order_by("number")
    )  # what was only looked at, no
    acts = [clock.local(event.at) for event in year.scalars(played)]
    assert acts == sorted(acts)
    assert all(official_calendar().is_working_day(day) for day in {act.date() for act in acts})
    hours = [act.time().replace(microsecond=0) for act in acts]
    assert (min(hours) >= time(8, 30), max(hours) <= time(18)) == (True, True)


def test_no_line_is_overdrawn_and_the_movements_add_up(year):
    for line in rows(BudgetLine):
        moved = year.execute(
            db.select(db.func.sum(BudgetEntry.reserved), db.func.sum(BudgetEntry.spent)).where(
                BudgetEntry.line_id == line.id
            )
        ).one()
        assert tuple(sum_ or 0 for sum_ in moved) == (line.reserved, line.spent)
        assert line.free >= 0


@pytest.mark.parametrize(
    ("login", "waiting"),
    [
        ("section", {"提交并预留经费", "冻结名单", "结算并办结"}),
        ("section_head", {"审核同意"}),
        ("deputy", {"审签同意", "批准补选结果", "审批变更"}),
        ("supervisor", {"见证抽取"}),
        ("expert", {"接受任务", "确认廉政与保密告知", "提交书面报告", "补交患病证明"}),
        ("hr", {"接收备案", "受理并分送", "归档"}),
        ("applicant", {"补正"}),
        ("unit", {"继续填写"}),
        ("section_head_disaster", {"股室负责人签字"}),
        ("section_industry", {"复审专家"}),
        ("executive_deputy", {"发表意见"}),
        ("office", {"形式审查", "汇总", "受理", "编制拟定名单"}),
    ],
)
def test_each_desk_has_its_work(year, login, waiting):
    assert waiting <= buttons(login)


def test_the_expert_has_something_of_each_on_the_own_desk(year):
    expert = next(each for each in rows(Expert) if each.account and each.account.login == "expert")
    assert [len(each.files) for each in rows(ReportDraft)] == [1]
    assert expert.wish.caption.startswith("每月最多2次；不便：周一")
    assert (len(expert.absences), len(expert.interests)) == (1, 1)
    assert calendar_links.live_link(year, expert.id)
    assert {each.state for each in rows(IllnessProof)} >= {
        illness_proof.State.AWAITED, illness_proof.State.HANDED_IN, illness_proof.State.ACCEPTED,
    }  # fmt: skip


def test_everyone_signs_in_with_the_one_password_and_need_not_change_it(year):
    for login in ("section", "zz0001", "auditor"):
        assert not admitted(login, PASSWORD).must_change_password


def test_each_post_has_an_account_of_its_name_and_one_person_holds_two_posts(year):
    assert all(account(post.value).holdings[0].post is post for post in Post)
    assert {len(each.holdings) for each in rows(Account)} == {1, 2}


def test_one_post_is_lent_today_and_one_was_taken_back(year):
    ended, running = rows(Delegation)
    assert (ended.standing, running.standing) == (Place.ENDED, Place.IN_FORCE)


def test_nobody_in_it_is_real(year):
    for expert in rows(Expert):
        assert IdNumber.parse(expert.id_number).text.startswith("990100")
        assert expert.mobile.startswith("190000")
    assert all(unit.credit_code.startswith("91990100") for unit in rows(Unit) if unit.credit_code)


def test_the_log_of_what_went_outside_is_left_though_both_channels_are_shut(year):
    assert channels.in_use().open == ()
    log = rows(Delivery)
    assert {each.status for each in log} == {DeliveryState.SENT, DeliveryState.GIVEN_UP}
    assert {each.channel for each in log} == set(DeliveryChannel)
    invented = ("@example.com", "190000")
    assert all(each.to.endswith(invented[0]) or each.to.startswith(invented[1]) for each in log)


def test_no_notice_of_the_year_would_say_anything_confidential_outside(year):
    people = {each.name for each in (*rows(Expert), *rows(Application)) if each.name}
    of_somebody = re.compile("|".join(map(re.escape, sorted(people))))
    said = {text for notice in rows(Notice) for text in said_outside(notice)}
    for reminder in due_reminders(date(2026, 11, 20)):
        said |= {reminder.task.matter, reminder.task.button}
    assert len(said) > 100
    assert [text for text in said if of_somebody.search(text)] == []
    assert [text for text in said if unfit_for_the_public(text)] == []


def said_outside(notice):
    values = what_may_be_said(notice)
    for channel in DeliveryChannel:
        template = template_of(db.session(), notice.kind, channel)
        words = filled(words_of(template, notice.kind, channel), values)
        yield from (words.subject, words.text)


def test_the_roster_is_nearly_full_and_shows_where_it_is_not(year):
    assert roster.persons(year) == 243
    appointed = [each for each in rows(Expert) if each.standing is not Standing.OFF_ROSTER]
    primary = Counter(expert.specialty_codes[0] for expert in appointed)
    assert (len(primary), min(primary.values())) == (62, 1)


def test_whoever_declined_three_times_is_named_to_the_office(year):
    texts = [notice.text for notice in rows(Notice)]
    assert [text for text in texts if "一年内已3次不能接受委派" in text]


def test_one_was_dismissed_one_is_heard_and_one_is_proposed_by_the_program(year):
    cases = {each.state: each for each in rows(Dismissal)}
    assert cases["dismissed"].expert.standing is Standing.ENDED
    assert cases["hearing"].due_on > NOW.date()
    assert {each.ground for each in rows(Dismissal) if each.proposer_id is None} == {
        DismissalGround.DECLINES
    }
    assert {"研究是否立案"} <= buttons("office")
    assert [each.state for each in rows(Commendation)] == ["issued", "issued", "proposed"]
    assert "审签" in buttons("leader")


def test_everyone_holds_a_certificate_that_matches_the_roster_or_has_left(year):
    held = {each.expert_id: each.number for each in rows(Certificate) if each.state == "in_force"}
    staying = {each.id: each.certificate_no for each in rows(Expert) if each.standing in ON_ROSTER}
    assert held == staying
    assert {each.state for each in rows(Certificate)} == set(certificate.State)
    sent = {part for part in rows(Assignment) if part.way is not SelectionWay.OFF_ROSTER}
    assert {part.certificate_no for part in sent} <= {each.number for each in rows(Certificate)}


def test_units_answered_or_were_telephoned_and_a_few_wait_for_hr(year):
    answered = rows(Feedback)
    assert [each for each in answered if each.has_asked_favours]
    assert len(rows(ReturnVisit)) > len(answered) > 3
    assert "登记回访" in buttons("hr")
    assert {each.state.value for each in rows(FeedbackInvitation)} >= {"answered"}


def test_one_inspection_is_still_to_come_unannounced_and_one_was_told(year):
    secret = [each for each in rows(Dispatch) if each.is_unannounced]
    assert sorted(each.told.is_hidden for each in secret) == [False, True]
    [untold] = [each for each in secret if each.told.is_hidden]
    names = {unit.name for unit in untold.targets}
    told = [each.text for each in rows(Notice) if untold.number in each.text]
    assert told
    assert not [text for text in told for name in names if name in text]


def test_some_experts_are_used_for_years_and_one_of_them_nearly_long_enough(year):
    used = rows(StandingEngagement)
    assert {each.state for each in used} == {"in_force", "ended", "proposed"}
    assert [each.expert.grade for each in used if each.term and each.term.days > 5 * 366] == [
        Grade.LEGAL
    ]
    assert "安排更换" in buttons("section")
    assert "记录审定结果" in buttons("leader")


def test_somebody_from_outside_was_sent_and_another_waits_for_the_deputy(year):
    outside = [each for each in rows(Dispatch) if each.way is SelectionWay.OFF_ROSTER]
    assert [each.state for each in outside] == ["closed", "endorsed"]
    [served] = outside[0].seated
    assert [paper.what for paper in served.papers] == [
        "任务回执", "廉政与保密告知书", "签到表", "书面报告",
    ]  # fmt: skip


def test_the_office_has_announced_something(year):
    titles = [each.title for each in bulletin.posted(year, "announcement")]
    assert (len(titles), titles[-1]) == (3, "关于聘任安全生产和应急管理专家的通知")


def test_no_id_number_telephone_or_account_number_lies_in_the_database_in_clear(year):
    experts = rows(Expert)
    secret = {each.id_number for each in experts} | {each.mobile for each in experts}
    secret |= {each.number for each in rows(BankAccount)}
    tables = Base.metadata.sorted_tables
    lying = "".join(
        str(year.execute(text(f'SELECT * FROM "{each.name}"')).all()) for each in tables
    )
    assert len(secret) > 400
    assert secret & set(re.findall(r"(?<!\w)\d{11,19}[\dX]?(?!\w)", lying)) == set()


def test_all_that_must_hold_of_the_office_holds_of_the_year(flask_demo):
    said = flask_demo.app.test_cli_runner().invoke(args=["check"])
    assert (said.exit_code, "全部相符" in said.output) == (0, True), said.output


def test_a_second_run_changes_nothing_and_names_the_accounts_again(flask_demo):
    before = len(rows(Event))
    again = flask_demo()
    assert (again.exit_code, "section_head" in again.output) == (0, True)
    assert len(rows(Event)) == before


def test_a_real_office_is_left_alone(app):
    done = app.test_cli_runner().invoke(args=["demo"])
    assert (done.exit_code, "没有装入演示数据" in done.output) == (0, True)
    assert not is_demonstration(db.session())


def test_a_weak_password_is_refused_and_nothing_is_kept(copies, tmp_path, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "12345678")
    url = copies.empty(tmp_path)
    app = create_app(settings_for(tmp_path, url))
    with app.app_context():
        done = app.test_cli_runner().invoke(args=["demo"])
        assert (done.exit_code, "至少三类" in done.output) == (1, True)
        assert not rows(Holding)
        db.session.remove()
        db.engine.dispose()
    copies.drop(url)


@pytest.mark.parametrize("day", [date(2026, 2, 17), date(2026, 10, 8), date(2027, 1, 1)])
def test_a_year_can_end_on_any_day(day):
    diary = Diary.up_to(datetime.combine(day, time(1), UTC))
    planned = courses(diary.present, 300)
    assert diary.moment(diary.end) <= datetime.combine(day, time(1), UTC)
    assert (len(planned), planned[0].begins, planned[-1].begins) == (300, 1, diary.present)


def test_a_working_day_breaks_at_noon():
    diary = Diary.up_to(NOW)
    noon, after = diary.moment(DAY + HALF_DAY), diary.moment(DAY + HALF_DAY + 1)
    assert (clock.local(noon).time(), clock.local(after).time()) == (time(12), time(14, 30, 1))


def test_the_sections_train_their_experts_and_one_has_planned_nothing(year):
    rows_ = training_of.of_sections(year, None, NOW.year)
    assert [row.section.name for row in rows_ if row.is_missing] == ["防灾减灾股"]
    assert [item.month for row in rows_ for item in row.overdue] == [9]
    assert {each.state for each in rows(TrainingSession)} >= {
        training.State.ANNOUNCED, training.State.HELD, training.State.CLOSED
    }  # fmt: skip
    assert len(training_of.hours(year, NOW.year)) > 50
    assert "整理培训记录" in buttons("section_industry")
    assert "答复培训通知" in buttons("expert")


def test_experts_were_told_in_two_versions_and_wore_what_was_listed(year):
    told = {
        text.version
        for part in rows(Assignment)
        for text in part.briefings
        if text.kind is BriefingKind.INTEGRITY
    }
    assert told == {1, 2}
    hazardous = [each for each in rows(Dispatch) if each.is_hazardous]
    assert all(each.protection for each in hazardous)
    assert [part for part in rows(Assignment) if part.fitted_at]


def test_each_industry_met_every_quarter_but_one(flask_demo):
    found = meetings.of_year(db.session(), 2026)
    rows = meetings.calendar(db.session(), 2026, found)
    missing = [
        (row.industry, cell.quarter.number)
        for row in rows
        for cell in row.cells
        if cell.standing is Quarterly.OVERDUE
    ]
    assert missing == [("A04", 2)]
    states = Counter(each.state for each in db.session.scalars(db.select(Meeting)))
    assert {meeting.State.CONVENED, meeting.State.MINUTED, meeting.State.CLOSED} <= set(states)
    assert meetings.plenary_of(db.session(), 2025) is not None
    assert meetings.count_overdue(db.session()) > 0


def test_one_emergency_is_closed_one_late_and_one_running(year):
    orders = sorted(rows(EmergencyOrder), key=lambda each: each.at)
    assert [each.dispatch.state for each in orders] == [
        dispatch.State.CLOSED, dispatch.State.ORDERED, dispatch.State.PAPERED,
    ]  # fmt: skip
    assert [each.is_late for each in orders] == [False, True, False]
    assert {call.outcome for each in orders for call in each.calls} == set(CallOutcome)
    assert "呼叫专家" in buttons("deputy")
    assert "审核补办手续" in buttons("section_head")
    assert "补办手续（已逾期）" in buttons("section_disaster")


def test_experts_are_heard_at_every_step(year):
    assert {each.state for each in rows(Advice)} == set(advice.State)
    assert {each.adoption for each in rows(Advice)} == {None, *Adoption}
    assert [each for each in rows(Advice) if each.is_open and each.is_overdue]
    assert {"受理", "答复"} <= buttons("section")
    assert "答复" in buttons("deputy")


def test_experts_correct_their_record_object_to_it_and_leave(year):
    assert {each.state for each in rows(ProfileChange)} == {
        "submitted", "approved", "refused",
    }  # fmt: skip
    assert {"核对变更", "办理退出"} <= buttons("office")
    assert {"upheld", "dismissed", "raised"} <= {each.state for each in rows(ExpertObjection)}
    left = account("former_expert").holdings[0]
    [asked] = [each for each in rows(Resignation) if each.owner_account_id == left.account_id]
    assert asked.expert.standing is Standing.ENDED


def test_the_expert_of_the_demonstration_has_something_of_each(year):
    own = account(Post.EXPERT.value).id
    for table in (Advice, ProfileChange, ExpertObjection):
        assert [each for each in rows(table) if each.owner_account_id == own], table


def test_of_four_reports_of_misconduct_one_is_upheld_and_one_waits_to_be_accepted(year):
    states = Counter(each.state for each in rows(IntegrityReport))
    assert states == {
        integrity.State.SETTLED: 1, integrity.State.GROUNDLESS: 1,
        integrity.State.ACCEPTED: 1, integrity.State.RECEIVED: 1,
    }  # fmt: skip
    assert "受理" in buttons("supervisor")
    assert "作出说明" in buttons("expert")


def test_last_years_assessment_was_told_and_this_years_is_under_way(year):
    last, this = sorted({each.year for each in rows(AnnualAssessment)})
    states = {
        asked: {each.state for each in rows(AnnualAssessment) if each.year == asked}
        for asked in (last, this)
    }
    assert states == {last: {"told"}, this: {"reckoned", "proposed", "checked"}}
    [objection] = rows(AssessmentObjection)
    assert objection.state == "decided"
    assert "提出考核等次" in buttons("section")
    assert {"审定"} <= buttons("leader")


def test_two_months_were_paid_and_another_bundle_is_under_way(year):
    found = db.session.scalars(db.select(Reimbursement).order_by(Reimbursement.id)).all()
    states = [bundle.state.value for bundle in found]
    assert states.count("paid") == 2
    assert {"endorsed", "approved"} <= {*states}
    payments = db.session.scalars(db.select(Payment)).all()
    assert [payment.reason for payment in payments if payment.returned_on] == ["收款账号与户名不符"]
