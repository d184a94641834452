"""iCalendar (RFC 5545) · the one place that knows how a calendar is written: times in UTC, lines
folded at 75 octets, each occasion under a name that stays and an edition that grows."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Alarm, Calendar, Event

from models import clock
from models.queries.expert_calendar import Occasion
from models.sealed import keyring

_REFRESH = timedelta(hours=2)
_NAME = "专家任务日历"


def written(occasions: Iterable[Occasion]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Zexian//Expert calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _NAME)
    calendar.add("x-wr-calname", _NAME)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for occasion in occasions:
        calendar.add_component(_event(occasion))
    content: bytes = calendar.to_ical()
    return content


def _event(occasion: Occasion) -> Event:
    event = Event()
    event.add("uid", uid_of(occasion))
    event.add("dtstamp", clock.now())
    event.add("sequence", occasion.edition)
    event.add("status", "CANCELLED" if occasion.is_off else "CONFIRMED")
    event.add("summary", f"（已取消）{occasion.title}" if occasion.is_off else occasion.title)
    event.add("class", "PRIVATE")
    if occasion.place:
        event.add("location", occasion.place)
    if occasion.starts_at:
        event.add("dtstart", occasion.starts_at.astimezone(UTC))
        if occasion.ends_at:
            event.add("dtend", occasion.ends_at.astimezone(UTC))
    else:
        event.add("dtstart", occasion.first_day)
        event.add("dtend", occasion.last_day + timedelta(days=1))  # the day after the last
    if occasion.starts_at and not occasion.is_off:
        event.add_component(_alarm(occasion.title))
    return event


def uid_of(occasion: Occasion) -> str:
    """The same for good, of no other office, and without the number of any row."""
    return f"{keyring().lookup(f'calendar:{occasion.subject}')[:32]}@zexian.invalid"


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(days=-1))
    return alarm
