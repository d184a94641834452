"""代签授权待办 · what was offered to me and waits for my answer."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from models import clock
from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task
from models.tables import Delegation, Holding


def _unanswered() -> ColumnElement[bool]:
    open_still = Delegation.accepted_at.is_(None) & Delegation.ended_at.is_(None)
    return open_still & (Delegation.ends_on >= clock.today())


def any_offered() -> ColumnElement[bool]:
    return exists().where(_unanswered())


def delegation_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """On the desk of whichever post of one's own; none in the name of somebody else."""
    if holding.delegation:
        return
    mine = Delegation.substitute_id == holding.account_id, _unanswered()
    query = select(Delegation).where(*mine).order_by(Delegation.id).limit(MOST)
    for offered in session.scalars(query):
        yield Task("delegation", offered.id, offered.caption, "代签授权", None, "答复")
