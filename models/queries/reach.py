"""所及 · how far a permission reaches among the matters of the sections, as a condition."""

from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, true

from models import policy
from models.tables import Holding
from models.vocabulary import Permission


def in_reach(
    holding: Holding, permission: Permission, section_id: SQLColumnExpression[Any]
) -> ColumnElement[bool]:
    """Those of the holder's sections, where it reaches no further; else all."""
    if policy.GRANTS[holding.post].get(permission) is policy.Scope.SECTION:
        return section_id.in_(holding.section_ids)
    return true()
