"""Taking a subject through its workflow: the one way any state changes."""

from typing import Any, ClassVar, Protocol

from models import policy
from models.errors import IllegalMove, Refusal
from models.operations.register import register
from models.operations.signatures import sign
from models.rules.expert_draw_bytes import sm3
from models.tables import Holding
from models.vocabulary import Term
from models.workflows.machine import Move, Workflow


class Subject(policy.Subject, Protocol):
    __tablename__: str
    workflow: ClassVar[Workflow[Any, Any]]

    @property
    def state(self) -> Term: ...
    @property
    def track(self) -> tuple[Any, ...]: ...
    def enter(self, state: Any) -> None: ...


def steps_open_to(actor: Holding, subject: Subject) -> list[Move[Any, Any]]:
    """What ``actor`` may do next of one's own choice. Pages offer this and nothing else."""
    moves = subject.workflow.moves_from(subject.state)
    return [
        move
        for move in moves
        if move.offered and not policy.refusal(actor, move.permission, subject)
    ]


def can(actor: Holding, action: str, subject: Subject) -> bool:
    """Whether ``actor`` may take this very step now, everything it requires being there."""
    moves = [move for move in subject.workflow.moves_from(subject.state) if move.action == action]
    return any(
        not policy.refusal(actor, move.permission, subject) and not move.missing_from(subject)
        for move in moves
    )


def advance(
    subject: Subject, action: str, *, by: Holding, note: str = "", **facts: Any
) -> Move[Any, Any]:
    """Take ``subject`` one step, in ``by``'s name, register the step and return it.

    ``facts`` go into the register as well. Whoever calls it for a ``signed`` move has confirmed
    the signer's identity, and so has their pen in hand.
    """
    before, move = subject.state, subject.workflow.move(subject.state, action)
    _check(move, subject, by, note)
    subject.enter(move.target)
    if move.signed:
        signature = sign(
            subject, by=by, action=move.action, label=move.action.label, note=note.strip()
        )
        facts["record"] = sm3(signature.record).hex()
    register(
        f"{subject.__tablename__}:{move.action}",
        move.action.label,
        by=by,
        subject=subject,
        article=move.article,
        before=before.value,
        after=move.target.value,
        note=note.strip(),
        **facts,
    )
    return move


def choose(
    subject: Subject, action: str, *, by: Holding, note: str = "", **facts: Any
) -> Move[Any, Any]:
    """``advance`` by a step that the page offers to choose. What is made by an act of its own has
    more to it than the step, and is refused however it was asked for."""
    move = subject.workflow.move(subject.state, action)
    if not move.offered:
        raise IllegalMove(
            f"{move.action.label}另有办理页面，请从待办进入办理", article=move.article
        )
    return advance(subject, action, by=by, note=note, **facts)


def _check(move: Move[Any, Any], subject: Subject, by: Holding, note: str) -> None:
    if no := policy.refusal(by, move.permission, subject):
        raise no
    if move.needs_note and not note.strip():
        raise Refusal(f"{move.action.label}必须写明理由", article=move.article, field="note")
    if missing := move.missing_from(subject):
        sentences = "；".join(gap.message for gap in missing)
        raise Refusal(f"还不能{move.action.label}：{sentences}", article=missing[0].article)
