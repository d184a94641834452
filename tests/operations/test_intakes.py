"""申报批次: one a year, June by default, extended for a reason that everyone is told."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import IllegalMove, NotPermitted, Refusal
from models.operations import applicants, intakes
from models.operations.intakes import Terms
from models.operations.settings import change_parameter
from models.settings import SENIOR_YEARS
from models.tables import Account, Event, IntakeCycle, Notice
from models.vocabulary import Post
from models.workflows.application import State as Stage
from models.workflows.intake import Action, State
from tests.applications import application, open_cycle

JUNE = Terms("2026年度专家申报", date(2026, 6, 1), date(2026, 6, 30), "欢迎申报")
AUTUMN = Terms("增补申报", date(2026, 9, 1), date(2026, 9, 30), "欢迎申报", "危化专业缺人")
JULY = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


@pytest.fixture
def office(person):
    return person(Post.OFFICE)


def drafted(office, terms: Terms = JUNE) -> IntakeCycle:
    with unit_of_work():
        return intakes.draft(terms, by=office)


def take(cycle, action, office, note=""):
    with unit_of_work():
        intakes.take(cycle, action, by=office, note=note)


def extend(cycle, until, office, reason="报名人数不足"):
    with unit_of_work():
        intakes.extend(cycle, until, reason=reason, by=office)


def told(login: str) -> list[str]:
    query = db.select(Notice.text).join(Account, Account.id == Notice.account_id)
    return list(db.session.scalars(query.where(Account.login == login)))


def test_opening_freezes_the_limits_in_force_and_tells_who_may_apply_for_others(person, office):
    with unit_of_work():
        change_parameter(SENIOR_YEARS, "12", reason="提高要求", by=person(Post.SYSADMIN))
    cycle = drafted(office)
    assert cycle.limits == {}
    take(cycle, Action.OPEN, office)
    with unit_of_work():
        change_parameter(SENIOR_YEARS, "8", reason="降低要求", by=person(Post.SYSADMIN))
    assert cycle.limits == {
        "age_limit": 65, "senior_years": 12, "intermediate_years": 5, "key_industry_years": 10,
        "readmission_years": 0,
    }  # fmt: skip
    expected = "2026年度专家申报：申报期2026年6月1日至2026年6月30日"
    assert [told(login) for login in ("hr", "section", "unit")] == [[expected]] * 3


def test_there_is_one_yearly_cycle_a_year(office):
    first, second = drafted(office), drafted(office, replace(JUNE, title="又一次"))
    take(first, Action.OPEN, office)
    with pytest.raises(Refusal, match="2026年已有“2026年度专家申报”"):
        take(second, Action.OPEN, office)
    with pytest.raises(Refusal, match="请写明增补的理由"):
        drafted(office)
    take(drafted(office, AUTUMN), Action.OPEN, office)


def test_a_cycle_in_another_month_needs_a_reason(office):
    with pytest.raises(Refusal, match="每年6月份申报") as refused:
        drafted(office, replace(AUTUMN, reason=" "))
    assert refused.value.field == "reason"


def test_what_was_announced_is_not_rewritten(office):
    cycle = drafted(office)
    seen = cycle.version
    take(cycle, Action.OPEN, office)
    with pytest.raises(IllegalMove, match="不能再改"), unit_of_work():
        intakes.redraft(cycle, JUNE, seen=seen, by=office)


def test_a_draft_that_somebody_else_changed_is_not_overwritten(office):
    cycle = drafted(office)
    seen = cycle.version
    with unit_of_work():
        intakes.redraft(cycle, replace(JUNE, title="专家申报"), seen=seen, by=office)
    with pytest.raises(Refusal, match="已被他人修改"), unit_of_work():
        intakes.redraft(cycle, JUNE, seen=seen, by=office)
    assert cycle.title == "专家申报"


def test_an_extension_is_registered_and_everyone_is_told(office):
    cycle = open_cycle()
    application(state=Stage.DRAFT, cycle=cycle)
    extend(cycle, date(2026, 7, 10), office)
    text = "申报期已延长：2026年度专家申报，2026年6月1日至2026年7月10日"
    assert [told(each) for each in ("hr", "section", "unit", "applicant")] == [[text]] * 4
    event = db.session.scalars(db.select(Event).filter_by(kind="intake_cycle:extend")).one()
    assert (event.facts["until_before"], event.facts["until"]) == ("2026-06-30", "2026-07-10")


@pytest.mark.parametrize(
    ("until", "reason", "answer"),
    [
        (date(2026, 6, 30), "人数不足", "新的截止日应在2026年6月30日之后"),
        (date(2026, 7, 10), " ", "请写明延期的理由"),
    ],
)
def test_an_extension_that_is_none_is_refused(office, until, reason, answer):
    with pytest.raises(Refusal, match=answer):
        extend(open_cycle(), until, office, reason)


def test_a_draft_is_not_extended(office):
    with pytest.raises(IllegalMove, match="不能延期"):
        extend(drafted(office), date(2026, 7, 10), office)


def test_a_cycle_is_concluded_once_it_is_over_and_everything_in_it_decided(office):
    cycle = open_cycle()
    waiting = application(cycle=cycle)
    with pytest.raises(Refusal, match="还没有结束；还有1份申报没有办结"):
        take(cycle, Action.CONCLUDE, office)
    with clock.held_at(JULY):
        with unit_of_work():
            waiting.enter(Stage.REJECTED)
        take(cycle, Action.CONCLUDE, office)
    assert cycle.state is State.CONCLUDED


def test_only_the_office_runs_a_cycle(person):
    with pytest.raises(NotPermitted):
        drafted(person(Post.HR))
    with pytest.raises(NotPermitted):
        extend(open_cycle(), date(2026, 7, 10), person(Post.HR))


def test_an_applicants_account_opens_nothing_but_their_own_forms(app):
    with unit_of_work():
        account = applicants.open_account(open_cycle(), "newcomer", "虚构新人", "hash")
    assert [held.post for held in account.holdings] == [Post.APPLICANT]
    assert account.must_change_password is False
    kinds = db.session.scalars(db.select(Event.kind).where(Event.matter == f"account:{account.id}"))
    assert list(kinds) == ["account:open", "post:assign"]


def test_no_account_is_opened_once_the_window_is_over(app):
    cycle = open_cycle()
    refused = pytest.raises(Refusal, match="现在不能开立申报账号")
    with clock.held_at(JULY), refused, unit_of_work():
        applicants.open_account(cycle, "newcomer", "虚构新人", "hash")


def test_a_password_typed_twice_in_two_ways_is_refused(app):
    with pytest.raises(Refusal, match="两次输入的密码不一样"):
        applicants.hashed_password("newcomer", "虚构新人", "Vernal-2031", "Vernal-2032")
