"""廉政举报 · by code and pass phrase, as supervisors list them, and what others learn: figures, and
that one was upheld."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, defer, joinedload, raiseload, selectinload

from models.rules import case_code
from models.rules.article_17_reporting import phrase_as_typed
from models.sealed import keyring
from models.tables import (
    Account,
    Event,
    Expert,
    Holding,
    IntegrityBar,
    IntegrityReport,
    ReportHearing,
    ReportMessage,
)
from models.vocabulary import Misconduct, Post, Referral
from models.workflows.integrity import OPEN, State

# What the page of one shows.
WHOLE = (
    selectinload(IntegrityReport.bars),
    selectinload(IntegrityReport.files),
    selectinload(IntegrityReport.messages).selectinload(ReportMessage.files),
    joinedload(IntegrityReport.handler),
    joinedload(IntegrityReport.expert),
    joinedload(IntegrityReport.hearing).selectinload(ReportHearing.files),
)


@dataclass(frozen=True, slots=True)
class Upheld:
    """That a report was upheld and dealt with: when and how, and nothing of what it said."""

    on: date
    referral: Referral


@dataclass(frozen=True, slots=True)
class Figure:
    """How many reports of a year, on one kind of conduct, came to one end; ``days``: from coming in
    to being closed, together, of the ``closed`` ones."""

    year: int
    conduct: Misconduct
    state: State
    count: int
    closed: int
    days: int


def lookup_of(code: str, phrase: str) -> str:
    """How the database keeps code and phrase: so that it finds both together and tells neither."""
    typed = json.dumps([case_code.as_typed(code), phrase_as_typed(phrase)], ensure_ascii=False)
    return keyring().lookup(f"integrity_report:{typed}")


def with_lookup(session: Session, lookup: str) -> IntegrityReport | None:
    return session.scalar(select(IntegrityReport).where(IntegrityReport.code_lookup == lookup))


def listed(holding: Holding, state: State | None) -> Select[IntegrityReport]:
    """Those that are for this person to deal with, in ``state`` or all; newest first. What they say
    is not opened for a list."""
    query = (
        select(IntegrityReport)
        .where(_is_open_to(holding))
        .options(
            defer(IntegrityReport.content),
            defer(IntegrityReport.findings),
            joinedload(IntegrityReport.handler),
        )
    )
    if state:
        query = query.where(IntegrityReport._state == state)
    return query.order_by(IntegrityReport.id.desc())


def _is_open_to(holding: Holding) -> ColumnElement[bool]:
    """Not where it concerns the person, or whoever they stand in for."""
    lookups = [IntegrityBar.lookup_of(person) for person in sorted(holding.persons)]
    return ~IntegrityReport.bars.any(IntegrityBar.account_lookup.in_(lookups))


def under_way(session: Session, states: Iterable[State]) -> list[IntegrityReport]:
    """Those in ``states`` with who has nothing to do with each, oldest first."""
    query = (
        select(IntegrityReport)
        .where(IntegrityReport._state.in_(list(states)))
        .options(
            defer(IntegrityReport.content),
            selectinload(IntegrityReport.bars),
            raiseload(IntegrityReport.messages),
        )
        .order_by(IntegrityReport.id)
    )
    return list(session.scalars(query))


def open_ones(session: Session) -> list[IntegrityReport]:
    query = select(IntegrityReport).where(IntegrityReport._state.in_(OPEN | {State.UPHELD}))
    return list(session.scalars(query.order_by(IntegrityReport.id)))


def supervisors(session: Session) -> list[Holding]:
    """Everybody who deals with reports and can sign in."""
    query = (
        select(Holding)
        .join(Holding.account)
        .where(Holding.post == Post.SUPERVISOR, Account.is_enabled)
        .order_by(Holding.id)
    )
    return list(session.scalars(query))


def was_opened_by(session: Session, report: IntegrityReport, account_id: int) -> bool:
    query = select(Event.number).where(
        Event.account_id == account_id,
        Event.kind == "integrity_report:open",
        Event.matter == report.matter,
    )
    return session.scalar(query.limit(1)) is not None


def upheld(session: Session, expert_id: int, since: date, until: date) -> list[Upheld]:
    """Of one expert, those dealt with from ``since`` to ``until``, both included."""
    rows = session.execute(
        select(IntegrityReport.referred_on, IntegrityReport.referral)
        .where(
            IntegrityReport.expert_id == expert_id,
            IntegrityReport._state == State.SETTLED,
            IntegrityReport.referred_on.between(since, until),
        )
        .order_by(IntegrityReport.referred_on, IntegrityReport.id)
    )
    return [Upheld(on, referral) for on, referral in rows if on and referral]


def expert_called(session: Session, words: str) -> list[Expert]:
    """By code or by the whole name: two may have the same one."""
    query = select(Expert).where((Expert.code == words.upper()) | (Expert.name == words))
    return list(session.scalars(query.order_by(Expert.id).limit(5)))


def figures(session: Session) -> list[Figure]:
    """Newest year first. Days are added up here: the two databases subtract dates differently."""
    rows = session.execute(
        select(
            IntegrityReport.year, IntegrityReport.conduct, IntegrityReport._state,
            IntegrityReport.received_on, IntegrityReport.closed_on, func.count(),
        )
        .group_by(
            IntegrityReport.year, IntegrityReport.conduct, IntegrityReport._state,
            IntegrityReport.received_on, IntegrityReport.closed_on,
        )
    )  # fmt: skip
    found: dict[tuple[int, Misconduct, State], list[int]] = {}
    for year, conduct, state, received, closed, count in rows:
        sums = found.setdefault((year, conduct, state), [0, 0, 0])
        sums[0] += count
        if closed:
            sums[1] += count
            sums[2] += (closed - received).days * count
    order = sorted(found, key=lambda key: (-key[0], list(Misconduct).index(key[1]), key[2]))
    return [Figure(*key, *found[key]) for key in order]
