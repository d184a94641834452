"""The few lines that every transition table runs on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from models.errors import IllegalMove, Refusal
from models.vocabulary import Permission, Term

State = TypeVar("State", bound=Term)
Action = TypeVar("Action", bound=Term)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be so before a move: ``lacking`` says, sentence by sentence, what is not yet."""

    lacking: Callable[[Any], Sequence[str]]
    article: int

    def missing_from(self, subject: Any) -> list[Refusal]:
        return [Refusal(sentence, article=self.article) for sentence in self.lacking(subject)]


@dataclass(frozen=True, slots=True)
class Move(Generic[State, Action]):
    """A row of a transition table: who may take the subject where, and by which article.

    ``signed``: the actor types the password again. ``offered``: it stands among the choices of the
    step form; the other moves are made by an act of their own. ``forward``: it carries the matter
    on, so it waits on somebody's desk; the others turn back.
    """

    action: Action
    sources: frozenset[State]
    target: State
    permission: Permission
    article: int
    requires: tuple[Requirement, ...] = ()
    needs_note: bool = False
    signed: bool = False
    offered: bool = True
    forward: bool = True

    def missing_from(self, subject: Any) -> list[Refusal]:
        return [gap for requirement in self.requires for gap in requirement.missing_from(subject)]


class Workflow(Generic[State, Action]):
    """A transition table. ``track`` is the way a matter goes when nothing turns it back;
    ``beside``: states off that way, each with the one on it to which it leads back."""

    def __init__(
        self,
        *moves: Move[State, Action],
        track: Sequence[State],
        beside: Mapping[State, State] | None = None,
    ) -> None:
        self.moves = moves
        self.track = tuple(track)
        self.beside = beside or {}

    def move(self, state: State, action: str) -> Move[State, Action]:
        named = [move for move in self.moves if move.action == action]
        if not named:
            raise IllegalMove("没有这一步，请按页面所列的办理")
        for move in named:
            if state in move.sources:
                return move
        raise IllegalMove(
            f"现在是“{state.label}”，不能{named[0].action.label}；请按最新状态办理",
            article=named[0].article,
        )

    def moves_from(self, state: State) -> list[Move[State, Action]]:
        return [move for move in self.moves if state in move.sources]

    def states_awaiting(self, permissions: frozenset[Permission]) -> frozenset[State]:
        """The states from which someone with these permissions carries the matter on."""
        return frozenset(
            source
            for move in self.moves
            if move.forward and move.permission in permissions
            for source in move.sources
        )
