"""公示异议 · by its code, as the office and the supervisor list them, and what waits."""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import clock, policy
from models.queries.deadlines import Deadlines
from models.queries.tasks import MOST, Task
from models.rules import case_code
from models.sealed import keyring
from models.tables import Holding, Objection
from models.vocabulary import Permission
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


def waiting(session: Session, holding: Holding, _: Deadlines) -> Iterator[Task]:
    """Objections to accept, objections to close: a card each kind, naming how long the oldest has
    waited. One alone leads to its own page, several to the first page of the list."""
    if Permission.HANDLE_OBJECTION not in policy.GRANTS[holding.post]:
        return
    query = (
        select(Objection)
        .join(Objection.notice)
        .where(Objection._state.in_([State.RAISED, State.ACCEPTED]))
        .options(contains_eager(Objection.notice))
        .order_by(Objection.raised_at)
        .limit(MOST)
    )
    open_ones = list(session.scalars(query))
    for state, button in ((State.RAISED, "受理"), (State.ACCEPTED, "办结")):
        if mine := [each for each in open_ones if each.state is state]:
            yield _card(mine, button)


def _card(objections: list[Objection], button: str) -> Task:
    oldest = objections[0]
    days = (clock.today() - clock.local(oldest.raised_at).date()).days
    waited = f"最早一件已等{days}天" if days else "今天收到"
    title = f"{len(objections)}件公示异议{oldest.state.label}，{waited}"
    if len(objections) == 1:
        return Task("objection", oldest.id, title, oldest.number, None, button)
    return Task("objections", 1, title, oldest.notice.number, None, button)
