"""使用申请 · lists of them, whom they challenge, and whom of its own people a unit asks for."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, false, select, true
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from models import clock, policy
from models.queries.units import as_kept, groups_of
from models.rules.article_11_use_request import PAYMENT_DAYS
from models.tables import Assignment, Dispatch, Expert, Holding, Unit, UseRequest
from models.vocabulary import Permission
from models.workflows.use_request import State

WHOLE: tuple[ORMOption, ...] = (
    joinedload(UseRequest.section),
    joinedload(UseRequest.filer),
    joinedload(UseRequest.scan),
    joinedload(UseRequest.proof),
    selectinload(UseRequest.targets),
    selectinload(UseRequest.dispatches).selectinload(Dispatch.assignments),
)


@dataclass(frozen=True, slots=True)
class Challenged:
    """Whom a request does not want. ``units``: ids, with their groups; ``experts``: code → name;
    ``unknown``: names on its list that are no unit's and no expert's."""

    units: frozenset[int] = frozenset()
    experts: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def challenged_by(session: Session, request: UseRequest) -> Challenged:
    """As roster and units stand now: a name that two experts bear keeps both out."""
    names = [as_kept(name) for name, _ in request.recusals]
    if not names:
        return Challenged()
    units = list(session.scalars(select(Unit).where(Unit.name.in_(names))))
    rows = session.execute(select(Expert.code, Expert.name).where(Expert.name.in_(names)))
    experts = dict(list(rows))
    known = {unit.name for unit in units} | set(experts.values())
    return Challenged(
        units=groups_of(session, units) if units else frozenset(),
        experts=experts,
        unknown=tuple(name for name in names if name not in known),
    )


def own_people_named(session: Session, unit: Unit, words: str) -> list[str]:
    """The experts employed by the unit, or in its group, whose names stand in ``words``."""
    employed = select(Expert.name).where(Expert.employer_id.in_(groups_of(session, [unit])))
    return sorted(name for name in session.scalars(employed) if name in words)


def writes(holding: Holding, request: UseRequest) -> bool:
    """Whether this person may fill it in and answer for it: the unit itself, or, of what came on
    paper, the office."""
    if holding.unit_id is not None:
        return holding.unit_id == request.unit_id
    return request.scan is not None and policy.may(holding, Permission.FILE_REQUEST)


def within_reach(holding: Holding) -> ColumnElement[bool]:
    """The requests this person may read, as a condition on UseRequest."""
    scope = policy.GRANTS[holding.post].get(Permission.READ_REQUEST)
    if scope is policy.Scope.UNIT:
        return UseRequest.unit_id == holding.unit_id if holding.unit_id else false()
    if scope is policy.Scope.SECTION:
        return UseRequest.section_id.in_(holding.section_ids)
    return true() if scope is policy.Scope.ANY else false()


def listed(holding: Holding, state: State | None) -> Select[UseRequest]:
    """Within the holder's reach, newest first."""
    query = select(UseRequest).where(within_reach(holding)).order_by(UseRequest.id.desc())
    return query.where(UseRequest._state == state) if state else query


def unpaid() -> Select[UseRequest]:
    """Used, and not paid for within the term; the longest waiting first."""
    return (
        select(UseRequest)
        .where(UseRequest._state == State.USED, UseRequest.used_at < unpaid_since())
        .order_by(UseRequest.used_at)
    )


def unpaid_since() -> datetime:
    """What was used before this moment should have been paid for."""
    return clock.now() - timedelta(days=PAYMENT_DAYS)


def named_parts(request: UseRequest) -> list[Assignment]:
    """The experts its dispatch has sent: nobody before the deputy has signed and they were told."""
    dispatch = request.dispatch
    return [part for part in dispatch.seated if part.notified_at] if dispatch else []
