"""工作量意愿 · what an expert says of the own time, for the sections to read."""

from collections.abc import Sequence

from models import clock
from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.tables import Expert, ExpertWish, Holding

ARTICLE = 13
_WEEK = 7


def wish(
    expert: Expert, *, most_a_month: int | None, weekdays: Sequence[int], note: str, by: Holding
) -> None:
    """Say anew how much and when; nothing at all takes the wish back."""
    if len(set(weekdays)) == _WEEK:
        raise Refusal(
            "一周七天都不便的，请在“登记不能参加”中登记起止日期，抽取时才会避开",
            article=ARTICLE,
            field="weekdays",
        )
    held = expert.wish or ExpertWish(expert_id=expert.id)
    held.at, held.most_a_month = clock.now(), most_a_month
    held.weekdays, held.note = sorted(set(weekdays)), note.strip()
    if held.caption:
        db.session.add(held)
    elif held.id:
        db.session.delete(held)
    label = "登记工作量意愿" if held.caption else "撤回工作量意愿"
    register("expert:wish", label, by=by, subject=expert, article=ARTICLE, wish=held.caption)
