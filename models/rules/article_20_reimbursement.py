"""第二十条 劳务报酬报销 · what may be entered, and what has to be there before it is paid.

No task without the deputy's signature on its Annex 4, its Annex 6 and the copy of that with
人事教育培训股; and each task once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.errors import Refusal

ARTICLE = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one task. ``bundle``: the number of the reimbursement that has it
    already; ``unpaid``: the ground not to pay."""

    is_closed: bool
    is_signed: bool
    is_rated: bool
    is_received: bool
    is_paid_by_unit: bool
    unpaid: str
    fee: int
    bundle: str | None = None


def gaps(entry: Entry) -> list[str]:
    """Why a task cannot be entered, a sentence each; empty where nothing forbids it."""
    if entry.is_paid_by_unit:
        return ["劳务报酬由申请使用的单位自行支付，不在本局报销"]
    if entry.unpaid:
        return [f"不计酬：{entry.unpaid}"]
    found = {
        "没有分管领导审签的派遣审批单（附件4）": not entry.is_signed,
        "没有服务质量登记表（附件6）": not entry.is_rated,
        "附件6没有送人教股备案": not entry.is_received,
        "派遣还没有办结": not entry.is_closed,
        "附件6没有应发的报酬": entry.is_rated and entry.fee <= 0,
        f"已列入{entry.bundle}": entry.bundle is not None,
    }
    return [sentence for sentence, holds in found.items() if holds]


def empty(bundle: Any) -> Sequence[str]:
    return [] if bundle.lines else ["还没有选择要报销的派遣"]


def unpaid(bundle: Any) -> Sequence[str]:
    """Whom the money has not reached."""
    names = [line.expert.name for line in bundle.lines if line.payment is None]
    return [f"还有{len(names)}笔没有支付"] if names else []


def paid_already(bundle: Any) -> Sequence[str]:
    """What was paid cannot be turned back to the section."""
    paid = [line for line in bundle.lines if line.payments]
    return [f"已有{len(paid)}笔办理过支付，不能再退回股室"] if paid else []


def check_month(month: date, today: date) -> None:
    """The income belongs to the month in which it is paid: this one or the next."""
    if month not in months(today):
        raise Refusal("发放月份只能是本月或者下月，请重新选择", article=ARTICLE, field="month")


def months(today: date) -> list[date]:
    """This month and the next, each by its first day."""
    this = today.replace(day=1)
    year, month = divmod(this.year * 12 + this.month, 12)
    return [this, date(year, month + 1, 1)]


def check_paid_on(paid_on: date, month: date, today: date) -> None:
    """The tax was reckoned for one month, so that is when the money goes."""
    if paid_on > today:
        raise Refusal("付款日期不能晚于今天", article=ARTICLE, field="paid_on")
    if paid_on.replace(day=1) != month:
        raise Refusal(
            f"本批按{month.year}年{month.month}月的收入计税，付款日期应在当月；"
            "要在其他月份发放的，请退回股室改发放月份",
            article=ARTICLE,
            field="paid_on",
        )


def check_after_signature(paid_on: date, signed_on: date) -> None:
    """First the leader's signature, then the money."""
    if paid_on < signed_on:
        raise Refusal(
            f"领导{signed_on.month}月{signed_on.day}日签批，付款日期不能早于签批",
            article=ARTICLE,
            field="paid_on",
        )


def check_paid_again_on(paid_on: date, returned_on: date, today: date) -> None:
    """What a bank returned was taxed when it was first paid."""
    if not returned_on <= paid_on <= today:
        raise Refusal("重新支付的日期应在退票之后、不晚于今天", article=ARTICLE, field="paid_on")


def check_returned_on(returned_on: date, paid_on: date, today: date) -> None:
    if not paid_on <= returned_on <= today:
        raise Refusal("退票日期应在付款日期之后、不晚于今天", article=ARTICLE, field="returned_on")
