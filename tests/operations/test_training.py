"""专家培训: plans, sessions, attendance and hours, and what is refused in words."""

from datetime import UTC, datetime

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import IllegalMove, NotPermitted, Refusal
from models.operations import attendance
from models.operations import training as operations
from models.operations.attendance import Presence
from models.operations.files import Upload
from models.operations.training_files import attach, detach
from models.operations.training_plans import Line, write_plan
from models.operations.training_reminders import remind_of_training
from models.queries import training as queries
from models.rules.article_16_training import WARNING
from models.tables import Event, Notice
from models.vocabulary import InvitationAnswer, Post, TrainingKind
from models.workflows.training import Action, State
from tests import meetings, states, training
from tests.elections import expert
from tests.states import held_by, holder

APRIL = datetime(2027, 4, 1, 4, tzinfo=UTC)


def told(account_id: int) -> list[str]:
    return list(db.session.scalars(db.select(Notice.text).where(Notice.account_id == account_id)))


def test_the_experts_of_an_industry_and_those_named_are_asked_once_each(app):
    found = training.prepared(industries=["A01"], experts=["zz0003", ""])
    assert len(found.attendances) == 12
    assert training.only().number == "PX2026-001"


def test_an_expert_nobody_knows_is_refused_by_code(app):
    with pytest.raises(Refusal, match="没有ZZ9999这个编号") as refused:
        training.prepared(experts=["ZZ0001", "ZZ9999"])
    assert (refused.value.article, refused.value.field) == (16, "experts")


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"starts_at": datetime(2026, 5, 1, tzinfo=UTC)}, "培训时间已经过去"),
        ({"industries": []}, "还没有确定参加培训的专家"),
        ({"trainer": " "}, "还没有填写授课人"),
    ],
)
def test_what_lacks_anything_is_not_announced(app, other, sentence):
    found = training.prepared(**other)
    with pytest.raises(Refusal, match=sentence), unit_of_work():
        operations.take(found, Action.ANNOUNCE, by=holder(Post.SECTION))


def test_whoever_is_asked_is_told_and_answers(app):
    found = training.announced()
    second = expert(2)
    assert told(second.account_id) == [
        f"培训通知：煤矿监管股专家培训：{training.TOPIC}，请答复能否参加"
    ]
    mine = next(each for each in found.attendances if each.expert_id == second.id)
    with pytest.raises(Refusal, match="请说明原因"), unit_of_work():
        attendance.answer(mine, InvitationAnswer.ABSENT, by=held_by("zz0002"))
    with unit_of_work():
        attendance.answer(mine, InvitationAnswer.ABSENT, reason="出差", by=held_by("zz0002"))
    assert (mine.answer, mine.reason) == (InvitationAnswer.ABSENT, "出差")
    with pytest.raises(NotPermitted), unit_of_work():
        attendance.answer(mine, InvitationAnswer.COMING, by=held_by("zz0003"))


def test_nobody_answers_once_it_has_begun(app):
    found = training.announced()
    with clock.held_at(training.HELD), pytest.raises(Refusal, match="请电话告知"), unit_of_work():
        attendance.answer(found.attendances[0], InvitationAnswer.COMING, by=holder(Post.SECTION))


def test_what_is_announced_is_not_changed_but_cancelled_and_told(app):
    found = training.announced()
    with pytest.raises(Refusal, match="请取消后另行安排"), unit_of_work():
        operations.rearrange(found, training.arrangement(place="别处"), by=holder(Post.SECTION))
    with pytest.raises(Refusal, match="必须写明理由"), unit_of_work():
        operations.take(found, Action.CANCEL, by=holder(Post.SECTION))
    with unit_of_work():
        operations.take(found, Action.CANCEL, by=holder(Post.SECTION), note="讲师生病")
    assert told(expert(2).account_id)[-1].startswith("培训取消")


def test_hours_are_summed_by_expert_and_year(app):
    training.held()
    training.held(topic="第二次", half_hours=3)
    hours = queries.hours(db.session(), 2026)
    assert hours[expert(1).id] == 9
    assert expert(12).id not in hours
    assert queries.hours(db.session(), 2025) == {}


def test_what_is_not_held_counts_for_nothing(app):
    training.announced()
    assert queries.hours(db.session(), 2026) == {}


def test_who_came_who_was_excused_and_who_was_not_is_kept(app):
    found = training.held()
    assert (len(found.attending), len(found.excused)) == (10, 1)
    event = db.session.scalars(db.select(Event).filter_by(kind="training_session:hold")).one()
    assert event.facts["persons"] == 10


def test_attendance_of_somebody_not_asked_is_refused_in_words(app):
    found = training.announced(industries=[], experts=["ZZ0001"])
    present = {expert(1).id: Presence(6), expert(2).id: Presence(6)}
    with clock.held_at(training.HELD):
        with pytest.raises(Refusal, match="请先“当场增加”并写明理由"), unit_of_work():
            attendance.hold(found, present, by=holder(Post.SECTION))
        with pytest.raises(Refusal, match="专家02没有通知参加"), unit_of_work():
            attendance.add_on_the_spot(found, "ZZ0002", reason="", by=holder(Post.SECTION))
        with unit_of_work():
            attendance.add_on_the_spot(found, "zz0002", reason="顶岗", by=holder(Post.SECTION))
        with unit_of_work():
            attendance.hold(found, present, by=holder(Post.SECTION))
    assert [each.on_the_spot for each in found.attending] == [False, True]
    assert found.attending[1].reason == "顶岗"


@pytest.mark.parametrize(
    ("code", "sentence"), [("ZZ9999", "没有这个编号"), ("ZZ0001", "已在名单中")]
)
def test_who_cannot_be_added_on_the_spot(app, code, sentence):
    found = training.announced()
    with pytest.raises(Refusal, match=sentence), unit_of_work():
        attendance.add_on_the_spot(found, code, reason="需要", by=holder(Post.SECTION))


def test_nobody_is_credited_with_more_than_the_training_lasted(app):
    found = training.announced()
    with clock.held_at(training.HELD), pytest.raises(Refusal, match="不超过本次培训的3学时"):
        attendance.hold(
            found, {found.attendances[0].expert_id: Presence(7)}, by=holder(Post.SECTION)
        )


def test_a_training_to_which_nobody_came_is_cancelled_and_not_held(app):
    found = training.announced()
    with clock.held_at(training.HELD), pytest.raises(Refusal, match="没有一名专家到课"):
        attendance.hold(found, {}, by=holder(Post.SECTION))


def test_attendance_is_not_taken_before_it_begins_nor_by_another_section(app):
    found = training.announced()
    with pytest.raises(Refusal, match="培训时间还没有到"), unit_of_work():
        attendance.hold(found, training.everyone(found), by=holder(Post.SECTION))
    with clock.held_at(training.HELD), pytest.raises(NotPermitted), unit_of_work():
        attendance.hold(found, training.everyone(found), by=held_by("section_2"))


def test_what_was_filed_is_corrected_with_a_reason(app):
    found = training.closed()
    with clock.held_at(training.HELD):
        with unit_of_work():
            operations.take(found, Action.CORRECT, by=holder(Post.SECTION), note="漏记一人")
        with unit_of_work():
            attendance.hold(found, training.everyone(found, absent=1), by=holder(Post.SECTION))
    assert (found.state, len(found.attending)) == (State.HELD, 11)


def test_steps_with_a_page_of_their_own_are_not_taken_by_name(app):
    found = training.held()
    with pytest.raises(IllegalMove), unit_of_work():
        operations.take(found, Action.RECORD, by=holder(Post.SECTION))


def test_a_line_of_the_plan_is_served_by_one_training(app):
    item = training.planned_year().items[0]
    first = training.prepared(item=item)
    assert item.session is first
    with pytest.raises(Refusal, match="已经安排了PX2026-001"):
        training.prepared(item=item)
    with pytest.raises(Refusal, match="已经安排培训，不能从计划中删去"):
        training.planned_year(written=training.lines()[1:])


def test_a_line_of_another_sections_plan_is_refused(app):
    item = training.planned_year().items[0]
    mine = held_by("section_2")
    with pytest.raises(Refusal, match="本股室的培训计划"), unit_of_work():
        operations.prepare(mine.sections[0], training.arrangement(item=item), by=mine)


def test_a_plan_is_changed_line_by_line(app):
    plan = training.planned_year()
    kept = plan.items[1]
    line = Line(10, "顶板管理与支护", TrainingKind.ABILITY, 6, kept.id)
    training.planned_year(written=[line])
    assert [(each.id, each.month, each.topic) for each in plan.items] == [
        (kept.id, 10, "顶板管理与支护")
    ]


def test_an_empty_plan_is_refused(app):
    with pytest.raises(Refusal, match="应有1至30项") as refused, unit_of_work():
        write_plan(meetings.section(), 2026, [], by=holder(Post.SECTION))
    assert refused.value.field == "lines"


def test_material_is_kept_as_what_it_is_and_closed_with_the_file(app, tmp_path):
    found = training.prepared()
    pdf = Upload("讲义.pdf", b"%PDF-1.7 x")
    with pytest.raises(Refusal, match="不是可用的文件"), unit_of_work():
        attach(found, [Upload("讲义.pdf", b"MZ")], folder=tmp_path, by=holder(Post.SECTION))
    with unit_of_work():
        attach(found, [pdf], folder=tmp_path, by=holder(Post.SECTION))
    assert [each.name for each in found.files] == ["讲义.pdf"]
    with unit_of_work():
        detach(found, found.files[0].id, by=holder(Post.SECTION))
    closed = training.closed(topic="另一次")
    with pytest.raises(Refusal, match="资料不能改变"), unit_of_work():
        attach(closed, [pdf], folder=tmp_path, by=holder(Post.SECTION))


def test_who_is_asked_is_reminded_once_three_days_before(app):
    training.announced()
    with clock.held_at(training.STARTS - WARNING):
        with unit_of_work():
            assert remind_of_training(clock.today()) == 1
        assert told(expert(2).account_id)[-1].startswith("培训临近")
        with unit_of_work():
            assert remind_of_training(clock.today()) == 0


def test_a_section_without_a_plan_and_a_line_past_its_month_are_reminded_of_once(app):
    """The register of the small office begins today, so that 2027 is its first whole year."""
    meetings.lead()
    states.drafted()  # the second section has never used an expert, and owes nothing
    with clock.held_at(APRIL):
        with unit_of_work():
            assert remind_of_training(clock.today()) == 1
        assert "还没有编制2027年度专家培训计划" in told(holder(Post.SECTION).account_id)[-1]
        training.planned_year(2027, [Line(3, "春季宣贯", TrainingKind.LAW, 4)])
        with unit_of_work():
            assert remind_of_training(clock.today()) == 1
        assert "计划3月举办的“春季宣贯”还没有举办" in told(holder(Post.SECTION).account_id)[-1]
        with unit_of_work():
            assert remind_of_training(clock.today()) == 0
