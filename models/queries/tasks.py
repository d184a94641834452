"""待办事项 · one thing that waits on somebody, as every desk lists it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from models import clock, policy
from models.queries.deadlines import Deadlines
from models.tables import Holding
from models.vocabulary import Permission, Term

MOST = 200  # a desk with more than this has other worries


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of business, and how its tasks are found. ``stands``: where something may wait: a
    table, and the states of its rows. ``waits``: how to tell where no state does. A kind without
    either is asked each time."""

    tasks: Callable[[Session, Holding, Deadlines], Iterator["Task"]]
    stands: Sequence[tuple[Any, Collection[Term]]] = ()
    waits: Callable[[], ColumnElement[bool]] = true

    @property
    def may_wait(self) -> ColumnElement[bool]:
        """Whether anything of the kind stands where it may wait on somebody."""
        found = [
            select(1).where(table._state.in_(states)).exists() for table, states in self.stands
        ]
        return or_(*found) if found else self.waits()


def astir(session: Session, sources: Sequence[Source]) -> list[Source]:
    """Those of which anything may wait on anybody, found in one query: a desk does not ask twelve
    kinds of business apart when nothing stirs in ten of them."""
    asked = session.execute(select(*(source.may_wait for source in sources))).one()
    return [source for source, waits in zip(sources, asked, strict=True) if waits]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits. ``kind`` names the page on which it is done, ``button`` the step."""

    kind: str
    subject_id: int
    title: str
    matter: str
    due: date | None
    button: str

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < clock.today()


def permissions_of(holding: Holding) -> frozenset[Permission]:
    return frozenset(policy.granted(holding))


def next_step(subject: Any, holding: Holding) -> str:
    """The step by which ``holding`` can carry the subject on now; empty if none is theirs, or
    something is still missing that others must bring."""
    labels = [
        move.action.label
        for move in subject.workflow.moves_from(subject.state)
        if move.forward
        and not policy.refusal(holding, move.permission, subject)
        and not move.missing_from(subject)
    ]
    return labels[0] if labels else ""
