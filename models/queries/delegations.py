"""代签授权 · who stands in for whom, today and before."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session, selectinload

from models import clock, policy
from models.tables import Account, Delegation, Holding
from models.vocabulary import Permission, Post

_WHOLE = (selectinload(Delegation.holding).selectinload(Holding.sections),)


def _running() -> ColumnElement[bool]:
    """In force today, as far as a row by itself can tell."""
    today = clock.today()
    accepted = Delegation.accepted_at.is_not(None) & Delegation.ended_at.is_(None)
    return accepted & (Delegation.starts_on <= today) & (Delegation.ends_on >= today)


def stands_in() -> ColumnElement[bool]:
    """Whether the account of the query around it stands in for anybody."""
    return exists().where(Delegation.substitute_id == Account.id, _running())


def in_hand(session: Session, account_id: int) -> list[Holding]:
    """The posts of others that are in this person's hands today."""
    query = (
        select(Delegation)
        .where(Delegation.substitute_id == account_id, _running())
        .options(*_WHOLE)
        .order_by(Delegation.id)
    )
    return [each.in_hand() for each in session.scalars(query) if each.is_in_force]


def accepted_posts(session: Session, account_id: int) -> set[Post]:
    """The posts of others that this person has taken on, today or ahead."""
    taken = (each for each in standing_of(session, account_id) if each.accepted_at)
    return {each.post for each in taken if each.substitute_id == account_id}


def of_posts(session: Session, posts: Collection[Post]) -> list[Holding]:
    """Posts of these kinds that are in others' hands today: they are told as well."""
    query = (
        select(Delegation)
        .where(Delegation.post.in_(posts), _running())
        .options(*_WHOLE)
        .order_by(Delegation.id)
    )
    return [each.in_hand() for each in session.scalars(query) if each.is_in_force]


def visible_to(actor: Holding) -> Select[Delegation]:
    """All of them to the leader and the supervisor; to others those in which they have a part."""
    query = select(Delegation).order_by(Delegation.id.desc())
    if policy.may(actor, Permission.READ_DELEGATIONS):
        return query
    me = actor.account_id
    return query.where(
        or_(Delegation.account_id == me, Delegation.substitute_id == me, Delegation.maker_id == me)
    )


def running(session: Session) -> list[Delegation]:
    """Those in force today, for whoever supervises."""
    query = select(Delegation).where(_running()).order_by(Delegation.id)
    return [each for each in session.scalars(query) if each.is_in_force]


def overlapping(session: Session, holding: Holding, starts_on: date, ends_on: date) -> bool:
    """Whether this post is lent, or offered, on any of these days."""
    query = select(Delegation.id).where(
        Delegation.holding_id == holding.id,
        Delegation.ended_at.is_(None),
        Delegation.starts_on <= ends_on,
        Delegation.ends_on >= starts_on,
    )
    return session.scalars(query.limit(1)).first() is not None


def lendable(session: Session, account_ids: Collection[int] | None) -> list[Holding]:
    """Posts that may be lent: these people's, or anybody's (None)."""
    query = (
        select(Holding)
        .join(Holding.account)
        .where(Holding.post.in_(policy.STAND_INS), Account.is_enabled)
        .order_by(Holding.post, Holding.id)
    )
    if account_ids is not None:
        query = query.where(Holding.account_id.in_(account_ids))
    return list(session.scalars(query))


def standing_of(session: Session, account_id: int) -> list[Delegation]:
    """Every one not ended in which this person has a part."""
    query = select(Delegation).where(
        or_(Delegation.account_id == account_id, Delegation.substitute_id == account_id),
        Delegation.ended_at.is_(None),
        Delegation.ends_on >= clock.today(),
    )
    return list(session.scalars(query.order_by(Delegation.id)))
