"""劳务报酬标准, as finance enters them and everybody else is paid by them."""

from datetime import timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import NotPermitted
from models.operations import fees as operations
from models.queries import fees
from models.tables import Event, FeeStandard
from models.vocabulary import Post
from tests import states

ENTERED = {
    "grade": "SENIOR", "task_type": "", "unit": "day", "amount": "800", "hazard_percent": "25",
    "first_day": "2026-01-01", "document": "晋市财发〔2014〕9号",
}  # fmt: skip


def enter(browser, **fields):
    """By finance; and confirmed by the leader, where it was taken."""
    page = enter_only(browser, **fields)
    if page.status == 200:
        confirm(browser)
    return page


def confirm(browser, who=Post.LEADER):
    return browser(who).open("finance.standards").submit('form[action$="/confirm"]')


def enter_only(browser, **fields):
    page = browser(Post.FINANCE).open("finance.new_standard")
    return page.submit("#standard form", **ENTERED | fields)


def standards():
    return list(db.session.scalars(db.select(FeeStandard).order_by(FeeStandard.id)))


def test_none_is_there_until_finance_enters_one(browser):
    assert "未配置" in browser(Post.SECTION).open("finance.standards").text("#standards")
    page = enter(browser)
    assert page.text(".flash") == "已录入标准：高级专家，由另一人确认后执行"
    assert "800.00元/天" in page.text("#standards")
    event = db.session.scalars(db.select(Event).filter_by(kind="fee_standard:enter")).one()
    assert (event.article, event.facts["amount"]) == (19, 80000)


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"amount": "-1"}, "金额不能是负数"),
        ({"amount": "123456789012"}, "金额应小于100,000,000.00元，请核对是否多写了位数"),
        ({"amount": "0"}, "标准金额应大于0"),
        ({"hazard_percent": "201"}, "加发比例应在0至200之间"),
        ({"document": " "}, "请填写标准的依据文件"),
        ({"last_day": "2025-12-31"}, "截止日不能早于开始日"),
    ],
)
def test_what_no_document_says_is_refused_in_words(browser, fields, answer):
    page = enter(browser, **fields)
    assert (page.status, page.refusals()) == (422, [answer])
    assert not standards()


def test_two_for_the_same_days_are_refused_and_the_first_is_named(browser):
    enter(browser)
    page = enter(browser, first_day="2026-05-01", document="另一文件")
    assert page.status == 422
    assert "与已有标准“高级专家”（晋市财发〔2014〕9号）日期重叠" in page.refusals()[0]
    assert len(standards()) == 1


def test_one_is_ended_and_followed_by_another(browser):
    enter(browser)
    page = browser(Post.FINANCE).open("finance.end_standard", standard_id=standards()[0].id)
    page = page.submit("#standard form", last_day="2026-06-30", document="新标准")
    assert page.text(".flash") == "已截止标准：高级专家"
    assert enter(browser, first_day="2026-07-01", amount="900").status == 200
    page = browser(Post.FINANCE).open("finance.end_standard", standard_id=standards()[0].id)
    page = page.submit("#standard form", last_day="2026-08-31", document="新标准")
    assert page.refusals() == ["这项标准的截止日期只能提前，请改为更早的日期"]


def test_nothing_is_paid_by_it_before_somebody_else_has_confirmed_it(browser):
    page = enter_only(browser)
    assert "待他人确认，尚未执行" in page.text("#standards")
    assert not page.soup.select('form[action$="/confirm"]')  # whoever entered it does not
    assert states.drafted(rate=0).rate == 0
    with unit_of_work(), pytest.raises(NotPermitted):
        operations.confirm(standards()[0], by=states.holder(Post.FINANCE))
    assert confirm(browser).text(".flash") == "已确认标准：高级专家"
    assert states.drafted(rate=0).rate == 50000


def test_one_ended_before_it_was_confirmed_stands_in_nobodys_way(browser):
    enter_only(browser)
    page = browser(Post.FINANCE).open("finance.end_standard", standard_id=standards()[0].id)
    page.submit("#standard form", last_day="2026-12-31", document="录入有误")
    assert enter_only(browser, amount="900").status == 200


def test_only_finance_enters_them(browser):
    assert browser(Post.LEADER).open("finance.new_standard").status == 403
    assert browser(Post.EXPERT).open("finance.standards").status == 403


def test_a_rate_left_out_is_the_standards_and_a_higher_one_is_refused(browser):
    enter(browser)
    dispatch = states.drafted(rate=0)
    assert dispatch.rate == 50000  # half of a day, and a quarter of it for the danger
    dear = states.drafted(rate=60000)
    section = browser(Post.SECTION)
    page = section.open("dispatch.show", dispatch_id=dear.id).submit("#act form", action="submit")
    assert page.status == 422
    assert "高于标准500.00元（高级专家，晋市财发〔2014〕9号）" in page.refusals()[0]
    assert not dear.serial


def test_annex_6_says_how_the_fee_was_reckoned_and_what_tax_takes(browser):
    enter(browser, unit="half_day", amount="900", grade="")
    part = states.rated(seats=1, rate=90000).seated[0]
    assert part.service.fee == 90000 * part.service.half_days
    page = browser(Post.SECTION).open("assignment.show", assignment_id=part.id)
    assert "各级专家（晋市财发〔2014〕9号）" in page.text("table")
    taxable = part.service.fee - 800_00 if part.service.fee <= 4_000_00 else None
    assert taxable
    assert f"-{taxable * 20 // 100 / 100:,.2f}元" in " ".join(page.texts("td"))


def test_what_the_month_paid_before_is_taxed_together_and_the_month_before_is_not(app):
    old, early, late = (states.rated(seats=1, rate=400_00).seated[0] for _ in range(3))
    with unit_of_work():
        old.expert = early.expert = late.expert
        old.service.at = clock.local(late.service.at).replace(day=1) - timedelta(days=1)
        early.service.at = late.service.at - timedelta(minutes=1)
    withheld = fees.withheld(db.session(), late)
    assert withheld.before == early.service.fee
    assert withheld.tax == (2 * late.service.fee - 800_00) // 5


def test_a_public_servant_on_duty_is_not_paid(browser):
    dispatch = states.reported(seats=1)
    part = dispatch.seated[0]
    page = browser(Post.SECTION).open("assignment.show", assignment_id=part.id)
    page = page.submit(
        'form[action$="/rate"]', half_days="1", work="检查", hazards_found="0", grave_hazards="0",
        ethics="20", ability="45", discipline="18", integrity="10", unpaid="公职人员履行职责",
    )  # fmt: skip
    assert page.text(".flash") == "已办理：评价服务质量"
    db.session.refresh(part.service)
    assert (part.service.fee, part.service.fee_lines) == (0, [["不计酬：公职人员履行职责", 0]])
