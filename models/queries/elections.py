"""组长推选 · the groups, their officers, and the elections as people look for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models import clock
from models.rules.article_04_structure import is_of_group, is_serving
from models.tables import (
    Election,
    Expert,
    ExpertSpecialty,
    GroupOfficer,
    Nomination,
    Specialty,
    Voter,
)
from models.vocabulary import GroupOffice
from models.workflows import nomination
from models.workflows.election import State

UNDER_WAY = frozenset({State.NOMINATING, State.VOTING, State.TIED, State.COUNTED})


@dataclass(frozen=True, slots=True)
class Group:
    """One industry's group, with those who hold its offices today."""

    code: str
    name: str
    members: int
    head: tuple[GroupOfficer, ...]
    deputies: tuple[GroupOfficer, ...]


def industries(session: Session) -> dict[str, str]:
    """Code → name, in the order of Annex 1."""
    query = (
        select(Specialty.industry_code, Specialty.industry_name)
        .where(Specialty.is_active)
        .distinct()
        .order_by(Specialty.industry_code)
    )
    return {row.industry_code: row.industry_name for row in session.execute(query)}


def members(session: Session, industry: str) -> list[Expert]:
    """专业组成员 of today, by name."""
    codes = _specialties(session, industry)
    query = (
        select(Expert)
        .where(
            Expert.specialties.any((ExpertSpecialty.rank == 1) & ExpertSpecialty.code.in_(codes))
        )
        .order_by(Expert.name_key, Expert.id)
    )
    today = clock.today()
    return [each for each in session.scalars(query) if is_of_group(each, codes, today)]


def is_member(session: Session, expert: Expert, industry: str) -> bool:
    return is_of_group(expert, _specialties(session, industry), clock.today())


def _specialties(session: Session, industry: str) -> Collection[str]:
    """The codes of an industry, those given up as well: an expert may still stand in one."""
    query = select(Specialty.code).where(Specialty.industry_code == industry)
    return frozenset(session.scalars(query))


def sitting(session: Session, industry: str = "", expert_id: int = 0) -> list[GroupOfficer]:
    """Who holds office today: elected, not stepped down, and still serving as an expert."""
    query = (
        select(GroupOfficer)
        .where(GroupOfficer.until.is_(None))
        .order_by(GroupOfficer.industry_code, GroupOfficer.id)
    )
    if industry:
        query = query.where(GroupOfficer.industry_code == industry)
    if expert_id:
        query = query.where(GroupOfficer.expert_id == expert_id)
    today = clock.today()
    return [each for each in session.scalars(query) if is_serving(each.expert, today)]


def groups(session: Session) -> list[Group]:
    """Every industry with its officers and the number of its members."""
    officers, counted = sitting(session), _members_by_industry(session)
    return [
        Group(
            code,
            name,
            counted.get(code, 0),
            _holding(officers, code, GroupOffice.HEAD),
            _holding(officers, code, GroupOffice.DEPUTY_HEAD),
        )
        for code, name in industries(session).items()
    ]


def _holding(
    officers: list[GroupOfficer], code: str, office: GroupOffice
) -> tuple[GroupOfficer, ...]:
    return tuple(o for o in officers if o.industry_code == code and o.office is office)


def _members_by_industry(session: Session) -> Mapping[str, int]:
    """Counted from the facts themselves, so that it agrees with ``members``."""
    return {code: len(members(session, code)) for code in industries(session)}


def listed(industry: str, state: str) -> Select[Election]:
    """Newest first; an empty entry narrows nothing."""
    query = select(Election).order_by(Election.id.desc())
    if industry:
        query = query.where(Election.industry_code == industry)
    if state:
        query = query.where(Election._state == State(state))
    return query


def under_way(session: Session, industry: str, office: GroupOffice) -> Election | None:
    """The election of that office that is not over yet: there is only ever one."""
    query = select(Election).where(
        Election.industry_code == industry,
        Election.office == office,
        Election._state.in_(UNDER_WAY),
    )
    return session.scalar(query)


def opened_in(session: Session, year: int) -> int:
    """How many elections carry a number of that year."""
    query = select(func.count()).where(Election.number.startswith(f"T{year}-"))
    return session.scalar(query) or 0


def in_progress(session: Session) -> list[Election]:
    """Those that wait on somebody, with all that says on whom."""
    query = (
        select(Election)
        .where(Election._state.in_(UNDER_WAY))
        .options(
            selectinload(Election.nominations),
            selectinload(Election.voters),
            joinedload(Election.lot),
        )
        .order_by(Election.voting_until)
    )
    return list(session.scalars(query))


def asked_of(session: Session, account_id: int) -> list[tuple[Election, str]]:
    """What this person has been asked and not done: to vote, to answer a nomination."""
    to_vote = (
        select(Election)
        .join(Election.voters)
        .join(Voter.expert)
        .where(
            Election._state == State.VOTING,
            Election.voting_until >= clock.today(),
            Voter.has_voted.is_(False),
            Expert.account_id == account_id,
        )
    )
    to_answer = (
        select(Election)
        .join(Election.nominations)
        .join(Nomination.expert)
        .where(
            Election._state == State.NOMINATING,
            Nomination._state == nomination.State.PROPOSED,
            Expert.account_id == account_id,
        )
    )
    asked = {"投票": to_vote, "答复提名": to_answer}
    return [(found, what) for what, query in asked.items() for found in session.scalars(query)]
