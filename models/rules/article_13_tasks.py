"""第十三条 工作任务制度 · the written report, in time."""

from datetime import date

from models.errors import Refusal
from models.rules.article_13_report import written_under
from models.rules.working_days import Calendar, day_due
from models.vocabulary import TaskType

ARTICLE = 13
SHORTEST_REPORT = 20


def report_due(ended_on: date, days: int, calendar: Calendar) -> date | None:
    """The last day for the report; None while nobody has confirmed that year's calendar."""
    return day_due(ended_on, days, calendar)


def check_report(content: str, task_type: TaskType) -> None:
    """Refuse a report that reports nothing: its headings say nothing yet."""
    if len(written_under(content, task_type)) < SHORTEST_REPORT:
        raise Refusal(
            f"书面报告请写明工作经过、发现的问题和意见建议，除标题外不少于{SHORTEST_REPORT}字",
            article=ARTICLE,
            field="content",
        )
