"""第十七条 廉政监督制度 · what is told before the work, and the quality form after it (Annex 6)."""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from models.errors import Refusal
from models.vocabulary import BriefingKind, Quality

ARTICLE = 17

# 工作前告知四项, as an office begins with them: kind → article and text. From then on the texts
# in force are the office's own, each version kept for good.
FIRST_BRIEFING: Mapping[BriefingKind, tuple[int, str]] = {
    BriefingKind.ETHICS: (
        9, "遵守职业道德，客观公正开展工作，不弄虚作假，不隐瞒、不避重就轻（第九条）",
    ),
    BriefingKind.RECUSAL: (9, "主动回避：与对象单位有利害关系的，立即说明并退出（第九条第六项）"),
    BriefingKind.INTEGRITY: (
        17, "廉洁自律：不收受对象单位财物，不推销产品、不联系业务（第十七条、第十八条）",
    ),
    BriefingKind.CONFIDENTIALITY: (
        15, "保守国家秘密和对象单位的商业、技术秘密，未经授权不发布任务信息（第十五条）",
    ),
}  # fmt: skip

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


def check_read(read: Collection[str], told: Mapping[str, str]) -> None:
    """Every part is read and ticked, in the version in force now. ``told``: what each is called."""
    if set(read) - set(told):
        raise Refusal("告知内容刚刚更新，请重新阅读后逐项勾选确认", article=ARTICLE, field="read")
    if missing := [name for part, name in told.items() if part not in read]:
        raise Refusal(f"请阅读并勾选：{'、'.join(missing)}", article=ARTICLE, field="read")


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
