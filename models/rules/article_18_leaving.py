"""第十八条第一、二项 · an expert who wants to be one no longer, or cannot be."""

from collections.abc import Sequence

from models.errors import Refusal
from models.vocabulary import DismissalGround

ARTICLE = 18
LONGEST = 1000
MOST_FILES = 5
GROUNDS = (DismissalGround.OWN_WISH, DismissalGround.UNABLE)


def check(ground: DismissalGround, reason: str, files: int, tasks_left: Sequence[str]) -> None:
    """Refuse a request without a reason, or while somebody still counts on the expert."""
    if ground not in GROUNDS:
        raise Refusal("请选择本人提出的两种情形之一", article=ARTICLE, field="ground")
    if not 0 < len(reason.strip()) <= LONGEST:
        raise Refusal(f"请写明退出的理由，不超过{LONGEST}字", article=ARTICLE, field="reason")
    if files > MOST_FILES:
        raise Refusal(f"附件最多{MOST_FILES}个，请合并后再上传", article=ARTICLE, field="files")
    if tasks_left:
        raise Refusal(
            f"您还有任务没有完成：{'、'.join(tasks_left)}。请先完成并提交书面报告；"
            "确实不能完成的，请派出股室先办理派遣变更，再提出退出",
            article=13,
        )
