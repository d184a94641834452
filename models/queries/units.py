"""单位 · which units count as one for recusal, and finding one by name."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.rules.cell_text import text_of
from models.tables import Unit

_BRACKETS = str.maketrans("()", "（）")


def groups_of(session: Session, units: Iterable[Unit]) -> frozenset[int]:
    """The ids of these units and of every unit of the same groups."""
    heads = {unit.parent_id or unit.id for unit in units}
    query = select(Unit.id).where(or_(Unit.id.in_(heads), Unit.parent_id.in_(heads)))
    return frozenset(session.scalars(query))


def as_kept(name: str) -> str:
    """The one form of a unit's name, however it was typed: letters and digits half-width, brackets
    full-width, no stray spaces."""
    return text_of(name).translate(_BRACKETS)


def named(session: Session, name: str) -> Unit | None:
    return session.scalar(select(Unit).where(Unit.name == as_kept(name)))


def names(session: Session) -> list[str]:
    """Every unit's name, for a person to choose from."""
    return list(session.scalars(select(Unit.name).order_by(Unit.name)))
