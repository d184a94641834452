"""第六条第三、四项 审定和印发 · the director's meeting, and the number of the document after it."""

import re
from datetime import date

from models.errors import Refusal

ARTICLE = 6
TITLE = "关于公布泽州县安全生产和应急管理专家组专家名单的通知"
_ISSUER = "泽应急总指办发"
_FORM = re.compile(rf"{_ISSUER}〔(\d{{4}})〕(\d+)号")


def number(year: int, serial: int) -> str:
    """发文字号: the year in 〔〕, no 第, no padding (GB/T 9704)."""
    return f"{_ISSUER}〔{year}〕{serial}号"


def serial_of(document_no: str, year: int) -> int:
    """Its serial number in that year; 0 for one of another year or of another form."""
    found = _FORM.fullmatch(document_no)
    return int(found[2]) if found and int(found[1]) == year else 0


def refuse_wrong_meeting(met_on: date, *, publicised_until: date, today: date) -> None:
    """The meeting comes after the whole publicity (Art. 6(3)), and is recorded once it was held."""
    if met_on <= publicised_until:
        raise Refusal(
            f"公示到{_day(publicised_until)}为止，局长办公会应在公示结束之后，请核对会议日期",
            article=ARTICLE,
            field="met_on",
        )
    if met_on > today:
        raise Refusal("会议日期还没有到，请在会后记录", article=ARTICLE, field="met_on")


def refuse_wrong_issue(issued_on: date, *, met_on: date, today: date) -> None:
    """The document comes after the meeting (Art. 6(4)), and not from the future."""
    if issued_on < met_on:
        raise Refusal(
            f"局长办公会{_day(met_on)}审定，印发日期不能早于这一天",
            article=ARTICLE,
            field="issued_on",
        )
    if issued_on > today:
        raise Refusal("印发日期还没有到，请在印发当日登记", article=ARTICLE, field="issued_on")


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
