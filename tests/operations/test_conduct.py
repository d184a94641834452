"""信用事实: what is on record of an expert, the rating it makes, and what that does to the draw."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from models import clock
from models.db import db, unit_of_work
from models.operations.credit_proposals import propose_for_ratings
from models.queries import conduct
from models.settings import CREDIT_EFFECT
from models.tables import Assignment, Dismissal, Expert, IntegrityReport, Setting
from models.vocabulary import (
    ConductFact,
    CreditRating,
    DeclineKind,
    DismissalGround,
    Misconduct,
    Referral,
)
from models.workflows.integrity import State as IntegrityState
from tests import states, training
from tests.assessments import declined, expert
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("app")

TODAY = date(2026, 6, 1)


def rating(someone: Expert | Assignment):
    number = someone.id if isinstance(someone, Expert) else someone.expert_id
    return conduct.rating_of(db.session(), number)


def upheld(state: IntegrityState = IntegrityState.SETTLED) -> Expert:
    """A report about the first expert, found true and dealt with."""
    with unit_of_work():
        db.session.add(
            IntegrityReport(
                year=2026, serial=1, code_lookup="测试", conduct=Misconduct.BRIBERY, is_named=False,
                content={"text": "收受财物"}, expert_id=expert().id, referral=Referral.ASSESSMENT,
                referral_document="测试", referred_on=TODAY, _state=state,
            )
        )  # fmt: skip
    return expert()


def rated_c() -> Expert:
    """The first expert declined twice."""
    for _ in range(2):
        part = states.issued(seats=1).seated[0]
        with unit_of_work():
            part.expert_id = expert().id
            part.decline_kind, part.declined_at = DeclineKind.BUSY, clock.now()
    assert rating(expert()).rating is CreditRating.C
    return expert()


def test_an_annex_6_is_a_fact_with_its_points_its_day_and_its_source():
    part = states.rated(seats=1).seated[0]
    with clock.held_at(states.RATED):
        [fact] = rating(part).facts
    assert (fact.kind, fact.figure) == (ConductFact.SERVICE, 94)
    assert (fact.on, fact.matter) == (date(2026, 6, 10), f"assignment:{part.id}")
    assert (fact.label, fact.section_id) == (part.dispatch.number, part.dispatch.section_id)


def test_a_late_report_is_a_fact_before_the_task_is_rated():
    part = states.reported(seats=1).seated[0]
    with unit_of_work():
        part.report.is_late = True
    with clock.held_at(states.RATED):
        assert [fact.kind for fact in rating(part).facts] == [ConductFact.LATE]


@pytest.mark.parametrize(("kind", "counted"), [(DeclineKind.BUSY, 1), (DeclineKind.CHANGED, 0)])
def test_only_a_decline_that_counts_is_a_fact(kind, counted):
    part = states.issued(seats=1).seated[0]
    with unit_of_work():
        part.decline_kind, part.declined_at = kind, clock.now()
    assert rating(part).count(ConductFact.DECLINE) == counted


def test_a_decline_excused_on_objection_is_none():
    part = declined()
    [fact] = rating(part).facts
    assert (fact.matter, rating(part).score) == (f"assignment:{part.id}", 7600)
    with unit_of_work():
        part.is_excused = True
    assert rating(part).score == 8100


def test_training_held_counts_by_its_hours():
    session = training.held()
    there = session.attending[0]
    with clock.held_at(NOON + timedelta(days=60)):
        [fact] = rating(there).facts
    assert (fact.kind, fact.figure) == (ConductFact.TRAINING, there.half_hours)
    assert fact.matter == f"training_session:{session.id}"


def test_an_upheld_report_counts_once_it_was_dealt_with_and_tells_nothing_of_itself():
    outcome = rating(upheld())
    [fact] = outcome.facts
    assert (fact.kind, fact.matter, outcome.rating) == (ConductFact.UPHELD, "", CreditRating.D)


def test_a_report_found_true_but_not_dealt_with_is_nobodys_to_know():
    assert rating(upheld(IntegrityState.UPHELD)).facts == ()


def test_what_is_a_year_old_is_in_the_rating_no_more_but_in_its_year():
    part = declined()
    with clock.held_at(NOON + timedelta(days=366)):
        assert rating(part).facts == ()
        [fact] = conduct.facts_of(db.session(), part.expert_id, 2026)
    assert fact.kind is ConductFact.DECLINE


def test_everybodys_rating_is_asked_for_in_a_few_queries():
    states.rated(seats=2)
    asked: list[str] = []

    def count(_connection, _cursor, statement, *_rest) -> None:
        asked.extend([statement] if statement.startswith("SELECT") else [])

    event.listen(db.engine, "before_cursor_execute", count)
    found = conduct.ratings(db.session())
    event.remove(db.engine, "before_cursor_execute", count)
    assert len(found) == 12
    assert len(asked) <= 4


def reason_out() -> str:
    """Why the first expert is not in the pool of a draw; empty where they are in it."""
    draw = states.frozen().current_draw
    assert draw
    told = {each["expert"]: each["reason"] for each in draw.request["excluded"]}
    return told.get("ZZ0001", "")


def test_whoever_is_rated_d_is_out_of_the_pool_and_the_record_says_why():
    upheld()
    assert reason_out() == "信用评级不适合列入候选"


def test_a_rating_of_c_keeps_nobody_out():
    rated_c()
    assert "信用评级" not in reason_out()


@pytest.mark.parametrize(("effect", "is_out"), [("none", False), ("D", False), ("CD", True)])
def test_the_parameter_says_which_ratings_are_out(effect, is_out):
    somebody = rated_c()
    with unit_of_work():
        db.session.add(Setting(key=CREDIT_EFFECT.key, value=effect))
    assert (somebody.id in conduct.kept_out(db.session())) is is_out


def test_a_rating_of_d_is_put_to_the_office_once_a_year_with_its_figures():
    somebody = upheld()
    with unit_of_work():
        assert propose_for_ratings(TODAY) == 1
        assert propose_for_ratings(TODAY) == 0
    case = db.session.scalars(db.select(Dismissal)).one()
    assert (case.expert_id, case.ground) == (somebody.id, DismissalGround.CREDIT)
    assert "举报查实-40分（1次，每次扣40分）" in case.facts
