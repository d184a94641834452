"""第十七条、第十八条 专家异议 · what an expert may object to, how, and until when."""

from datetime import date

from models.errors import Refusal

LONGEST = 4000
MOST_FILES = 5
APPEAL_DAYS = 5  # working days in which an expert who was removed may object to it
_SHORTEST = 10  # characters that can say what is wrong


def check(text: str, files: int, article: int) -> None:
    if not _SHORTEST <= len(text.strip()) <= LONGEST:
        raise Refusal(
            f"请写明对哪里有异议、事实和理由，{_SHORTEST}至{LONGEST}字",
            article=article, field="text",
        )  # fmt: skip
    if files > MOST_FILES:
        raise Refusal(f"附件最多{MOST_FILES}个，请合并后再上传", article=article, field="files")


def refuse_late(until: date | None, today: date) -> None:
    """``until``: the last day for objecting to a removal; None: none is set."""
    if until and today > until:
        raise Refusal(
            f"申诉期已于{until.year}年{until.month}月{until.day}日届满，不能再提出异议；"
            "有新的情况，请拨打24小时电话反映",
            article=18,
        )
