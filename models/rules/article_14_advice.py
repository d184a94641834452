"""第十四条第一项 专家建议 · an expert is heard at any time, and answered with reasons."""

from models.errors import Refusal
from models.vocabulary import Adoption

ARTICLE = 14
LONGEST_TITLE, LONGEST = 60, 4000
MOST_FILES = 5
_SHORTEST = 10  # characters that can advise anything


def check(title: str, text: str, files: int) -> None:
    """Refuse what nobody could answer."""
    if not 0 < len(title.strip()) <= LONGEST_TITLE:
        raise Refusal(f"请用1至{LONGEST_TITLE}字概括建议", article=ARTICLE, field="title")
    if not _SHORTEST <= len(text.strip()) <= LONGEST:
        raise Refusal(
            f"请写明情况、理由和建议，{_SHORTEST}至{LONGEST}字", article=ARTICLE, field="text"
        )
    if files > MOST_FILES:
        raise Refusal(f"附件最多{MOST_FILES}个，请合并后再上传", article=ARTICLE, field="files")


def check_reply(adoption: Adoption, reply: str) -> None:
    """Whoever advised is told what becomes of it; where it is not all taken, why."""
    if not reply.strip():
        asked = "怎样采纳" if adoption is Adoption.ADOPTED else "不采纳部分的理由"
        if adoption is Adoption.REJECTED:
            asked = "不采纳的理由"
        raise Refusal(f"答复必须写明{asked}", article=ARTICLE, field="reply")
    if len(reply.strip()) > LONGEST:
        raise Refusal(f"答复不超过{LONGEST}字", article=ARTICLE, field="reply")
