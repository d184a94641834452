"""第十七条 廉政监督制度 · what is told before the work, and the quality form after it (Annex 6)."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from models.errors import Refusal
from models.vocabulary import Quality

ARTICLE = 17

# 工作前告知四项. The text an expert acknowledges; each version keeps its number for good.
BRIEFING_VERSION = 1
BRIEFING = (
    "遵守职业道德，客观公正开展工作，不弄虚作假，不隐瞒、不避重就轻（第九条）",
    "主动回避：与对象单位有利害关系的，立即说明并退出（第九条第六项）",
    "廉洁自律：不收受对象单位财物，不推销产品、不联系业务（第十七条、第十八条）",
    "保守国家秘密和对象单位的商业、技术秘密，未经授权不发布任务信息（第十五条）",
)

# 评价项目 and what each can earn; together one hundred.
SCORES: Mapping[str, tuple[str, int]] = {
    "ethics": ("职业道德", 20),
    "ability": ("业务能力", 50),
    "discipline": ("工作纪律", 20),
    "integrity": ("廉洁自律", 10),
}
_BANDS = ((90, Quality.EXCELLENT), (75, Quality.GOOD), (60, Quality.PASS), (0, Quality.FAIL))


class Part(Protocol):
    @property
    def expert_name(self) -> str: ...
    @property
    def is_seated(self) -> bool: ...
    @property
    def is_rated(self) -> bool: ...


class Matter(Protocol):
    @property
    def assignments(self) -> Iterable[Part]: ...


def unrated(matter: Matter) -> list[str]:
    """Whose quality form is still to be filled in."""
    return [
        f"{part.expert_name}的服务质量登记表（附件6）尚未填写"
        for part in matter.assignments
        if part.is_seated and not part.is_rated
    ]


def quality(scores: Mapping[str, int]) -> Quality:
    """The grade that the four scores add up to; a score outside its range is refused by name."""
    for key, (name, most) in SCORES.items():
        if not 0 <= scores[key] <= most:
            raise Refusal(f"{name}应在0至{most}分之间", article=ARTICLE, field=key)
    total = sum(scores[key] for key in SCORES)
    return next(grade for least, grade in _BANDS if total >= least)
