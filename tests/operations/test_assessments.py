"""年度考核: reckoned from the facts, proposed, decided, told, objected to and decided anew."""

from datetime import timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import assessment_objections, assessments
from models.operations.assessments import Proposal
from models.operations.lead_sections import assign
from models.rules.article_18_credit import Fact, Formula, rate
from models.tables import Dismissal, Event, Notice, Setting, Signature
from models.vocabulary import AssessmentGrade, CreditRating, DismissalGround, Post
from models.workflows.assessment import Action, ObjectionAction, ObjectionState, State
from tests import assessments as made
from tests import states
from tests.conftest import NOON
from tests.operations.test_conduct import upheld
from tests.states import held_by, holder

pytestmark = pytest.mark.usefixtures("app")

EXCELLENT, UNQUALIFIED = AssessmentGrade.EXCELLENT, AssessmentGrade.UNQUALIFIED
QUALIFIED = AssessmentGrade.QUALIFIED


def test_everybody_is_reckoned_in_one_section_with_the_weights_of_the_day():
    found = made.reckoned()
    assert (found.section.name, len(found.items)) == ("煤矿监管股", 12)
    assert (found.state, found.until, found.formula["late"]) == (State.RECKONED, NOON.date(), 2)
    assert {item.computed for item in found.items} == {QUALIFIED}


def test_what_was_kept_gives_the_same_figures_whatever_the_weights_are_now():
    part = states.rated(seats=2).seated[0]
    with clock.held_at(states.RATED):
        found = made.reckoned()
        with unit_of_work():
            db.session.add(Setting(key="credit_start", value=70))
    item = next(each for each in found.items if each.expert_id == part.expert_id)
    assert item.score == 9000
    for each in found.items:
        facts = [Fact.of_json(fact) for fact in each.facts]
        assert rate(facts, Formula(**found.formula)).score == each.score


def test_a_year_is_reckoned_once_and_takes_in_only_whom_it_left_out():
    made.reckoned()
    with pytest.raises(Refusal, match="2026年度的考核对象都已测算"), unit_of_work():
        assessments.open_year(2026, by=holder(Post.OFFICE))


@pytest.mark.parametrize("year", [2024, 2027])
def test_no_other_year_than_this_and_the_last_is_assessed(year):
    with pytest.raises(Refusal, match="只能考核2025年度或者2026年度"), unit_of_work():
        assessments.open_year(year, by=holder(Post.OFFICE))


def test_nobody_is_assessed_for_a_year_before_their_appointment():
    with unit_of_work():
        made.expert().appointed_from = NOON.date().replace(month=1, day=1)
        assign("A01", made.mines(), by=holder(Post.OFFICE))
        db.session.flush()
        [found] = assessments.open_year(2025, by=holder(Post.OFFICE))
    assert len(found.items) == 11


def test_experts_without_a_section_are_named_to_the_office():
    with pytest.raises(Refusal, match="有12名专家没有对应的股室"), unit_of_work():
        assessments.open_year(2026, by=holder(Post.OFFICE))


def test_another_grade_than_the_figures_give_asks_for_a_reason():
    found = made.reckoned()
    item = found.items[0]
    with pytest.raises(Refusal, match="测算为合格，提出优秀的，请写明理由") as refused:
        assessments.propose_grades(
            found, {item.id: Proposal(EXCELLENT, " ")}, by=holder(Post.SECTION)
        )
    assert refused.value.field == f"reason_{item.id}"


def test_nobody_proposes_a_grade_for_themselves():
    found = made.reckoned()
    with unit_of_work():
        made.expert().account_id = holder(Post.SECTION).account_id
    item = made.item_of(found, "section")
    with pytest.raises(NotPermitted, match="这是您本人的事项"):
        assessments.propose_grades(found, {item.id: Proposal(QUALIFIED)}, by=holder(Post.SECTION))


def test_another_section_proposes_nothing_here():
    found = made.reckoned()
    with pytest.raises(NotPermitted):
        assessments.propose_grades(found, {}, by=held_by("section_2"))


def test_nothing_is_handed_in_before_everybody_has_a_grade():
    found = made.reckoned()
    with pytest.raises(Refusal, match="还有12名专家没有提出考核等次"):
        assessments.take(found, Action.PROPOSE, by=holder(Post.SECTION))


def test_a_grade_that_was_handed_in_is_not_changed_before_it_comes_back():
    found = made.proposed()
    with pytest.raises(Refusal, match="现在是“待专家办审核”，不能再改"):
        assessments.propose_grades(found, {}, by=holder(Post.SECTION))
    with unit_of_work():
        assessments.take(found, Action.RETURN, by=holder(Post.OFFICE), note="请核对出勤")
    assert found.state is State.RECKONED


def test_reckoning_again_takes_back_a_proposal_only_where_the_figures_changed():
    found = made.suggested()
    upheld()
    with unit_of_work():
        assert assessments.reckon_again(found, by=holder(Post.OFFICE)) == 1
    item = made.item_of(found)
    assert (item.rating, item.computed, item.proposed) == (CreditRating.D, UNQUALIFIED, None)
    assert found.items[1].proposed is QUALIFIED


def test_the_leaders_signature_decides_and_covers_every_grade():
    found = made.decided(changed=1)
    assert [item.decided for item in found.items] == [UNQUALIFIED] + [QUALIFIED] * 11
    signature = db.session.scalars(db.select(Signature)).one()
    assert (signature.matter, signature.action) == (found.matter, Action.DECIDE)
    told = db.session.scalars(db.select(Event).filter_by(kind="annual_assessment:decide")).one()
    assert told.facts["items"] == ["优秀0人", "合格11人", "不合格1人"]


def test_each_expert_is_told_and_knows_until_when_to_object():
    found = made.told()
    assert (found.state, found.objections_until.isoformat()) == (State.TOLD, "2026-06-08")
    notice = db.session.scalars(
        db.select(Notice).filter_by(account_id=held_by("expert").account_id)
    ).one()
    assert notice.matter == f"assessment_item:{made.item_of(found).id}"


def test_nobody_is_told_without_the_number_of_the_document():
    found = made.decided()
    with pytest.raises(Refusal, match="请填写考核结果的通报文号"):
        assessments.tell_results(found, " ", by=holder(Post.OFFICE))


def test_a_rating_of_d_has_a_dismissal_considered_once_and_decides_none():
    upheld()
    found = made.told()
    case = db.session.scalars(db.select(Dismissal)).one()
    assert (case.expert_id, case.ground) == (made.expert().id, DismissalGround.CREDIT)
    assert case.trigger == f"assessment:{found.year}"
    assert made.item_of(found).decided is UNQUALIFIED
    assert made.expert().standing == "active"


def test_an_objection_goes_by_the_office_to_the_leader_who_decides_anew():
    objection = made.answered()
    assert objection.item.decided is UNQUALIFIED
    with unit_of_work():
        assessment_objections.take(objection, ObjectionAction.DECIDE, by=holder(Post.LEADER))
    assert (objection.state, objection.item.decided) == (ObjectionState.DECIDED, QUALIFIED)
    notices = db.session.scalars(
        db.select(Notice.text).filter_by(account_id=held_by("expert").account_id)
    )
    assert "2026年度考核异议已审定：合格" in list(notices)


def test_the_leader_may_have_it_looked_into_again():
    objection = made.answered()
    with unit_of_work():
        assessment_objections.take(
            objection, ObjectionAction.RETURN, by=holder(Post.LEADER), note="请附会议记录"
        )
    assert (objection.state, objection.item.decided) == (ObjectionState.RAISED, UNQUALIFIED)


def test_the_expert_may_take_it_back_and_not_raise_it_twice():
    objection = made.objected()
    with unit_of_work():
        assessment_objections.take(objection, ObjectionAction.WITHDRAW, by=held_by("expert"))
    with pytest.raises(Refusal, match="已经提出过异议"):
        assessment_objections.raise_objection(objection.item, made.SAID, by=held_by("expert"))


def test_an_objection_out_of_time_is_refused_with_the_day():
    found = made.told(changed=1)
    with clock.held_at(NOON + timedelta(days=8)), pytest.raises(Refusal, match="2026年6月8日届满"):
        assessment_objections.raise_objection(made.item_of(found), made.SAID, by=held_by("expert"))


def test_what_was_not_told_is_not_objected_to():
    found = made.decided(changed=1)
    with pytest.raises(Refusal, match="还没有通知本人"):
        assessment_objections.raise_objection(made.item_of(found), made.SAID, by=held_by("expert"))


def test_nobody_objects_for_somebody_else():
    found = made.told()
    with pytest.raises(NotPermitted):
        assessment_objections.raise_objection(found.items[1], made.SAID, by=held_by("expert"))


@pytest.mark.parametrize(
    ("post", "action", "standing"),
    [(Post.OFFICE, Action.CHECK, made.proposed), (Post.LEADER, Action.DECIDE, made.checked)],
)
def test_nobody_checks_or_decides_a_list_on_which_they_stand(post, action, standing):
    found = standing()
    with unit_of_work():
        made.expert(2).account_id = holder(post).account_id
    with pytest.raises(NotPermitted, match="考核名单中有您本人"), unit_of_work():
        assessments.take(found, action, by=holder(post))
