"""第十七条: what a target unit answers, and how long it may go unheard."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from models.errors import Refusal
from models.rules.article_17_feedback import (
    QUESTIONS,
    alarms,
    check_scores,
    is_over,
    last_overdue,
    visit_due,
)
from models.rules.working_days import Calendar, official_calendar

GOOD = dict.fromkeys(QUESTIONS, 5)


@dataclass
class Answers:
    integrity: int = 5
    has_asked_favours: bool = False


@dataclass
class Part:
    is_seated: bool = True
    left_at: datetime | None = datetime(2026, 6, 8, 18, tzinfo=UTC)


@pytest.mark.parametrize("key", sorted(QUESTIONS))
@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_off_the_scale_is_refused_by_name(key, score):
    with pytest.raises(Refusal, match=QUESTIONS[key][0]) as refused:
        check_scores(GOOD | {key: score})
    assert refused.value.field == key


def test_the_ends_of_the_scale_belong_to_it():
    check_scores(GOOD)
    check_scores(dict.fromkeys(QUESTIONS, 1))


@pytest.mark.parametrize(
    ("answers", "rings"),
    [
        (Answers(), False),
        (Answers(integrity=3), False),
        (Answers(integrity=2), True),
        (Answers(has_asked_favours=True), True),
    ],
)
def test_a_bad_word_on_integrity_alarms(answers, rings):
    assert alarms(answers) is rings


@pytest.mark.parametrize(
    ("parts", "over"),
    [
        ([], False),
        ([Part(is_seated=False)], False),
        ([Part(), Part(left_at=None)], False),
        ([Part(), Part(is_seated=False, left_at=None)], True),
    ],
)
def test_a_task_is_over_when_everybody_who_came_has_left(parts, over):
    assert is_over(parts) is over


@pytest.mark.parametrize("today", [date(2026, 6, 24), date(2026, 6, 27), date(2026, 10, 20)])
def test_the_last_day_overdue_is_the_last_whose_term_has_passed(today):
    calendar = official_calendar()
    last = last_overdue(today, 10, calendar)
    assert visit_due(last, 10, calendar) < today
    assert visit_due(date.fromordinal(last.toordinal() + 1), 10, calendar) >= today


def test_without_a_calendar_only_what_is_very_old_is_overdue():
    nothing = Calendar(frozenset(), frozenset(), frozenset())
    assert last_overdue(date(2030, 6, 24), 10, nothing) < date(2030, 5, 25)
