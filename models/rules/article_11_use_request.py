"""第十一条第二项 县应急管理局以外的单位使用专家 · what its request must say, and who then pays."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from models import clock
from models.errors import Refusal

ARTICLE = 11
PAYMENT_DAYS = 30  # after the task; then the office looks after the payment


class Request(Protocol):
    @property
    def credit_code(self) -> str | None: ...
    @property
    def address(self) -> str: ...
    @property
    def contact(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def half_days(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def targets(self) -> Sequence[object]: ...
    @property
    def seats(self) -> Sequence[object]: ...
    @property
    def protection(self) -> str: ...
    @property
    def is_fee_promised(self) -> bool: ...
    @property
    def unit_head(self) -> str: ...


def incomplete(request: Request) -> list[str]:
    """The entries of Annex 5 without which the office cannot receive it."""
    entries = {
        "统一社会信用代码": request.credit_code,
        "单位地址": request.address,
        "联系人": request.contact,
        "联系电话": request.phone,
        "申请事由": request.title,
        "任务内容与要求": request.content,
        "起止时间": request.starts_at and request.ends_at,
        "半天数": request.half_days,
        "任务地点": request.place,
        "对象单位": request.targets,
        "专家需求": request.seats,
        "安全防护": request.protection,
        "单位负责人": request.unit_head,
    }
    lacks = [f"还没有填写{name}" for name, value in entries.items() if not value]
    return lacks + _unpromised(request) + _out_of_time(request)


def _unpromised(request: Request) -> list[str]:
    promised = request.is_fee_promised
    return [] if promised else ["申请单位自行承担专家费用，请勾选费用承诺"]


def _out_of_time(request: Request) -> list[str]:
    """As for a dispatch: no more half days than the period holds."""
    if not (request.starts_at and request.ends_at and request.half_days):
        return []
    first, last = clock.local(request.starts_at).date(), clock.local(request.ends_at).date()
    most = 2 * ((last - first).days + 1)
    return [] if request.half_days <= most else [f"起止时间内最多{most}个半天，请改正半天数"]


def still_served(request: "Served") -> list[str]:
    """One request, one dispatch (一事一派): nothing is taken back while one is under way."""
    number = request.live_dispatch_number
    return [] if number is None else [f"派遣{number}正在办理，请先由承办股室撤销"]


class Served(Protocol):
    @property
    def live_dispatch_number(self) -> str | None: ...


def refuse_own_people(names: Sequence[str]) -> None:
    """Nobody serves the unit that employs them; ``names``: those of its people it asks for."""
    if names:
        raise Refusal(
            f"{'、'.join(names)}任职于本单位（或同一集团），应当回避，不能为本单位提供专家服务；"
            "专家由专家库随机抽取，请删去姓名，按专业、级别和人数提出需求",
            article=ARTICLE,
            field="content",
        )


def check_payment(paid_on: date, ended_on: date, amounts: Collection[int]) -> None:
    """Refuse a payment of another day than there can have been, or of nothing at all."""
    if paid_on > clock.today():
        raise Refusal("付款日期还没有到，请付清后再确认", article=ARTICLE, field="paid_on")
    if paid_on < ended_on:
        raise Refusal(
            f"付款日期早于任务结束日（{ended_on.month}月{ended_on.day}日），请核对",
            article=ARTICLE,
            field="paid_on",
        )
    if not any(amounts):
        raise Refusal("请填写已付给每位专家的金额", article=ARTICLE)
