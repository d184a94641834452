"""The ten grounds of Article 18: what each asks for, and who may come back when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules import article_18_grounds as art18
from models.rules.article_18_dismissal import declines_counted, first_day, proposes_dismissal
from models.rules.article_18_grounds import GROUNDS, Written
from models.vocabulary import DeclineKind, DismissalGround

G = DismissalGround
ENDED = date(2026, 6, 1)
WHOLE = Written("2026年3月向被检查企业推销设备，已核实。", "核查报告", False, "", 1)


def test_the_grounds_are_the_ten_of_the_article_in_its_order():
    assert list(GROUNDS) == list(G)
    assert [asked.number for asked in GROUNDS.values()] == list(range(1, 11))
    assert art18.label_of(G.BRIBERY) == "第八项（收受财物）"


@pytest.mark.parametrize("ground", list(G))
def test_a_whole_case_is_refused_nothing(ground):
    art18.check(ground, WHOLE, is_whole=True)


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"facts": "短"}, "facts"),
        ({"facts": "长" * 2001}, "facts"),
        ({"source": "名" * 121}, "source"),
        ({"source": " "}, "source"),
        ({"files": 0}, "files"),
        ({"files": 6}, "files"),
        ({"is_breach": True}, "ground"),
    ],
)
def test_what_is_missing_or_too_much_is_said_beside_its_field(other, field):
    given_ = Written(
        **({name: getattr(WHOLE, name) for name in Written.__dataclass_fields__} | other)
    )
    with pytest.raises(Refusal) as refused:
        art18.check(G.BRIBERY, given_, is_whole=True)
    assert refused.value.field == field


@pytest.mark.parametrize("ground", [G.CRIME, G.ABUSE, G.BRIBERY])
def test_the_barring_grounds_bar_for_good_or_for_years(ground):
    assert art18.readmission(ground, ENDED, 0, date(2099, 1, 1)).is_barred
    last = date(2029, 5, 31)
    assert art18.readmission(ground, ENDED, 3, last).is_barred
    assert not art18.readmission(ground, ENDED, 3, last + timedelta(days=1)).is_barred


def test_nobody_waits_for_a_29_february_that_does_not_come():
    leap = date(2028, 2, 29)
    assert art18.readmission(G.CRIME, leap, 1, date(2029, 2, 28)).is_barred
    assert not art18.readmission(G.CRIME, leap, 1, date(2029, 3, 1)).is_barred


@pytest.mark.parametrize(
    "ground", [each for each in G if each not in {G.CRIME, G.ABUSE, G.BRIBERY}]
)
def test_the_others_bar_nobody_but_have_somebody_look(ground):
    again = art18.readmission(ground, ENDED, 0, ENDED)
    assert (again.is_barred, "由人核对" in again.words) == (False, True)
    assert ground.label not in again.words, "the ground is not for everybody"


# Declines, over random histories


class Decline:
    def __init__(self, on: date, kind: DeclineKind, is_excused: bool) -> None:
        self.on, self.kind, self.is_excused = on, kind, is_excused

    @property
    def counts(self) -> bool:
        return self.kind.counts and not self.is_excused


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
HISTORIES = st.lists(
    st.builds(Decline, DAYS, st.sampled_from(sorted(DeclineKind)), st.booleans()), max_size=12
)
YEARS = st.sampled_from(["rolling", "calendar"])


@given(HISTORIES, DAYS, YEARS)
def test_only_what_has_no_excuse_and_falls_within_the_year_counts(history, on, how):
    counted = declines_counted(history, on, how)
    assert all(each.counts and first_day(on, how) <= each.on <= on for each in counted)
    assert counted == sorted(counted, key=lambda each: each.on)
    left = [each for each in history if each not in counted]
    assert all(not each.counts or each.on > on or each.on < first_day(on, how) for each in left)


@given(HISTORIES, DAYS, YEARS, st.integers(1, 5))
def test_an_excuse_never_brings_a_dismissal_nearer(history, on, how, limit):
    before = proposes_dismissal(history, on, how, limit)
    for each in history[:1]:
        each.is_excused = True
    assert before or not proposes_dismissal(history, on, how, limit)


@given(HISTORIES, DAYS)
def test_the_calendar_year_never_counts_more_than_the_rolling_one(history, on):
    calendar = declines_counted(history, on, "calendar")
    assert set(calendar) <= set(declines_counted(history, on, "rolling"))


@given(DAYS)
def test_a_rolling_year_forgets_the_same_day_of_the_year_before(on):
    a_year_ago = first_day(on, "rolling") - timedelta(days=1)
    assert (a_year_ago.month, a_year_ago.day) in {(on.month, on.day), (2, 28)}
    history = [Decline(a_year_ago, DeclineKind.BUSY, False)]
    assert declines_counted(history, on, "rolling") == []
