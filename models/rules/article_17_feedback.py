"""第十七条 对象单位反馈 · what a target unit is asked after a task, and what alarms."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Protocol

from models.errors import Refusal
from models.rules.article_13_tasks import report_due
from models.rules.working_days import Calendar

ARTICLE = 17
DAYS_VALID = 30
LEAST, MOST = 1, 5
_BAD_INTEGRITY = 2
_LONGEST_HOLIDAY = 15  # days
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "punctuality": ("准时", "按通知的时间到场、离场"),
    "professionalism": ("专业", "意见具体、有依据、能落实"),
    "integrity": ("廉洁", "不收财物、不吃请、不推销产品、不联系业务"),
    "attitude": ("态度", "客观公正，尊重企业，不刁难"),
}
SCALE: Mapping[int, str] = {5: "很好", 4: "好", 3: "一般", 2: "差", 1: "很差"}


class Answers(Protocol):
    @property
    def integrity(self) -> int: ...
    @property
    def has_asked_favours(self) -> bool: ...


class Part(Protocol):
    @property
    def is_seated(self) -> bool: ...
    @property
    def left_at(self) -> object | None: ...


def check_scores(scores: Mapping[str, int]) -> None:
    """Refuse an answer outside the scale, by name."""
    for key, (name, _) in QUESTIONS.items():
        if not LEAST <= scores[key] <= MOST:
            raise Refusal(f"{name}请在{LEAST}至{MOST}分之间选择", article=ARTICLE, field=key)


def alarms(answers: Answers) -> bool:
    """Whether the supervisor has to know at once."""
    return answers.has_asked_favours or answers.integrity <= _BAD_INTEGRITY


def is_over(parts: Iterable[Part]) -> bool:
    """Whether the task is: everybody who was to come has come and left."""
    seated = [part for part in parts if part.is_seated]
    return bool(seated) and all(part.left_at for part in seated)


def visit_due(closed_on: date, days: int, calendar: Calendar) -> date | None:
    """The last day for hearing the unit; None while nobody has confirmed that year's calendar."""
    return report_due(closed_on, days, calendar)


def last_overdue(today: date, days: int, calendar: Calendar) -> date:
    """What was closed on that day or before has waited longer than ``days`` working days."""
    earliest = today - timedelta(days=2 * days + _LONGEST_HOLIDAY)
    every = (today - timedelta(days=back) for back in range(1, (today - earliest).days))
    return next((day for day in every if _is_past(day, days, calendar, today)), earliest)


def _is_past(closed_on: date, days: int, calendar: Calendar, today: date) -> bool:
    due = visit_due(closed_on, days, calendar)
    return due is not None and due < today
