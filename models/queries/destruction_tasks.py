"""销毁卷宗待办 · what the leader has to approve."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task, permissions_of
from models.tables import Destruction, Holding
from models.vocabulary import Permission
from models.workflows.destruction import State


def destruction_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    if Permission.APPROVE_DESTRUCTION not in permissions_of(holding):
        return
    query = select(Destruction).where(Destruction._state == State.PROPOSED).order_by(Destruction.id)
    for each in session.scalars(query.limit(MOST)):
        yield Task("destruction", each.id, each.caption, each.package.number, None, "批准销毁")
