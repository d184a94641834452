"""单位 · which units count as one for recusal, and finding one by name."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.tables import Unit


def groups_of(session: Session, units: Iterable[Unit]) -> frozenset[int]:
    """The ids of these units and of every unit of the same groups."""
    heads = {unit.parent_id or unit.id for unit in units}
    query = select(Unit.id).where(or_(Unit.id.in_(heads), Unit.parent_id.in_(heads)))
    return frozenset(session.scalars(query))


def named(session: Session, name: str) -> Unit | None:
    return session.scalar(select(Unit).where(Unit.name == name.strip()))
