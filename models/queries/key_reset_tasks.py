"""重置待办 · passwords and keys to be reset, confirmed by one administrator and done by another."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task, next_step, permissions_of
from models.tables import Holding, KeyReset
from models.workflows.key_reset import KEY_RESET, OPEN


def key_reset_tasks(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    if not KEY_RESET.states_awaiting(permissions_of(holding)):
        return
    query = select(KeyReset).where(KeyReset._state.in_(OPEN)).order_by(KeyReset.id).limit(MOST)
    for reset in session.scalars(query):
        if button := next_step(reset, holding):
            yield Task("key_reset", reset.id, reset.caption, "签名密钥", None, button)
