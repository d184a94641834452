"""第十七条第二项 举报 · how a report is followed, and who has nothing to do with it."""

import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from models.errors import Refusal
from models.rules.cell_text import INVISIBLE
from models.rules.working_days import Calendar, day_due

ARTICLE = 17
SHORTEST_PHRASE, LONGEST_PHRASE = 8, 64
MOST_MESSAGES = 20  # of one side
_QUOTED = 12  # characters in a row that are a quotation


def phrase_as_typed(phrase: str) -> str:
    """However a keyboard wrote it: full width, half width, with a blank at the end."""
    return unicodedata.normalize("NFKC", phrase).strip()


def check_phrase(phrase: str, again: str) -> None:
    """Refuse a pass phrase that is too short, or not the same both times."""
    typed = phrase_as_typed(phrase)
    if not SHORTEST_PHRASE <= len(typed) <= LONGEST_PHRASE:
        raise Refusal(
            f"查询口令须有{SHORTEST_PHRASE}至{LONGEST_PHRASE}个字符，可以用一句只有自己知道的话",
            article=ARTICLE, field="phrase",
        )  # fmt: skip
    if len(set(typed)) == 1:
        raise Refusal("查询口令不能只是同一个字符，请重新设定", article=ARTICLE, field="phrase")
    if typed != phrase_as_typed(again):
        raise Refusal("两次填写的查询口令不一致，请重新填写", article=ARTICLE, field="again")


def names(texts: Iterable[str], name: str) -> bool:
    """Whether the name stands anywhere in them, with blanks in it or without."""
    wanted = _unspaced(name)
    return bool(wanted) and any(wanted in _unspaced(text) for text in texts)


def plain(text: str) -> str:
    """The text without what nobody sees, which would hide a name or turn the words round."""
    return INVISIBLE.sub("", text).strip()


def _unspaced(text: str) -> str:
    return "".join(plain(text).split())


def check_question(question: str, told: str, reporter: str) -> None:
    """Refuse a question to the one reported that would show them the report, or who made it."""
    if reporter and names([question], reporter):
        raise Refusal(
            "要求说明的内容中有举报人的姓名，请删去；被举报人不得知道举报人是谁",
            article=ARTICLE, field="question",
        )  # fmt: skip
    asked, report = _unspaced(question), _unspaced(told)
    quoted = (asked[start : start + _QUOTED] for start in range(len(asked) - _QUOTED + 1))
    if any(each in report for each in quoted):
        raise Refusal(
            "要求说明的内容照抄了举报原文，被举报人可能据此认出举报人，请用自己的话概括",
            article=ARTICLE, field="question",
        )  # fmt: skip


def hearing_due(today: date, days: int, calendar: Calendar) -> date:
    """The last day to answer; by plain days while nobody has confirmed that year's calendar: a
    hearing must end some day."""
    return day_due(today, days, calendar) or today + timedelta(days=days)
