"""第十六条 教育培训制度 · no expert leaves for a task without the integrity briefing of 16(2)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

ARTICLE = 16


class Part(Protocol):
    @property
    def expert_name(self) -> str: ...
    @property
    def is_seated(self) -> bool: ...
    @property
    def accepted_at(self) -> datetime | None: ...
    @property
    def briefed_at(self) -> datetime | None: ...


class Matter(Protocol):
    @property
    def assignments(self) -> Iterable[Part]: ...


def unbriefed(matter: Matter) -> list[str]:
    """Who has not yet answered, or not yet acknowledged the briefing."""
    seated = [part for part in matter.assignments if part.is_seated]
    waiting = [f"{part.expert_name}尚未答复任务通知" for part in seated if not part.accepted_at]
    unread = [
        f"{part.expert_name}尚未确认廉政与保密告知"
        for part in seated
        if part.accepted_at and not part.briefed_at
    ]
    return waiting + unread
