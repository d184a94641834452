"""第二十条: what may be entered, and when it is paid."""

from dataclasses import replace
from datetime import date

import pytest

from models.errors import Refusal
from models.rules import article_20_reimbursement as art20

TODAY = date(2026, 12, 9)
READY = art20.Entry(
    is_closed=True, is_signed=True, is_rated=True, is_received=True, is_paid_by_unit=False,
    unpaid="", fee=80_000,
)  # fmt: skip


def test_what_is_signed_rated_received_and_closed_is_entered():
    assert art20.gaps(READY) == []


@pytest.mark.parametrize(
    ("lack", "reason"),
    [
        ({"is_signed": False}, "没有分管领导审签的派遣审批单（附件4）"),
        ({"is_rated": False}, "没有服务质量登记表（附件6）"),
        ({"is_received": False}, "附件6没有送人教股备案"),
        ({"is_closed": False}, "派遣还没有办结"),
        ({"fee": 0}, "附件6没有应发的报酬"),
        ({"bundle": "泽应急专报〔2026〕1号"}, "已列入泽应急专报〔2026〕1号"),
        ({"unpaid": "公务员履行职责"}, "不计酬：公务员履行职责"),
        ({"is_paid_by_unit": True}, "劳务报酬由申请使用的单位自行支付，不在本局报销"),
    ],
)
def test_each_thing_that_lacks_is_named(lack, reason):
    assert art20.gaps(replace(READY, **lack)) == [reason]


def test_it_is_paid_this_month_or_the_next_over_the_turn_of_the_year():
    assert art20.months(TODAY) == [date(2026, 12, 1), date(2027, 1, 1)]
    art20.check_month(date(2027, 1, 1), TODAY)
    with pytest.raises(Refusal, match="本月或者下月"):
        art20.check_month(date(2026, 11, 1), TODAY)


@pytest.mark.parametrize(
    ("paid_on", "answer"),
    [(date(2026, 12, 10), "不能晚于今天"), (date(2026, 11, 30), "按2026年12月的收入计税")],
)
def test_the_day_of_payment_lies_in_the_month_of_the_tax(paid_on, answer):
    art20.check_paid_on(TODAY, date(2026, 12, 1), TODAY)
    with pytest.raises(Refusal, match=answer):
        art20.check_paid_on(paid_on, date(2026, 12, 1), TODAY)


def test_what_came_back_is_paid_again_after_it_came_back():
    art20.check_paid_again_on(TODAY, date(2026, 12, 8), TODAY)
    with pytest.raises(Refusal, match="退票之后"):
        art20.check_paid_again_on(date(2026, 12, 7), date(2026, 12, 8), TODAY)
    with pytest.raises(Refusal, match="付款日期之后"):
        art20.check_returned_on(date(2026, 12, 7), date(2026, 12, 8), TODAY)
