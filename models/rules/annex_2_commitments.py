"""附件2 四项承诺 · what Article 6(1) has a person promise, ticked one by one.

A text is never altered: a new edition is added below, and whoever ticked an older one ticks anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ARTICLE = 6
EDITION = "2026-1"


@dataclass(frozen=True, slots=True)
class Commitment:
    key: str
    label: str
    text: str


_EDITIONS: Mapping[str, tuple[Commitment, ...]] = {
    "2026-1": (
        Commitment(
            "discipline", "工作纪律",
            "服从县应急管理局的委派和安排，按时到场，遵守现场安全管理规定和回避制度；"
            "保守国家秘密、工作秘密和被检查单位的商业秘密；不以专家名义擅自从事委派以外的活动。",
        ),
        Commitment(
            "ethics", "职业道德",
            "坚持科学、客观、公正，如实反映情况，独立提出意见并对意见负责；"
            "不弄虚作假，不出具虚假专家意见，所填申报材料真实、完整。",
        ),
        Commitment(
            "service", "技术服务",
            "认真履行专家职责，及时深入现场开展工作，对发现的事故隐患如实指出；"
            "任务结束后及时提交书面报告，不断学习，提高技术服务质量。",
        ),
        Commitment(
            "integrity", "廉政建设",
            "严格执行中央八项规定精神和廉洁纪律，不接受服务对象的礼品、礼金、宴请和其他利益；"
            "不利用专家身份为本单位或他人联系业务、推销产品。",
        ),
    ),
}  # fmt: skip
COMMITMENTS = _EDITIONS[EDITION]


def untaken(promises: Mapping[str, str]) -> list[Commitment]:
    """The commitments not ticked in the edition in force. ``promises``: key → edition."""
    return [each for each in COMMITMENTS if promises.get(each.key) != EDITION]


def as_promised(promises: Mapping[str, str]) -> list[Commitment]:
    """What was promised, in the words that were ticked."""
    return [
        each
        for edition, texts in _EDITIONS.items()
        for each in texts
        if promises.get(each.key) == edition
    ]
