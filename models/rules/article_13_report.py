"""第十三条 书面报告 · the headings that a report opens with, by the kind of work (Art. 10).

The annexes hold no form for it: these are the office's own, and an expert may change them.
"""

from collections.abc import Mapping

from models.vocabulary import TaskType

_NUMERALS = "一二三四五六七八九"
_COURSE = "工作经过"

HEADINGS: Mapping[TaskType, tuple[str, ...]] = {
    TaskType.PLANNING: (_COURSE, "对文稿的总体评价", "逐条意见及依据", "需要进一步论证的问题"),
    TaskType.INSPECTION: (_COURSE, "检查的内容", "发现的问题和隐患及依据", "重大隐患", "整改复核"),
    TaskType.RESPONSE: (_COURSE, "基本情况", "技术分析和判断", "处置要点和防护措施", "原因和性质"),
    TaskType.STANDARDISATION: (_COURSE, "评审依据和范围", "逐项评审情况", "不符合项", "评审结论"),
    TaskType.LICENSING: (_COURSE, "审查依据和资料", "逐项审查意见", "必须修改的问题", "审查结论"),
    TaskType.SCIENCE: (_COURSE, "项目基本情况", "先进性和可行性评价", "存在的问题", "论证结论"),
    TaskType.LEGAL: (_COURSE, "咨询事项和材料", "适用的法律依据", "法律意见", "风险提示"),
    TaskType.TRAINING: (_COURSE, "培训内容和对象", "培训效果", "学员反映的问题"),
    TaskType.EXCHANGE: (_COURSE, "交流主题和内容", "可以借鉴的经验", "本县存在的差距"),
    TaskType.RESEARCH: (_COURSE, "调研的单位和方式", "基本情况", "存在的问题和原因", "对策"),
    TaskType.OTHER: (_COURSE, "服务内容", "发现的问题", "结论"),
}  # fmt: skip


def headed(task_type: TaskType) -> str:
    """The report before anything is written into it: a heading, and room below."""
    headings = HEADINGS[task_type]
    return "\n\n".join(f"{_numbered(n, each)}\n" for n, each in enumerate(headings))


def written_under(content: str, task_type: TaskType) -> str:
    """What the expert wrote, without the headings that were there before."""
    given = {_numbered(n, each) for n, each in enumerate(HEADINGS[task_type])}
    lines = (line.strip() for line in content.splitlines())
    return "\n".join(line for line in lines if line and line not in given)


def is_heading(line: str) -> bool:
    """Whether a line of a report heads what follows: 一、工作经过."""
    return line[:1] in _NUMERALS and line[1:2] == "、" and len(line) <= 30


def _numbered(place: int, heading: str) -> str:
    return f"{_NUMERALS[place]}、{heading}"
