"""文号 · how a matter is named where nothing else may be said of it: by its number alone."""

from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from models.queries.register_words import FAMILIES
from models.tables import Base

_BELONGS_TO = ("dispatch", "meeting", "application")  # a part is named by the number of the whole


def number_of(session: Session, matter: str) -> str:
    """``dispatch:12`` → its number; what kind of matter it is where it has none."""
    family, _, key = matter.partition(":")
    table = _tables().get(family)
    subject = session.get(table, int(key)) if table and key.isdigit() else None
    wholes = [subject, *(getattr(subject, part, None) for part in _BELONGS_TO)]
    numbers = [number for whole in wholes if (number := getattr(whole, "number", ""))]
    return str(numbers[0]) if numbers else FAMILIES.get(family, "通知")


@cache
def _tables() -> dict[str, type[Any]]:
    return {
        mapper.class_.__tablename__: mapper.class_
        for mapper in Base.registry.mappers
        if mapper.inherits is None
    }
