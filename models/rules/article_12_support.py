"""第十二条 保障制度 · what the user of an expert provides."""

from typing import Protocol

from models.vocabulary import Provider

ARTICLE = 12


class Matter(Protocol):
    @property
    def is_hazardous(self) -> bool: ...
    @property
    def hazards(self) -> str: ...
    @property
    def protection_by(self) -> Provider | None: ...


def protection_lacks(matter: Matter) -> list[str]:
    """What is not yet said about protective equipment for a hazardous place."""
    if not matter.is_hazardous:
        return []
    lacking = []
    if not matter.hazards:
        lacking.append("到危险作业场所的，须写明危险因素和防护要求")
    if matter.protection_by is None:
        lacking.append("到危险作业场所的，须写明防护用品由谁提供")
    return lacking
