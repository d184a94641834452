"""第七条: who reviews whom, by when, and that nobody is forgotten."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.article_07_renewal import (
    Reminder,
    Ties,
    days_overdue,
    due_on,
    plan,
    reminder,
    used_since,
)

_SECTIONS = st.integers(1, 7)
_EVERYONE = st.lists(
    st.builds(
        Ties,
        expert=st.integers(1, 10_000),
        recommended_by=st.none() | _SECTIONS,
        used_by=st.dictionaries(_SECTIONS, st.integers(0, 9)),
        lead=st.none() | _SECTIONS,
    ),
    unique_by=lambda ties: ties.expert,
)


def ties(recommended_by=None, lead=None, **used):
    return Ties(1, recommended_by, {int(key[1:]): tasks for key, tasks in used.items()}, lead)


def test_a_section_reviews_whom_it_recommended_or_used():
    assert ties(recommended_by=1, lead=3, s2=4).reviewers == {1, 2}


def test_the_lead_section_reviews_whom_no_section_recommended_or_used():
    assert ties(lead=3, s2=0).reviewers == {3}


def test_the_plan_says_how_often_each_section_used_the_expert():
    assert plan([ties(recommended_by=1, s2=4)]).by_section == {1: {1: 0}, 2: {1: 4}}


@given(_EVERYONE)
def test_nobody_is_forgotten(everyone):
    made = plan(everyone)
    reviewed = {expert for experts in made.by_section.values() for expert in experts}
    assert reviewed | set(made.unassigned) == {each.expert for each in everyone}
    assert not reviewed & set(made.unassigned)


@given(_EVERYONE)
def test_only_whom_nothing_ties_to_any_section_is_left_to_the_office(everyone):
    untied = {
        each.expert
        for each in everyone
        if each.recommended_by is None and each.lead is None and not any(each.used_by.values())
    }
    assert set(plan(everyone).unassigned) == untied


@given(_EVERYONE)
def test_every_use_is_judged_by_the_section_that_used(everyone):
    made = plan(everyone)
    for each in everyone:
        for section, tasks in each.used_by.items():
            assert not tasks or made.by_section[section][each.expert] == tasks


@pytest.mark.parametrize(
    ("year", "month", "last"),
    [(2026, 6, date(2026, 6, 30)), (2028, 2, date(2028, 2, 29)), (2026, 12, date(2026, 12, 31))],
)
def test_it_is_due_by_the_end_of_the_month(year, month, last):
    assert due_on(year, month) == last


@pytest.mark.parametrize(
    ("last", "since"),
    [
        (None, date(2025, 6, 1)),
        (date(2025, 9, 1), date(2025, 9, 1)),
        (date(2023, 6, 1), date(2025, 6, 1)),
    ],
)
def test_uses_count_from_the_last_review_and_at_most_a_year_back(last, since):
    assert used_since(last, date(2026, 6, 1)) == since


@pytest.mark.parametrize(
    ("today", "told", "days"),
    [
        (date(2026, 6, 22), None, 0),
        (date(2026, 6, 23), Reminder.SOON, 0),
        (date(2026, 6, 30), Reminder.SOON, 0),
        (date(2026, 7, 1), Reminder.OVERDUE, 1),
        (date(2026, 7, 12), Reminder.OVERDUE, 12),
    ],
)
def test_reminders_come_a_week_before_and_once_it_is_overdue(today, told, days):
    due = date(2026, 6, 30)
    assert (reminder(due, today), days_overdue(due, today)) == (told, days)
