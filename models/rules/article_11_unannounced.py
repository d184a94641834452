"""第十一条 突击检查（四不两直） · what those who go along are not told before the set hour.

The signing chain knows where an unannounced inspection goes; everybody else who hears of the task
hears what ``Told`` says of it. Whom a draw has to leave out is found by the target all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from models.vocabulary import TaskType

ARTICLE = 11
UNTOLD = "到时告知"
EARLIEST = timedelta(hours=24)  # before the task begins


class Named(Protocol):
    @property
    def name(self) -> str: ...


class Item(Protocol):
    @property
    def label(self) -> str: ...


class Matter(Protocol):
    @property
    def is_unannounced(self) -> bool: ...
    @property
    def reveal_at(self) -> datetime | None: ...
    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def title(self) -> str: ...
    @property
    def task_type(self) -> TaskType: ...
    @property
    def content(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def meeting_point(self) -> str: ...
    @property
    def hazards(self) -> str: ...
    @property
    def is_hazardous(self) -> bool: ...
    @property
    def targets(self) -> Sequence[Named]: ...
    @property
    def asking_unit(self) -> Named | None: ...
    @property
    def points(self) -> Sequence[str]: ...
    @property
    def protection(self) -> Sequence[Item]: ...


@dataclass(frozen=True, slots=True)
class Told:
    """A task in the words in which it may be told: all of it, or until the hour comes its kind,
    its time and where to gather, and nothing from which the unit could be known."""

    matter: Matter
    is_hidden: bool

    @property
    def title(self) -> str:
        return self.matter.task_type.label if self.is_hidden else self.matter.title

    @property
    def content(self) -> str:
        return UNTOLD if self.is_hidden else self.matter.content

    @property
    def place(self) -> str:
        return UNTOLD if self.is_hidden else self.matter.place

    @property
    def targets(self) -> str:
        return UNTOLD if self.is_hidden else "、".join(unit.name for unit in self.matter.targets)

    @property
    def hazards(self) -> str:
        """That there are any is said, so that nobody comes without protection."""
        if self.is_hidden:
            return f"危险作业场所，具体情况{UNTOLD}" if self.matter.is_hazardous else ""
        return self.matter.hazards

    @property
    def asking_unit(self) -> str:
        unit = self.matter.asking_unit
        return UNTOLD if unit and self.is_hidden else unit.name if unit else ""


def told(matter: Matter, now: datetime, *, comes: bool = True) -> Told:
    """``comes``: whether the listener goes along; whoever does not is never told where it went."""
    is_open = comes and matter.reveal_at is not None and now >= matter.reveal_at
    return Told(matter, matter.is_unannounced and not is_open)


def lacks(matter: Matter) -> list[str]:
    """What keeps an unannounced inspection from being one."""
    if not matter.is_unannounced:
        return []
    checks = (_kind_lacks, _hour_lacks, _gathering_lacks, _words_lack, _asking_lacks)
    return [sentence for check in checks if (sentence := check(matter))]


def _kind_lacks(matter: Matter) -> str:
    if matter.task_type is TaskType.INSPECTION:
        return ""
    return "只有监督检查类任务可以作突击检查，请改任务类型或取消“突击检查”"


def _hour_lacks(matter: Matter) -> str:
    if matter.reveal_at is None:
        return "突击检查还没有填写告知时刻"
    if not (matter.starts_at and matter.ends_at):
        return ""  # asked for already
    if matter.starts_at - EARLIEST <= matter.reveal_at < matter.ends_at:
        return ""
    return "突击检查的告知时刻应在任务开始前24小时之内、任务结束之前"


def _gathering_lacks(matter: Matter) -> str:
    if matter.meeting_point:
        return ""
    return "突击检查还没有填写集合地点：专家先到集合地点，到时再告知去哪里"


def _words_lack(matter: Matter) -> str:
    """What has to be read beforehand must not give the unit away."""
    names = [name for name in (*(unit.name for unit in matter.targets), matter.place) if name]
    read = {
        "集合地点": [matter.meeting_point],
        "告知事项": matter.points,
        "防护用品": [item.label for item in matter.protection],
    }
    given_away = [
        entry
        for entry, texts in read.items()
        if any(name in text for name in names for text in texts)
    ]
    if not given_away:
        return ""
    return f"{'、'.join(given_away)}里写有对象单位或任务地点，专家事先就会看到，请改写"


def _asking_lacks(matter: Matter) -> str:
    asking = matter.asking_unit
    if asking is None or asking.name not in [unit.name for unit in matter.targets]:
        return ""
    return "申请单位自己就是对象单位，不能作突击检查"
