"""第十三条 工作任务制度 · the written report, in time."""

from datetime import date

from models.errors import Refusal
from models.rules.working_days import Calendar, add_working_days

ARTICLE = 13
SHORTEST_REPORT = 20


def report_due(ended_on: date, days: int, calendar: Calendar) -> date | None:
    """The last day for the report; None while nobody has confirmed that year's calendar, for a
    report is not refused because a calendar is missing."""
    try:
        return add_working_days(ended_on, days, calendar)
    except Refusal:
        return None


def check_report(content: str) -> None:
    """Refuse a report that reports nothing."""
    if len(content.strip()) < SHORTEST_REPORT:
        raise Refusal(
            f"书面报告请写明工作经过、发现的问题和意见建议，不少于{SHORTEST_REPORT}字",
            article=ARTICLE,
            field="content",
        )
