"""解聘: what opens a case, who is heard, who decides, and what the decision does."""

from datetime import date

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import IllegalMove, NotPermitted, Refusal
from models.operations import (
    certificates,
    dismissal_proposals,
    dismissals,
    expert_objections,
    resignations,
    roster,
)
from models.queries import declines
from models.queries import dismissals as queries
from models.settings import READMISSION_YEARS
from models.tables import Dismissal, Event, IntegrityReport, Notice, Setting, Signature
from models.vocabulary import DismissalGround, Post, RevocationGround, Standing
from models.workflows.dismissal import State
from tests import advising, applications, states
from tests import dismissals as cases
from tests.advising import own
from tests.conftest import NOON
from tests.operations.test_conduct import upheld
from tests.states import held_by, holder

G = DismissalGround


@pytest.fixture(autouse=True)
def office_open(app):
    """Every test begins with the small office."""


# Opening


@pytest.mark.parametrize("ground", list(G))
def test_each_ground_leads_to_its_end(ground):
    if ground is G.DECLINES:
        cases.declined(3)
    if ground is G.CREDIT:
        upheld()
    case = cases.dismissed(ground)
    assert (case.state, own().standing) == (State.DISMISSED, Standing.ENDED)
    event = db.session.scalars(db.select(Event).filter_by(kind="dismissal:propose")).one()
    assert event.facts["dismissal"] == ground.value


@pytest.mark.parametrize(
    ("ground", "field"),
    [
        (G.OWN_WISH, "files"),
        (G.UNABLE, "files"),
        (G.CRIME, "files"),
        (G.FALSE_OPINION, "files"),
        (G.ABUSE, "files"),
        (G.BRIBERY, "files"),
    ],
)
def test_a_ground_that_needs_a_paper_is_not_opened_without_one(ground, field):
    with pytest.raises(Refusal, match="请上传依据材料") as refused:
        cases.proposed(ground, uploads=())
    assert (refused.value.field, refused.value.article) == (field, 18)


def test_two_declines_are_not_three():
    cases.declined(2)
    with pytest.raises(Refusal, match="现为2次，不满3次"):
        cases.proposed(G.DECLINES)


def test_a_rating_that_is_not_d_dismisses_nobody():
    with pytest.raises(Refusal, match="信用评级不是D级") as refused:
        cases.proposed(G.CREDIT)
    assert (refused.value.field, refused.value.article) == ("ground", 18)


def test_a_rating_that_is_no_longer_d_decides_no_case():
    upheld()
    case = cases.concluded(G.CREDIT)
    with unit_of_work():
        report = db.session.scalars(db.select(IntegrityReport)).one()
        report.expert_id = None
    with pytest.raises(Refusal, match="信用评级不是D级"):
        cases.take(case, "approve", Post.LEADER)
    assert case.state is State.CONCLUDED


def test_a_breach_of_secrecy_names_what_else_was_done():
    with pytest.raises(Refusal, match="请写明同时采取的措施") as refused:
        cases.proposed(G.OTHER, is_breach=True)
    assert (refused.value.field, refused.value.article) == ("measure", 15)
    assert cases.proposed(G.OTHER, is_breach=True, measure="收回全部资料").is_breach


def test_nobody_has_two_cases():
    cases.proposed()
    with pytest.raises(Refusal, match=r"已有解聘事项JP2026-001（待立案）"):
        cases.proposed(G.CRIME)


def test_who_asked_to_leave_is_not_dismissed_at_their_wish():
    advising.leaving()
    with pytest.raises(Refusal, match="已经提出退出申请"):
        cases.proposed(G.OWN_WISH)


def test_who_has_left_is_not_dismissed():
    with unit_of_work():
        roster.change_standing(own(), Standing.ENDED, reason="去世", by=holder(Post.OFFICE))
    with pytest.raises(Refusal, match="不在名册上"):
        cases.proposed()


def test_a_section_proposes_and_the_office_opens():
    case = cases.proposed(by=holder(Post.SECTION))
    with pytest.raises(NotPermitted):
        cases.take(case, "open", Post.SECTION)
    cases.take(case, "open")
    assert (case.state, case.told_on, case.due_on) == (
        State.HEARING, date(2026, 6, 1), date(2026, 6, 8),
    )  # fmt: skip
    told = db.session.scalars(
        db.select(Notice.text).where(Notice.account_id == own().account_id)
    ).all()
    assert [text for text in told if "请于2026年6月8日前陈述申辩" in text]


def test_what_is_not_opened_says_why_and_the_expert_never_hears_of_it():
    case = cases.proposed()
    with pytest.raises(Refusal, match="必须写明理由"):
        cases.take(case, "set_aside")
    cases.take(case, "set_aside", note="两家企业均否认")
    assert queries.told_of(db.session(), own()) == []


# What the program proposes


def _due() -> int:
    with unit_of_work():
        return dismissal_proposals.propose_what_is_due(clock.today())


def test_the_program_proposes_three_declines_once_and_decides_nothing():
    expert = cases.declined(3)
    assert [_due(), _due()] == [1, 0]
    [case] = db.session.scalars(db.select(Dismissal)).all()
    assert (case.state, case.proposer_id, expert.standing) == (
        State.PROPOSED, None, Standing.ACTIVE,
    )  # fmt: skip
    cases.take(case, "set_aside", note="三次均因本局改期")
    assert _due() == 0, "the same facts are not proposed again"
    cases.declined(1)
    assert _due() == 1, "a fourth is another matter"


def test_an_excuse_accepted_since_takes_the_ground_away():
    expert = cases.declined(3)
    _due()
    [case] = db.session.scalars(db.select(Dismissal)).all()
    with unit_of_work():
        declines.counted(db.session(), expert, clock.today())[0].is_excused = True
    with pytest.raises(Refusal, match="现为2次，不满3次"):
        cases.take(case, "open")


def test_the_program_proposes_when_an_appointment_is_over():
    with unit_of_work():
        own().appointed_until = date(2026, 5, 31)
    assert [_due(), _due()] == [1, 0]
    [case] = db.session.scalars(db.select(Dismissal)).all()
    assert case.facts == "专家ZZ0001聘期已于2026年5月31日届满：没有续聘"


def test_the_program_says_where_age_stands_in_the_way():
    with unit_of_work():
        own().appointed_until, own().birth_date = date(2026, 5, 31), date(1958, 1, 1)
    _due()
    [case] = db.session.scalars(db.select(Dismissal)).all()
    assert "已满68周岁，超过65周岁的上限" in case.facts


def test_what_the_program_proposed_is_completed_before_it_is_opened():
    with unit_of_work():
        case = dismissals.propose(own(), G.BRIBERY, cases.evidence(source=""))
    with pytest.raises(Refusal, match="请写明依据材料的名称"):
        cases.take(case, "open")
    how = {"folder": advising.folder(), "by": holder(Post.OFFICE)}
    with pytest.raises(Refusal, match="请上传依据材料"), unit_of_work():
        dismissals.complete(case, cases.evidence(), uploads=[], **how)
    with unit_of_work():
        dismissals.complete(case, cases.evidence(), uploads=[advising.PDF], **how)
    cases.take(case, "open")
    with pytest.raises(IllegalMove, match="已经告知本人"), unit_of_work():
        dismissals.complete(case, cases.evidence(), uploads=[], **how)


# Hearing


def test_nobody_is_passed_over_while_they_may_still_be_heard():
    case = cases.opened()
    with pytest.raises(Refusal, match="陈述期至2026年6月8日"):
        cases.take(case, "pass")
    with pytest.raises(IllegalMove):
        cases.take(case, "recommend", note="建议解聘")
    with cases.after_the_term():
        cases.take(case, "pass")
    assert case.state is State.HEARD
    assert case.statement is None


def test_the_expert_waives_being_heard_and_says_nothing_twice():
    case = cases.opened()
    with unit_of_work():
        dismissals.waive(case, by=holder(Post.EXPERT))
    assert (case.state, case.statement.is_waived) == (State.HEARD, True)
    with pytest.raises(IllegalMove), unit_of_work():
        dismissals.waive(case, by=holder(Post.EXPERT))


def test_another_expert_is_not_heard_in_it():
    states.drafted()
    case = cases.opened()
    with pytest.raises(NotPermitted), unit_of_work():
        dismissals.waive(case, by=held_by("zz0002"))


def test_an_answer_on_paper_is_taken_down_with_the_paper():
    case = cases.opened()
    how = {"is_waived": False, "folder": advising.folder(), "by": holder(Post.OFFICE)}
    with pytest.raises(Refusal, match="没有本人签字不能代录"), unit_of_work():
        dismissals.take_down(case, cases.SAID, uploads=[], **how)
    with unit_of_work():
        dismissals.take_down(case, cases.SAID, uploads=[advising.PDF], **how)
    assert (case.statement.on_paper, len(case.statement.files)) == (True, 1)


def test_without_a_calendar_no_case_is_opened_as_no_term_can_be_reckoned():
    with clock.held_at(NOON.replace(year=2031)):
        case = cases.proposed()
        with pytest.raises(Refusal, match="工作日历还没有确认"):
            cases.take(case, "open")


# Deciding


def test_whoever_opened_it_does_not_decide_it():
    case = cases.concluded()
    with unit_of_work():
        case.opener_id = holder(Post.LEADER).account_id
    with pytest.raises(NotPermitted, match="经办人不得再审定解聘"):
        cases.take(case, "approve", Post.LEADER)


def test_the_leader_signs_what_was_said_and_found():
    case = cases.decided()
    signature = db.session.scalars(db.select(Signature)).one()
    assert (signature.subject, signature.action) == (f"dismissal:{case.id}", "approve")
    assert case.document()["statement"][0] == cases.SAID


def test_against_the_office_the_leader_says_why():
    case = cases.take(cases.heard(), "recommend_keeping", note="情节轻微")
    with pytest.raises(Refusal, match="专家办建议不予解聘"):
        cases.take(case, "approve", Post.LEADER)
    cases.take(case, "keep", Post.LEADER, note="同意专家办意见")
    assert (case.state, own().standing) == (State.KEPT, Standing.ACTIVE)


def test_who_is_on_a_task_is_not_dismissed_until_released():
    part = states.issued(seats=1).seated[0]
    states.drafted()
    with unit_of_work():
        case = dismissals.propose(
            part.expert, G.ABUSE, cases.evidence(), uploads=[advising.PDF],
            folder=advising.folder(), by=holder(Post.OFFICE),
        )  # fmt: skip
    cases.take(case, "open")
    with unit_of_work():
        dismissals.waive(case, by=states.acting_for(part))
    cases.take(case, "recommend", note="建议解聘")
    with pytest.raises(Refusal, match=f"{part.dispatch.number}.*请先办理派遣变更"):
        cases.take(case, "approve", Post.LEADER)


def test_two_decisions_at_the_same_moment_leave_one(at_once):
    number = cases.concluded().id

    def deciding(action: str):
        def decide() -> None:
            case = db.session.get(Dismissal, number)
            with unit_of_work():
                dismissals.take(case, action, by=holder(Post.LEADER), note="已研究")

        return decide

    assert len(at_once(deciding("approve"), deciding("keep"))) == 1
    assert len(db.session.scalars(db.select(Signature)).all()) == 1


def test_two_cases_proposed_at_the_same_moment_leave_one(at_once):
    def propose() -> None:
        with unit_of_work():
            dismissals.propose(own(), G.OTHER, cases.evidence(), by=holder(Post.OFFICE))

    assert len(at_once(propose, propose)) == 1
    assert len(db.session.scalars(db.select(Dismissal)).all()) == 1


# What it does


def test_the_notice_takes_the_certificate_back_and_leaves_the_history():
    with unit_of_work():
        held = certificates.issue(own(), document="演示文件", by=holder(Post.OFFICE))
    cases.dismissed()
    assert (held.state.value, held.ground) == ("revoked", RevocationGround.DISMISSED)
    assert [each.post for each in own().account.holdings] == [Post.FORMER_EXPERT]
    kinds = db.session.scalars(db.select(Event.kind).order_by(Event.number)).all()
    assert kinds[-4:] == [
        "dismissal:issue", "expert:standing", "post:assign", "certificate:revoke",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "day", "field"),
    [
        ("", date(2026, 6, 1), "document_no"),
        (cases.NUMBER, date(2026, 6, 2), "issued_on"),
        (cases.NUMBER, date(2026, 5, 31), "issued_on"),
    ],
)
def test_a_notice_has_a_number_and_a_day_that_can_be(number, day, field):
    case = cases.decided()
    with pytest.raises(Refusal) as refused, unit_of_work():
        dismissals.issue(case, number, day, by=holder(Post.OFFICE))
    assert refused.value.field == field
    assert own().standing is Standing.ACTIVE


def test_nobody_leaves_by_the_side_door_while_a_case_is_open():
    cases.opened()
    resignation = advising.leaving()
    with pytest.raises(Refusal, match="JP2026-001正在办理"), unit_of_work():
        resignations.take(resignation, "confirm", by=holder(Post.OFFICE))


def test_a_case_is_stopped_only_where_nobody_is_left_to_be_dismissed():
    case = cases.opened()
    with pytest.raises(Refusal, match="由领导小组审定"):
        cases.take(case, "stop", note="不办了")
    with unit_of_work():
        roster.remove(own(), reason="复审清退", by=holder(Post.LEADER))
    cases.take(case, "stop", note="已由清退文件退出")
    assert case.state is State.STOPPED


def test_an_upheld_objection_overturns_it():
    case = cases.dismissed()
    objection = advising.objected(expert_objections.object_to_removal, own(), by=held_by("expert"))
    with unit_of_work():
        expert_objections.take(objection, "uphold", by=holder(Post.OFFICE), note="事实不清")
    assert (case.state, own().standing) == (State.OVERTURNED, Standing.ACTIVE)


def test_whoever_left_once_by_their_own_wish_may_object_to_being_dismissed_later():
    with unit_of_work():
        resignations.take(advising.leaving(), "confirm", by=holder(Post.OFFICE))
    with unit_of_work():
        roster.change_standing(own(), Standing.ACTIVE, reason="重新聘任", by=holder(Post.OFFICE))
    cases.dismissed()
    objection = advising.objected(expert_objections.object_to_removal, own(), by=held_by("expert"))
    assert objection.is_open


def test_it_is_objected_to_within_five_working_days():
    cases.dismissed()
    with cases.after_the_term(), pytest.raises(Refusal, match="申诉期已于2026年6月8日届满"):
        advising.objected(expert_objections.object_to_removal, own(), by=held_by("expert"))


# Coming back


@pytest.mark.parametrize(
    ("ground", "years", "is_barred"),
    [
        (G.BRIBERY, 0, True),
        (G.ABUSE, 3, True),
        (G.CRIME, 0, True),
        (G.INCOMPETENT, 0, False),
        (G.OWN_WISH, 0, False),
    ],
)
def test_whoever_was_dismissed_comes_back_as_the_ground_allows(ground, years, is_barred):
    with unit_of_work():
        db.session.add(Setting(key=READMISSION_YEARS.key, value=years))
    cases.dismissed(ground)

    def come_back() -> None:
        with unit_of_work():
            roster.change_standing(own(), Standing.ACTIVE, reason="重新", by=holder(Post.OFFICE))

    if is_barred:
        with pytest.raises(Refusal, match="被解聘"):
            come_back()
    else:
        come_back()
    assert (own().standing is Standing.ENDED) is is_barred


def test_an_application_of_somebody_barred_is_not_handed_in_and_names_no_ground():
    cases.dismissed(G.BRIBERY)
    number = own().id_number
    made = applications.application(state=applications.State.DRAFT, id_number=number)
    [line] = [each for each in made.checklist if each.key == "dismissed"]
    assert (line.detail, line.article) == ("2026年6月1日被解聘，不再受理申报", 18)
    assert "曾被解聘：2026年6月1日被解聘，不再受理申报" in made.gaps
