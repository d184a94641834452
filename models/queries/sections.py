"""股室 · the sections, and what still hangs on each."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.tables import Account, Dispatch, Holding, Section
from models.workflows.dispatch import State

_OVER = (State.CLOSED, State.CANCELLED)


def every(session: Session) -> list[Section]:
    """Those in use first."""
    return list(session.scalars(select(Section).order_by(Section.is_active.desc(), Section.id)))


def in_use(session: Session) -> list[Section]:
    return list(session.scalars(select(Section).where(Section.is_active).order_by(Section.id)))


def people_in(session: Session, section: Section) -> list[str]:
    """The names of those who hold a post in it or have it in their charge."""
    query = (
        select(Account.name)
        .join(Account.holdings)
        .where(Holding.sections.any(Section.id == section.id))
        .distinct()
        .order_by(Account.name)
    )
    return list(session.scalars(query))


def dispatches_under_way(session: Session, section: Section) -> int:
    query = (
        select(func.count())
        .select_from(Dispatch)
        .where(Dispatch.section_id == section.id, Dispatch._state.not_in(_OVER))
    )
    return session.scalar(query) or 0
