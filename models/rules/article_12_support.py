"""第十二条 保障制度 · what the user of an expert provides, and that it has arrived."""

from collections.abc import Iterable, Sized
from datetime import datetime
from typing import Protocol

ARTICLE = 12


class Part(Protocol):
    @property
    def expert_name(self) -> str: ...
    @property
    def is_seated(self) -> bool: ...
    @property
    def fitted_at(self) -> datetime | None: ...
    @property
    def arrived_at(self) -> datetime | None: ...


class Matter(Protocol):
    @property
    def is_hazardous(self) -> bool: ...
    @property
    def hazards(self) -> str: ...
    @property
    def protection(self) -> Sized: ...
    @property
    def assignments(self) -> Iterable[Part]: ...


def protection_lacks(matter: Matter) -> list[str]:
    """What is not yet said about protective equipment for a hazardous place."""
    if not matter.is_hazardous:
        unasked = "已列出防护用品的，请勾选“到危险作业场所”并写明危险因素"
        return [unasked] if matter.protection else []
    lacking = {
        "到危险作业场所的，须写明危险因素和防护要求": not matter.hazards,
        "到危险作业场所的，须逐项列出防护用品、每人数量和由谁提供": not matter.protection,
    }
    return [sentence for sentence, is_so in lacking.items() if is_so]


def unfitted(matter: Matter) -> list[str]:
    """Who goes to a hazardous place and has not confirmed the equipment listed for it."""
    if not matter.protection:
        return []
    return [
        f"{part.expert_name}尚未确认防护用品到位"
        for part in matter.assignments
        if part.is_seated and not part.fitted_at and not part.arrived_at
    ]
