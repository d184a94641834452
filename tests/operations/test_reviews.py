"""年度复审: who gets whom, what may be judged by whom, and what everyone is told."""

from datetime import date, timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import reviews
from models.operations.lead_sections import assign as assign_lead
from models.operations.review_reminders import remind
from models.operations.reviews import Judgement
from models.queries import reviews as queries
from models.tables import Account, AnnualReview, Event, Expert, Notice, Signature
from models.vocabulary import DismissalGround, Post, ReviewVerdict, Standing
from models.workflows.review import Action, State
from tests import reviews as states
from tests import states as dispatches
from tests.conftest import NOON
from tests.reviews import DUE, KEEP, REMOVE, expert, section


def told(login):
    account = db.session.scalars(db.select(Account).filter_by(login=login)).one()
    query = db.select(Notice).filter_by(account_id=account.id)
    return [each.text for each in db.session.scalars(query.order_by(Notice.id))]


def listed(review):
    return {item.expert.code: item.used for item in review.items}


def test_a_section_reviews_the_experts_of_the_industry_it_leads(app):
    assert len(states.opened().items) == 12


def test_whom_another_section_recommended_is_reviewed_by_that_one(app):
    states.recommend(3, "危化监管股")
    assert "ZZ0003" not in listed(states.opened())
    assert listed(states.of("危化监管股")) == {"ZZ0003": 0}


def test_a_section_that_used_an_expert_reviews_them_as_well(app):
    states.recommend(1, "危化监管股")
    used = {part.expert.code for part in dispatches.reported().assignments}
    assert {code for code, times in listed(states.opened()).items() if times} == used


def test_a_name_that_is_still_secret_counts_as_no_use(app):
    dispatches.drawn()
    assert set(listed(states.opened()).values()) == {0}


def test_whoever_left_is_reviewed_by_nobody(app):
    expert(5).standing = Standing.ENDED
    db.session.commit()
    assert "ZZ0005" not in listed(states.opened())


def test_without_lead_sections_there_is_nobody_to_review(person):
    with pytest.raises(Refusal, match="先在“专业划分”中确定牵头股室"):
        reviews.open_reviews(2026, DUE, by=person(Post.OFFICE))


@pytest.mark.parametrize(
    ("year", "due", "answer"),
    [
        (2026, date(2026, 5, 31), "完成日期已经过去"),
        (2026, date(2027, 1, 1), "本年度内"),
        (2025, date(2025, 6, 30), "本年度内"),
    ],
)
def test_a_review_is_of_this_year_and_has_time(person, year, due, answer):
    with pytest.raises(Refusal, match=answer):
        reviews.open_reviews(year, due, by=person(Post.OFFICE))


def test_a_year_is_opened_once(person):
    states.opened()
    with pytest.raises(Refusal, match="2026年度复审已经部署"):
        reviews.open_reviews(2026, DUE, by=person(Post.OFFICE))


def test_whoever_stands_in_no_review_is_listed_until_the_office_says_who_reviews(person, mines):
    states.recommend(1, "危化监管股")
    with unit_of_work():
        reviews.open_reviews(2026, DUE, by=person(Post.OFFICE))
    left = queries.unassigned(db.session(), 2026)
    assert len(left) == 11
    with unit_of_work():
        reviews.assign(expert(2), mines, by=person(Post.OFFICE))
        reviews.assign(expert(3), mines, by=person(Post.OFFICE))
    assert len(queries.unassigned(db.session(), 2026)) == 9
    assert listed(states.of("煤矿监管股")) == {"ZZ0002": 0, "ZZ0003": 0}
    with pytest.raises(Refusal, match="专家02已有股室复审"):
        reviews.assign(expert(2), mines, by=person(Post.OFFICE))


def test_nobody_is_added_to_a_review_that_was_handed_in(person, mines):
    review = states.submitted()
    item = next(each for each in review.items if each.expert.code == "ZZ0012")
    with unit_of_work():
        db.session.delete(item)
    with pytest.raises(Refusal, match="已经提交"):
        reviews.assign(expert(12), mines, by=person(Post.OFFICE))


def test_whoever_joined_after_the_opening_is_not_overdue(person):
    states.opened()
    with unit_of_work(), clock.held_at(NOON + timedelta(days=3)):
        newcomer = db.session.scalars(db.select(Expert).filter_by(code="ZZ0012")).one()
        newcomer.created_at = clock.now()
    overdue = db.session.scalars(db.select(Expert).where(queries.is_unreviewed())).all()
    assert (len(overdue), "ZZ0012" in {each.code for each in overdue}) == (11, False)


def test_once_the_head_has_signed_nobody_is_overdue(app):
    states.confirmed()
    assert not db.session.scalars(db.select(Expert).where(queries.is_unreviewed())).all()


def test_a_removal_names_its_ground_and_says_why(person):
    review = states.opened()
    for judgement, answer in [
        (Judgement(ReviewVerdict.REMOVE, None, "不能胜任"), "第十八条的哪一种情形"),
        (Judgement(ReviewVerdict.REMOVE, DismissalGround.CREDIT, " "), "写明事实和理由"),
        (Judgement(ReviewVerdict.KEEP, None, "好" * 501), "不超过500字"),
    ]:
        with pytest.raises(Refusal, match=answer):
            reviews.judge(review, {review.items[0].id: judgement}, by=person(Post.SECTION))


def test_what_was_judged_is_registered_with_the_ground(app):
    review = states.judged()
    events = db.session.scalars(db.select(Event).filter_by(kind="annual_review:judge")).all()
    assert events[0].facts["removed"] == [
        f"{review.items[0].expert.code} {DismissalGround.INCOMPETENT.label}"
    ]
    assert len(events[1].facts["kept"]) == 11


def test_a_second_thought_leaves_no_ground_behind(person):
    review = states.judged()
    with unit_of_work():
        reviews.judge(review, {review.items[0].id: KEEP}, by=person(Post.SECTION))
    assert (review.items[0].verdict, review.items[0].ground) == (ReviewVerdict.KEEP, None)


def test_the_rest_is_kept_once(person):
    with pytest.raises(Refusal, match="可以直接提交"):
        reviews.keep_the_rest(states.judged(), by=person(Post.SECTION))


def test_another_section_judges_nobody_here(person):
    review = states.opened()
    with pytest.raises(NotPermitted):
        reviews.judge(review, {review.items[0].id: KEEP}, by=person("section_2"))


def test_what_was_handed_in_is_judged_no_more(person):
    review = states.submitted()
    with pytest.raises(Refusal, match="待股室负责人确认"):
        reviews.judge(review, {review.items[0].id: KEEP}, by=person(Post.SECTION))


def test_everyone_is_judged_before_it_is_handed_in(person):
    with pytest.raises(Refusal, match="还有12名专家没有复审意见"):
        reviews.take(states.opened(), Action.SUBMIT, by=person(Post.SECTION))


def test_whoever_judged_does_not_confirm(person):
    review = states.submitted()
    review.items[0].judge_id = person(Post.SECTION_HEAD).account_id
    with pytest.raises(NotPermitted, match="经办人不得再确认复审意见"):
        reviews.take(review, Action.CONFIRM, by=person(Post.SECTION_HEAD))


def test_the_heads_confirmation_is_signed_over_the_verdicts(app):
    review = states.confirmed()
    signature = db.session.scalars(db.select(Signature).filter_by(matter=review.matter)).one()
    assert (signature.post, signature.label) == (Post.SECTION_HEAD, "确认复审意见")


@pytest.mark.parametrize(
    ("made", "post"), [(states.submitted, Post.SECTION_HEAD), (states.confirmed, Post.OFFICE)]
)
def test_it_is_returned_with_a_reason_and_judged_again(person, made, post):
    review = made()
    with pytest.raises(Refusal, match="必须写明理由"):
        reviews.take(review, Action.RETURN, by=person(post))
    with unit_of_work():
        reviews.take(review, Action.RETURN, by=person(post), note="请补充清退事实")
    assert review.state is State.OPEN
    assert told("section")[-1] == "待办：煤矿监管股2026年度专家复审（复审中）"


def test_each_step_tells_whoever_comes_next(app):
    states.accepted()
    assert told("section")[0] == "待办：煤矿监管股2026年度专家复审（复审中）"
    assert told("section_head") == ["待办：煤矿监管股2026年度专家复审（待股室负责人确认）"]
    assert told("office") == ["待办：煤矿监管股2026年度专家复审（已确认，待专家办汇总）"]
    assert told("section")[-1] == "煤矿监管股2026年度专家复审：已汇总"


def test_an_accepted_removal_waits_for_the_roster_and_says_who_would_keep_the_expert(person):
    dispatches.reported()
    with unit_of_work():
        for each in db.session.scalars(db.select(Expert)):
            each.recommended_by_id = section("危化监管股").id
        assign_lead("A01", section(), by=person(Post.OFFICE))
        db.session.flush()
        reviews.open_reviews(2026, DUE, by=person(Post.OFFICE))
    mine, theirs = states.of("煤矿监管股"), states.of("危化监管股")
    contested = {mine.items[0].id: REMOVE}
    with unit_of_work():
        reviews.judge(mine, contested, by=person(Post.SECTION))
        reviews.keep_the_rest(mine, by=person(Post.SECTION))
        reviews.keep_the_rest(theirs, by=person("section_2"))
        for review in (mine, theirs):
            review.enter(State.ACCEPTED)
    [candidate] = queries.candidates(db.session(), 2026)
    assert candidate.expert is mine.items[0].expert
    assert (candidate.is_contested, candidate.kept_by) == (True, ("危化监管股",))


def test_a_removal_that_nobody_accepted_yet_is_no_candidate(app):
    states.confirmed()
    assert queries.candidates(db.session(), 2026) == []


def reminded(on):
    with unit_of_work(), clock.held_at(NOON.replace(month=on.month, day=on.day)):
        return remind(on)


def test_a_section_is_reminded_a_week_before_and_once(app):
    states.opened()
    days = (date(2026, 6, 22), date(2026, 6, 23), date(2026, 6, 23), date(2026, 6, 29))
    assert [reminded(day) for day in days] == [0, 1, 0, 0]
    text = "即将到期：煤矿监管股2026年度专家复审，应于6月30日前完成"
    assert told("section")[-1] == text
    assert text not in told("supervisor")


def test_once_it_is_overdue_the_office_and_the_supervisor_are_told_as_well(app):
    review = states.opened()
    assert [reminded(date(2026, 7, 1)), reminded(date(2026, 7, 2))] == [1, 0]
    for login in ("section", "office", "supervisor"):
        assert told(login)[-1].startswith("已逾期：煤矿监管股2026年度专家复审")
    with clock.held_at(NOON + timedelta(days=32)):
        assert (review.is_overdue, review.days_overdue) == (True, 3)


def test_of_a_review_that_was_handed_in_the_head_is_reminded(app):
    states.submitted()
    reminded(date(2026, 6, 25))
    assert told("section_head")[-1].startswith("即将到期")


def test_what_the_section_has_delivered_is_never_overdue(app):
    review = states.confirmed()
    assert reminded(date(2026, 7, 9)) == 0
    with clock.held_at(NOON + timedelta(days=60)):
        assert not review.is_overdue


def test_the_terminal_sends_what_is_due_once_a_day(app):
    states.opened()
    with clock.held_at(NOON + timedelta(days=24)):
        runner = app.test_cli_runner()
        answers = [runner.invoke(args=["tick"]).output for _ in range(2)]
    assert [each.splitlines()[0] for each in answers] == ["年度复审催办：1件", "年度复审催办：0件"]
    assert len(db.session.scalars(db.select(AnnualReview)).all()) == 1
