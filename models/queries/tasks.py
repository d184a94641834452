"""待办事项 · one thing that waits on somebody, as every desk lists it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from models import clock, policy
from models.tables import Holding
from models.vocabulary import Permission

MOST = 200  # a desk with more than this has other worries


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
    return frozenset(policy.GRANTS[holding.post])


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
