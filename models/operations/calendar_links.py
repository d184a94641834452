"""日历订阅 · a private address for one's own calendar: shown once, cut off at any time."""

import secrets

from sqlalchemy import select

from models import clock
from models.db import db
from models.errors import Refusal
from models.operations.register import register
from models.queries.calendar_links import live_link, lookup_of
from models.tables import CalendarLink, Expert, Holding

ARTICLE = 8
_BYTES = 32


def issue(expert: Expert, *, by: Holding) -> str:
    """The secret part of a new address, known to nobody else; an earlier one is cut off."""
    db.session.execute(select(Expert.id).where(Expert.id == expert.id).with_for_update())
    former = live_link(db.session(), expert.id)
    if former:
        former.cut_off_at = clock.now()
    token = secrets.token_urlsafe(_BYTES)
    db.session.add(CalendarLink(expert_id=expert.id, lookup=lookup_of(token)))
    label = "更换日历订阅链接" if former else "生成日历订阅链接"
    register("expert:calendar_link", label, by=by, subject=expert, article=ARTICLE)
    return token


def cut_off(expert: Expert, *, by: Holding) -> None:
    """Nobody who has the address, however they came by it, reads anything more there."""
    link = live_link(db.session(), expert.id)
    if link is None:
        raise Refusal("没有正在使用的订阅链接，无需停用", article=ARTICLE)
    link.cut_off_at = clock.now()
    register("expert:cut_off_calendar", "停用日历订阅链接", by=by, subject=expert, article=ARTICLE)
