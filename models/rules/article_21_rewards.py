"""第二十一条 奖惩 · what is commended, what is reproved, and the paper either goes out by."""

from collections.abc import Mapping
from datetime import date

from models.errors import Refusal
from models.vocabulary import CommendationGround, CommendationKind

ARTICLE = 21
LONGEST = 2000  # characters of the deed
LONGEST_LINE = 120
MOST_FILES = 5
_SHORTEST = 10
G = CommendationGround

PRAISED = (G.HAZARD, G.PREVENTION, G.CONTAINMENT, G.RESCUE, G.OUTSTANDING)
REPROVED = (G.UNFIT, G.UNLAWFUL, G.AGAINST_RULES, G.BREACH)
_ELSEWHERE: Mapping[CommendationGround, int] = {G.OUTSTANDING: 14, G.BREACH: 15}


def article_of(ground: CommendationGround) -> int:
    """The article that names the ground."""
    return _ELSEWHERE.get(ground, ARTICLE)


def check(
    kind: CommendationKind, ground: CommendationGround, *, deed: str, measure: str, files: int
) -> None:
    """Refuse praise for a fault and reproof for a merit, and either without what happened."""
    if ground not in (PRAISED if kind.is_praise else REPROVED):
        other = "惩处" if kind.is_praise else "表彰"
        raise Refusal(
            f"“{ground.label}”是{other}的事由，与“{kind.label}”不符，请改选",
            article=article_of(ground),
            field="ground",
        )
    if not _SHORTEST <= len(deed.strip()) <= LONGEST:
        raise Refusal(
            f"请写明事迹或者事实，{_SHORTEST}至{LONGEST}字", article=ARTICLE, field="deed"
        )
    if files > MOST_FILES:
        raise Refusal(f"附件最多{MOST_FILES}个，请合并后再上传", article=ARTICLE, field="files")
    _check_measure(ground, measure)


def _check_measure(ground: CommendationGround, measure: str) -> None:
    if len(measure.strip()) > LONGEST_LINE:
        raise Refusal(f"不超过{LONGEST_LINE}字", article=ARTICLE, field="measure")
    if ground is G.BREACH and not measure.strip():
        raise Refusal(
            "违反保密规定的，请写明同时采取的措施，如收回资料、消除影响",
            article=15,
            field="measure",
        )


def check_issue(number: str, issued_on: date, decided_on: date, today: date) -> None:
    """Refuse a document without a number, or dated before it was signed or ahead."""
    if not 0 < len(number.strip()) <= LONGEST_LINE:
        raise Refusal("请填写文号", article=ARTICLE, field="document_no")
    if issued_on > today:
        raise Refusal("印发日期不能晚于今天", article=ARTICLE, field="issued_on")
    if issued_on < decided_on:
        raise Refusal("印发日期不能早于审签日期", article=ARTICLE, field="issued_on")
