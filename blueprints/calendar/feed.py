"""日历订阅 · the feed under a private address: no sign-in, so nothing confidential stands in it."""

from datetime import timedelta

from flask import Response

from blueprints.access import public
from blueprints.calendar import icalendar_text
from blueprints.calendar.blueprint import bp
from blueprints.limits import FEEDS_PER_ADDRESS, MISSES_PER_ADDRESS, is_missing, limiter
from models import clock
from models.db import db
from models.queries import calendar_links, expert_calendar
from models.tables import CalendarLink
from models.vocabulary import Standing

_BACK, _AHEAD = timedelta(days=90), timedelta(days=400)
_UNKNOWN = "没有这个日历订阅链接，请登录后在“日历”页面重新生成。"
_CUT_OFF = "这个日历订阅链接已停用，请登录后在“日历”页面重新生成，并在手机日历中删除旧的订阅。"


@bp.get("/feed/<token>.ics")
@public
@limiter.limit(FEEDS_PER_ADDRESS)
@limiter.limit(MISSES_PER_ADDRESS, deduct_when=is_missing)
def feed(token: str) -> Response:
    link = calendar_links.with_token(db.session(), token)
    if link is None:
        return _said(_UNKNOWN, 404)
    if not _is_live(link):
        return _said(_CUT_OFF, 410)
    today = clock.today()
    found = expert_calendar.occasions(db.session(), link.expert_id, today - _BACK, today + _AHEAD)
    return Response(icalendar_text.written(found), content_type="text/calendar; charset=utf-8")


def _is_live(link: CalendarLink) -> bool:
    """Neither cut off, nor its expert gone."""
    expert = link.expert
    has_account = expert.account is not None and expert.account.is_enabled
    return link.cut_off_at is None and has_account and expert.standing is not Standing.ENDED


def _said(sentence: str, status: int) -> Response:
    return Response(sentence, status, content_type="text/plain; charset=utf-8")
