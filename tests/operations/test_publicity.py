"""公示: its clock, what it shows, recalling it, ending it."""

from datetime import date

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import publicity
from models.operations import settings as parameters
from models.settings import PUBLICITY_RECKONING
from models.tables import CalendarYear, Event, Notice
from models.vocabulary import Post
from models.workflows.proposal import State as RosterState
from models.workflows.publicity import State
from tests import publicity as states
from tests.publicity import LAST, OVER, approved, later, lodged, office, published
from tests.states import holder


def publish(proposal, ends_on=None, by=None):
    with unit_of_work():
        return publicity.publish(proposal, ends_on=ends_on, by=by or office())


def clear(notice, day=8):
    with clock.held_at(later(day)), unit_of_work():
        publicity.clear(notice.proposal, by=office())


def recall(notice, note="一人的单位写错"):
    with unit_of_work():
        publicity.recall(notice.proposal, note=note, by=office())


def extend(notice, ends_on, note="名单中有人的单位需要核实"):
    with unit_of_work():
        publicity.extend(notice, ends_on, note=note, by=office())


def test_a_notice_shows_names_employers_specialties_and_nothing_else(app):
    notice = published()
    assert notice.number == "G2026-01"
    assert notice.additions[0] == {
        "name": "申报500", "employer": "虚构设计院500", "specialties": ["通风与防灭火"],
    }  # fmt: skip
    assert notice.removals == [{"name": "专家12", "employer": "虚构矿业12公司", "specialties": []}]
    assert notice.proposal.state is RosterState.PUBLICISED


def test_the_first_day_is_not_counted_and_the_last_moves_to_a_working_day(app):
    notice = published()
    assert (notice.published_on, notice.ends_on) == (date(2026, 6, 1), LAST)
    with clock.held_at(later(7)):
        assert notice.takes_objections
    with clock.held_at(OVER):
        assert notice.is_over


def test_the_office_may_count_working_days(app, person):
    with unit_of_work():
        parameters.change_parameter(
            PUBLICITY_RECKONING, "working", reason="局长办公会决定", by=person(Post.SYSADMIN)
        )
    with clock.held_at(later(11)):  # a Friday; 端午节 is on the Friday after
        notice = publish(approved())
    assert notice.ends_on == date(2026, 6, 22)
    assert "不少于5个工作日" in notice.reckoning


@pytest.mark.parametrize(
    ("ends_on", "answer"),
    [
        (date(2026, 6, 5), "公示期不得缩短"),
        (date(2026, 6, 13), "不是工作日，请改为2026年6月15日"),
        (date(2027, 1, 4), "2027年的节假日和调休安排还没有确认"),
    ],
)
def test_a_last_day_that_will_not_do_is_refused(app, ends_on, answer):
    with pytest.raises(Refusal, match=answer):
        publish(approved(), ends_on)


def test_nothing_is_published_in_a_year_nobody_confirmed(app):
    proposal = approved()
    with unit_of_work():
        db.session.execute(db.delete(CalendarYear).where(CalendarYear.year == 2026))
    with pytest.raises(Refusal, match="2026年的节假日和调休安排还没有确认"):
        publish(proposal)
    assert proposal.state is RosterState.APPROVED


def test_a_longer_term_is_the_office_s_to_choose(app):
    assert publish(approved(), date(2026, 6, 15)).ends_on == date(2026, 6, 15)


def test_only_the_office_publishes(app):
    with pytest.raises(NotPermitted):
        publish(approved(), by=holder(Post.HR))


def test_it_is_not_published_twice(app):
    notice = published()
    with pytest.raises(Refusal, match="现在是“公示中”，不能发布公示"):
        publish(notice.proposal)


def test_it_is_lengthened_with_a_reason_and_never_shortened(app):
    notice = published()
    extend(notice, date(2026, 6, 10))
    for day in (date(2026, 6, 10), date(2026, 6, 9)):
        with pytest.raises(Refusal, match="公示期只能延长"):
            extend(notice, day)
    with pytest.raises(Refusal, match="必须写明理由"):
        extend(notice, date(2026, 6, 11), note=" ")
    assert notice.ends_on == date(2026, 6, 10)
    event = db.session.scalars(db.select(Event).order_by(Event.number.desc())).first()
    assert (event.kind, event.facts["until_before"], event.facts["until"]) == (
        "public_notice:extend", "2026-06-08", "2026-06-10",
    )  # fmt: skip


def test_what_is_over_is_not_lengthened(app):
    notice = published()
    with clock.held_at(OVER), pytest.raises(Refusal, match="已经结束或者撤回"):
        extend(notice, date(2026, 6, 12))


def test_it_is_not_over_before_its_last_day_is(app):
    notice = published()
    with pytest.raises(Refusal, match="公示到2026年6月8日为止，还没有结束"):
        clear(notice, day=7)
    clear(notice)
    assert (notice.state, notice.proposal.state) == (State.CLOSED, RosterState.CLEARED)
    told = db.session.scalars(db.select(Notice.account_id)).all()
    assert holder(Post.LEADER).account_id in told


def test_open_objections_keep_it_from_ending(app):
    notice = published()
    objection = lodged(notice)
    for _ in range(2):
        with pytest.raises(Refusal, match="还有1件公示异议没有办结"):
            clear(notice)
        if objection.state == "raised":
            states.step(objection, "accept")
    states.step(objection, "dismiss", "经查申报年限属实")
    clear(notice)


def test_a_recalled_notice_starts_anew_with_its_whole_term(app):
    notice = published()
    with pytest.raises(Refusal, match="必须写明理由"):
        recall(notice, note=" ")
    with clock.held_at(later(2)):
        recall(notice)
        again = publish(notice.proposal)
    assert (notice.state, notice.recalled_for) == (State.RECALLED, "一人的单位写错")
    assert (again.number, again.ends_on) == ("G2026-02", date(2026, 6, 8))
    assert again.proposal.notice is again


def test_an_objection_to_a_recalled_notice_is_still_dealt_with(app):
    notice = published()
    objection = lodged(notice)
    recall(notice)
    again = publish(notice.proposal)
    with pytest.raises(Refusal, match="还有1件公示异议没有办结"):
        clear(again)
    states.step(objection, "accept")
    states.step(objection, "dismiss", "更正后已无问题")
    clear(again)


def test_whoever_was_struck_off_is_not_published_again(app):
    notice = published()
    objection = lodged(notice, item=notice.proposal.additions[0].id)
    states.step(objection, "accept")
    states.step(objection, "uphold", "职称年限不足")
    recall(notice)
    again = publish(notice.proposal)
    assert [each["name"] for each in again.additions] == ["申报501"]


def test_a_roster_with_nobody_left_is_not_published(app):
    with pytest.raises(Refusal, match="名单上没有可以公示的人"):
        publish(approved(joining=0, leaving=0))
