"""第十一条第二项: what another unit's request must say, and when a payment can have been made."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from models import clock
from models.errors import Refusal
from models.rules.article_11_use_request import (
    check_payment,
    incomplete,
    refuse_own_people,
    still_served,
)

WHOLE = {
    "credit_code": "91", "address": "甲", "contact": "乙", "phone": "1", "title": "评估",
    "content": "评估坝体", "starts_at": datetime(2026, 6, 8, 1, tzinfo=UTC),
    "ends_at": datetime(2026, 6, 8, 9, tzinfo=UTC), "half_days": 2, "place": "丙",
    "targets": ["丁"], "seats": ["戊"], "protection": "安全帽", "is_fee_promised": True,
    "unit_head": "己",
}  # fmt: skip


def request(**other):
    return SimpleNamespace(**WHOLE | other)


def test_a_complete_request_lacks_nothing():
    assert incomplete(request()) == []


@pytest.mark.parametrize("entry", sorted(set(WHOLE) - {"is_fee_promised"}))
def test_each_entry_left_out_is_named(entry):
    assert len(incomplete(request(**{entry: None}))) == 1


def test_without_the_promise_to_pay_it_is_not_received():
    assert incomplete(request(is_fee_promised=False)) == [
        "申请单位自行承担专家费用，请勾选费用承诺"
    ]


def test_no_more_half_days_than_the_period_holds():
    assert incomplete(request(half_days=3)) == ["起止时间内最多2个半天，请改正半天数"]


def test_nothing_is_taken_back_while_a_dispatch_serves_it():
    assert still_served(SimpleNamespace(live_dispatch_number=None)) == []
    assert "3号正在办理" in still_served(SimpleNamespace(live_dispatch_number="3号"))[0]


def test_nobody_serves_their_own_unit():
    refuse_own_people([])
    with pytest.raises(Refusal, match="专家01、专家02任职于本单位") as told:
        refuse_own_people(["专家01", "专家02"])
    assert (told.value.article, told.value.field) == (11, "content")


@pytest.mark.parametrize(
    ("paid_on", "amounts", "said"),
    [
        (date(2026, 6, 11), [1], "还没有到"),
        (date(2026, 6, 7), [1], "早于任务结束日"),
        (date(2026, 6, 9), [0, 0], "请填写已付"),
    ],
)
def test_a_payment_of_another_day_or_of_nothing_is_refused(paid_on, amounts, said):
    with clock.held_at(datetime(2026, 6, 10, 4, tzinfo=UTC)):
        check_payment(date(2026, 6, 8), date(2026, 6, 8), [1])
        with pytest.raises(Refusal, match=said):
            check_payment(paid_on, date(2026, 6, 8), amounts)
