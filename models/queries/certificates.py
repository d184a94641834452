"""聘书 · who holds which, who has none, and what the public is told of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from models.queries.search import named
from models.tables import Certificate, Expert
from models.vocabulary import Standing, Validity
from models.workflows.certificate import State

WHOLE = (joinedload(Certificate.replaced_by), joinedload(Certificate.replaces))


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed by; empty entries narrow nothing."""

    words: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class PublicCertificate:
    """A certificate as the page behind its QR tells of it; nothing else could be shown there.
    ``ended_on``, ``ground``, ``successor``: of one that was revoked or replaced."""

    name: str
    employer: str
    grade: str
    specialties: tuple[str, ...]
    number: str
    issued_on: date
    valid_from: date
    valid_until: date
    validity: Validity
    ended_on: date | None
    ground: str
    successor: str

    @classmethod
    def of(cls, certificate: Certificate, on: date) -> Self:
        following = certificate.replaced_by
        return cls(
            name=certificate.name,
            employer=certificate.employer,
            grade=certificate.grade.label,
            specialties=tuple(certificate.specialties),
            number=certificate.number,
            issued_on=certificate.issued_on,
            valid_from=certificate.valid_from,
            valid_until=certificate.valid_until,
            validity=certificate.validity(on),
            ended_on=certificate.ended_on,
            ground=certificate.ground.label if certificate.ground else "",
            successor=following.number if following else "",
        )


def public(session: Session, code: str, on: date) -> PublicCertificate | None:
    query = select(Certificate).where(Certificate.code == code).options(*WHOLE)
    certificate = session.scalar(query)
    return PublicCertificate.of(certificate, on) if certificate else None


def listed(chosen: Filter) -> Select[Certificate]:
    """In the order of their numbers, newest year first."""
    query = select(Certificate).options(joinedload(Certificate.replaced_by))
    if chosen.words:
        query = query.join(Certificate.expert).where(named(chosen.words))
    if chosen.state:
        query = query.where(Certificate._state == State(chosen.state))
    return query.order_by(Certificate.year.desc(), Certificate.serial)


def in_force(session: Session, expert: Expert) -> Certificate | None:
    """The one that stands, whether or not its term has run out."""
    stands = Certificate._state == State.IN_FORCE
    return session.scalar(select(Certificate).where(stands, Certificate.expert_id == expert.id))


def holders(session: Session, experts: Iterable[Expert]) -> set[int]:
    """The ids of those of them who hold one that stands."""
    query = select(Certificate.expert_id).where(
        Certificate._state == State.IN_FORCE,
        Certificate.expert_id.in_([expert.id for expert in experts]),
    )
    return set(session.scalars(query))


def of_expert(session: Session, expert: Expert) -> list[Certificate]:
    """Everyone the expert was ever given, newest first."""
    query = select(Certificate).where(Certificate.expert_id == expert.id)
    return list(session.scalars(query.order_by(Certificate.id.desc())))


def experts_without(session: Session, on: date) -> list[Expert]:
    """Those appointed on that day who hold none, in the order of the roster."""
    return list(session.scalars(_without(on).order_by(Expert.id)))


def count_without(session: Session, on: date) -> int:
    ids = _without(on).with_only_columns(Expert.id)
    return session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def _without(on: date) -> Select[Any]:
    holders = select(Certificate.expert_id).where(Certificate._state == State.IN_FORCE)
    return select(Expert).where(
        Expert.standing == Standing.ACTIVE,
        Expert.appointed_from.is_not(None),
        Expert.appointed_until >= on,
        Expert.id.not_in(holders),
    )
