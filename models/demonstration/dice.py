"""骰子 · choices that look like chance and come out the same every time."""

from collections.abc import Sequence
from typing import TypeVar

from models.rules.expert_draw_bytes import RandomStream, sm3

T = TypeVar("T")


class Dice:
    """Two with the same name fall alike, on every machine and in every version of Python."""

    def __init__(self, name: str) -> None:
        self._stream = RandomStream(sm3(name.encode()))

    def below(self, n: int) -> int:
        return self._stream.uniform(n)

    def between(self, least: int, most: int) -> int:
        """Both ends included."""
        return least + self.below(most - least + 1)

    def one_in(self, n: int) -> bool:
        return self.below(n) == 0

    def pick(self, among: Sequence[T]) -> T:
        return among[self.below(len(among))]

    def some(self, among: Sequence[T], count: int) -> list[T]:
        """``count`` different ones, in the order they fall."""
        return self.shuffled(among)[:count]

    def shuffled(self, among: Sequence[T]) -> list[T]:
        left = list(among)
        return [left.pop(self.below(len(left))) for _ in range(len(left))]
