"""第十条 专家工作范围 · what the kind of a task asks for besides.

An inspection of an enterprise is an act of the bureau's own officers; the expert is 「技术支撑」
and has no administrative power (Art. 9(9)). So it needs the approval of the administrative
inspection and at least two licensed officers.
"""

from collections.abc import Sequence
from typing import Protocol

from models.vocabulary import TaskType

ARTICLE = 10
OFFICERS_NEEDED = 2


class Officer(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def licence(self) -> str: ...


class Matter(Protocol):
    @property
    def task_type(self) -> TaskType: ...
    @property
    def approval_no(self) -> str: ...
    @property
    def officers(self) -> Sequence[Officer]: ...


def inspection_lacks(matter: Matter) -> list[str]:
    """What an inspection of an enterprise still lacks; nothing for the other kinds of work."""
    if matter.task_type is not TaskType.INSPECTION:
        return []
    lacking = []
    if not matter.approval_no:
        lacking.append("监督检查类任务须填写行政检查审批表编号")
    if len({officer.licence for officer in matter.officers}) < OFFICERS_NEEDED:
        lacking.append(f"监督检查类任务须填写至少{OFFICERS_NEEDED}名执法人员的姓名和执法证号")
    return lacking
