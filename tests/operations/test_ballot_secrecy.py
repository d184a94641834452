"""无记名投票: the whole database, read by somebody who has every table and the keys."""

import shutil

import pytest

from app import create_app
from models import clock
from models.db import db
from models.rules.article_04_election import Box
from models.tables import Base, Event, Voter
from tests import elections as states
from tests.conftest import NOON, settings_for

VOTERS = range(1, 31)
CANDIDATES = (1, 2, 3)


@pytest.fixture
def offices(copies, tmp_path):
    """``offices(choices)``: the whole database, table by table and row by row as it lies there,
    after thirty members voted in turn, in an office of its own."""
    made = []

    def run(choices):
        root = tmp_path / str(len(made))
        root.mkdir()
        shutil.copyfile(copies.instance / "keys.json", root / "keys.json")
        url = copies.copy(root)
        app = create_app(settings_for(root, url))
        made.append((app, url))
        with app.app_context(), clock.held_at(NOON):
            states.give_accounts(len(VOTERS))
            election = states.voting(CANDIDATES)
            states.vote(election, choices)
            return everything()

    yield run
    for app, url in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        copies.drop(url)


def everything():
    """Every row of every table, the sealed columns opened, in the order in which the database
    gives them when it is not asked for any."""
    tables = Base.metadata.sorted_tables
    return {table.name: list(map(str, db.session.execute(db.select(table)))) for table in tables}


def ten_each(shift):
    """Thirty ballots, ten for each candidate; ``shift`` says who casts which."""
    return {who: [CANDIDATES[(who + shift) % 3]] for who in VOTERS}


def test_whoever_voted_for_whom_the_database_is_the_same(offices):
    first, second = offices(ten_each(0)), offices(ten_each(1))
    assert first["ballot_box"] == [str((1, Box(30, 0, (10, 10, 10)).written()))]
    assert [name for name in first if first[name] != second[name]] == []


def test_the_comparison_would_notice_one_vote_more_for_somebody(offices):
    first = offices(ten_each(0))
    second = offices(ten_each(0) | {30: [2]})
    assert [name for name in first if first[name] != second[name]] == ["ballot_box"]


def test_no_column_but_the_sealed_counts_changes_with_a_ballot(app):
    states.give_accounts(len(VOTERS))
    election = states.voting(CANDIDATES)
    before = everything()
    states.vote(election, {1: [2]})
    after = everything()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"voter", "event", "register_head", "ballot_box"}


def test_the_counts_lie_sealed_and_equally_long_whatever_they_are(app):
    states.give_accounts(len(VOTERS))
    election = states.voting(CANDIDATES)
    lengths, texts = set(), set()
    for who in VOTERS:
        states.vote(election, {who: [CANDIDATES[who % 3]]})
        raw = db.session.execute(db.text("SELECT counts FROM ballot_box")).scalar_one()
        lengths.add(len(raw))
        texts.add(raw)
    assert len(lengths) == 1
    assert len(texts) == len(VOTERS)


def test_a_voter_has_no_time_and_no_number_of_their_own():
    assert set(Voter.__table__.columns.keys()) == {"election_id", "expert_id", "has_voted"}


def test_nothing_registered_of_a_vote_names_a_candidate(app):
    states.give_accounts(len(VOTERS))
    election = states.voting(CANDIDATES)
    states.vote(election, ten_each(0))
    votes = db.session.scalars(db.select(Event).filter_by(kind="election:vote")).all()
    assert len(votes) == len(VOTERS)
    assert {(str(each.facts), each.label, each.subject) for each in votes} == {
        ("{}", "已投票", election.matter)
    }
