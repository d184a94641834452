"""An election in each state of its life, brought there by the operations a person would use.

The group is the twelve experts of the small office (industry A01), each signed in as ``ZZ…``.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from models import clock
from models.db import db, unit_of_work
from models.operations import ballots, elections
from models.tables import Account, Election, Expert, Holding, Section, Specialty, Unit
from models.vocabulary import GroupOffice, Post
from models.workflows.election import Action
from tests.office import EXPERTS, HASH, SPECIALTY, new_expert
from tests.states import held_by, holder

NOMINATIONS_UNTIL, VOTING_UNTIL = date(2026, 6, 5), date(2026, 6, 12)
VOTING = datetime(2026, 6, 8, 4, 0, tzinfo=UTC)
OVER = VOTING + timedelta(days=5)


def terms(**other: object) -> elections.Terms:
    entries = {
        "industry": "A01",
        "office": GroupOffice.HEAD,
        "places": 1,
        "nominations_until": NOMINATIONS_UNTIL,
        "voting_until": VOTING_UNTIL,
    } | other
    return elections.Terms(**entries)


def give_accounts(count: int = EXPERTS) -> None:
    """As many members as asked for, each with an account; the first is ``expert``."""
    specialty = db.session.scalars(db.select(Specialty).filter_by(code=SPECIALTY)).one()
    with unit_of_work():
        for serial in range(EXPERTS + 1, count + 1):
            db.session.add(new_expert(serial, Unit(name=f"虚构矿业{serial}公司"), specialty))
        db.session.flush()
        for expert in db.session.scalars(db.select(Expert).filter_by(account_id=None)):
            account = Account(
                login=expert.code.lower(), name=expert.name, password_hash=HASH,
                must_change_password=False,
            )  # fmt: skip
            account.holdings.append(Holding(post=Post.EXPERT))
            expert.account = account


def voter(serial: int) -> Holding:
    return held_by("expert" if serial == 1 else f"zz{serial:04}")


def expert(serial: int) -> Expert:
    return db.session.scalars(db.select(Expert).filter_by(code=f"ZZ{serial:04}")).one()


def opened(**other: object) -> Election:
    section = db.session.scalars(db.select(Section).filter_by(name="煤矿监管股")).one()
    with unit_of_work():
        return elections.open_election(terms(**other), section=section, by=holder(Post.SECTION))


def nominated(candidates: Sequence[int] = (1, 2, 3), **other: object) -> Election:
    """Each put themselves up, and so stands."""
    election = opened(**other)
    with unit_of_work():
        for serial in candidates:
            elections.nominate(election, expert(serial), statement="熟悉业务", by=voter(serial))
    return election


def voting(candidates: Sequence[int] = (1, 2, 3), **other: object) -> Election:
    """Voting is open; go on ``in_voting()``."""
    election = nominated(candidates, **other)
    with in_voting(), unit_of_work():
        elections.take(election, Action.OPEN_VOTING, by=holder(Post.SECTION))
    return election


@contextmanager
def in_voting() -> Iterator[None]:
    with clock.held_at(VOTING):
        yield


def vote(election: Election, choices: Mapping[int, Sequence[int]]) -> None:
    """Voter → candidates, each by their serial, in this order."""
    with in_voting():
        for who, chosen in choices.items():
            ids = [each.id for each in election.candidates if serial_of(each.expert) in chosen]
            with unit_of_work():
                ballots.vote(election, ids, by=voter(who))


def serial_of(person: Expert) -> int:
    return int(person.code.removeprefix("ZZ"))


def count(election: Election) -> Election:
    with clock.held_at(OVER), unit_of_work():
        elections.take(election, Action.COUNT, by=holder(Post.SECTION))
    return election


def confirmed(**other: object) -> Election:
    """Number 1 has seven of twelve votes, and the office's word."""
    give_accounts()
    election = voting(**other)
    vote(election, {serial: [1] if serial < 8 else [2] for serial in range(1, 13)})
    count(election)
    with clock.held_at(OVER), unit_of_work():
        elections.take(election, Action.CONFIRM, by=holder(Post.OFFICE))
    return election


def names(nominations: Sequence[object]) -> list[int]:
    return [serial_of(each.expert) for each in nominations]
