"""公示异议 · by its code, and as the office and the supervisor list them."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from models.rules import case_code
from models.sealed import keyring
from models.tables import Objection
from models.workflows.objection import State


def lookup_of(code: str) -> str:
    """How the database keeps a code: so that it finds it again and does not tell it."""
    return keyring().lookup(f"objection:{case_code.as_typed(code)}")


def with_lookup(session: Session, lookup: str) -> Objection | None:
    return session.scalar(select(Objection).where(Objection.code_lookup == lookup))


def listed(state: State | None) -> Select[Objection]:
    """Those in ``state``, or all; newest first."""
    query = select(Objection).options(
        joinedload(Objection.notice), joinedload(Objection.item), joinedload(Objection.handler)
    )
    if state:
        query = query.where(Objection._state == state)
    return query.order_by(Objection.id.desc())
